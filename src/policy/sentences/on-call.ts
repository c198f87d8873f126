/** Sentences about who is on call: turns, overrides, and who is told of them. */
export const onCallSentences = {
  'oncall.title': '*On call now*',
  'oncall.none': 'Nobody is on call by this policy: it has no schedules.',
  'oncall.line': '*{name}*: {who}{until}{next}',
  'oncall.nobody': 'nobody',
  'oncall.until': ' until {at}',
  'oncall.then': ', then {who}',
  'oncall.overridden': 'instead of what the schedule says, until {until}, set by {by}',
  'oncall.reached': 'reached by {contact}',
  'oncall.backup': 'behind it: {backup}',
  'oncall.coming': ':twisted_rightwards_arrows: *{name}*: {who}, {from} to {until}, set by {by}',
  'oncall.more_overrides': 'and {count} more overrides',
  'oncall.turns_title': '*{name}*: the next turns',
  'oncall.turn': '{from}: {who}{until}',
  'oncall.turn_now': 'Now: {who}{until}',
  'oncall.turn_override': '{turn} (override)',
  'oncall.unreadable':
    'From when to when? I cannot read “{given}” as a time in your time zone ({zone}). Write it like `until 18:00`, `until tomorrow 9:00`, `for 2h`, `from sat 9:00 until mon 9:00` or `until 2026-12-01 09:00`.',
  'oncall.which': 'Which override? {list}',
  'oncall.which_one': '`{id}` ({name}, {who}, until {until})',
  'oncall.no_overrides': 'There are no overrides now.',
  'home.on_call': 'On call',
  'home.on_call_you': ':telephone_receiver: *You are on call* for *{name}*{until}.',
  'button.on_call': 'Who is on call',
  'button.on_call_turns': 'Next turns',
  'button.override': 'Override…',
  'button.end_override': 'End override',
  'form.override': 'Override on call',
  'form.override_submit': 'Put on call',
  'form.override_schedule': 'Schedule',
  'form.override_who': 'Who is on call instead?',
  'form.override_from': 'From',
  'form.override_from_hint': 'Left out: from now.',
  'form.override_until': 'Until',
  'fact.shift_changed':
    ':telephone_receiver: *{name}*: {who} is on call now{until}. Before: {before}.',
  'fact.shift_changed_first': ':telephone_receiver: *{name}*: {who} is on call now{until}.',
  'fact.shift_nobody': ':warning: *{name}*: *nobody is on call now*{until}. Before: {before}.',
  'fact.shift_open': 'Open, with a role of {before}: {list}',
  'fact.shift_begins': ':telephone_receiver: You are on call for *{name}* now{until}.',
  'fact.shift_duties': 'What it asks of you:',
  'fact.shift_duty': '• {text}',
  'fact.override_set':
    ':twisted_rightwards_arrows: *{name}*: {by} put {who} on call from {from} until {until}.',
  'fact.override_set_self':
    ':twisted_rightwards_arrows: *{name}*: {who} takes over the on-call from {from} until {until}.',
  'fact.override_set_you':
    ':twisted_rightwards_arrows: {by} put you on call for *{name}* from {from} until {until}.',
  'fact.override_ended':
    ':leftwards_arrow_with_hook: *{name}*: {by} ended the override by {person}. On call now: {who}{until}.',
  'fact.override_ended_you':
    ':leftwards_arrow_with_hook: {by} ended your override of *{name}* ({from} to {ended}). On call now: {who}{until}.',
  'done.override_on_call': '{who} is on call for *{name}* from {from} until {until}.',
  'done.end_override': 'The override is ended. On call for *{name}* now: {who}{until}.',
  'refused.no_schedules': 'This policy has no on-call schedules, so there is nothing to override.',
  'refused.unknown_schedule': 'There is no schedule “{given}”. There are: {allowed}.',
  'refused.override_backwards': 'It would end before it begins, or is over already.',
  'refused.override_too_long':
    'An override lasts {days} days at most. What is longer belongs in the policy.',
  'refused.too_many_overrides': 'There are {most} overrides already. End one first.',
  'refused.unknown_override': 'That override is over, or was ended.',
  'help.word.oncall':
    'Shows who is on call now, until when, who is next and how to reach them; `/incident oncall primary` shows the next turns of one schedule. `/incident oncall override @someone until 18:00` puts somebody on call instead, `/incident oncall end` ends that.',
  'help.word.override':
    'Puts somebody on call instead of who the schedule says: `/incident override @someone primary until tomorrow 9:00`. Alone it opens a form.',
} as const;
