/** Sentences about the promise of news, and about whether those who should speak still do. */
export const presenceSentences = {
  'topic.every': 'update every {duration} · ',
  'card.kept': ':stopwatch: News on time: {list}',
  'card.kept_room': 'updates {on_time} of {all}',
  'card.kept_one': '{audience} {on_time} of {all}',
  'card.commander_asked': '{who} was asked at {at} whether they are still with it',
  'card.commander_silent': ':mute: {who} does not answer; their last word was {since}',
  'button.still_here': "I'm here",
  'button.skip_update': 'Skip this one',
  'button.relief': 'Hand over',
  'form.skip_update': 'Skip the update',
  'form.skip_update_submit': 'Skip',
  'form.skip_update_reason': 'Why is there nothing to tell?',
  'fact.still_there': ':wave: {who}, are you still with #{number}? Your last word was {since}.',
  'fact.still_there_dm':
    ':wave: Are you still with #{number} {title} in {room}? Your last word was {since}, {ago} ago. Without an answer by {by} somebody else is asked to take command.',
  'fact.still_there_dm_open':
    ':wave: Are you still with #{number} {title} in {room}? Your last word was {since}, {ago} ago.',
  'fact.commander_silent':
    ':mute: {who} does not answer; the last word of *{role}* was {since}. {asks}, please take over, unless {who} speaks up.',
  'fact.commander_silent_all':
    ':mute: {who} does not answer; the last word of *{role}* was {since}. Whoever can: take over.',
  'fact.commander_silent_dm':
    ':mute: {who} does not answer in #{number} {title}, {room}; the last word of *{role}* was {since}. Please take over, unless {who} speaks up.',
  'fact.handover_lapsed_from':
    ':leftwards_arrow_with_hook: {to} did not answer within {within}: *{role}* of #{number} {title} stays with you. Ask somebody else in {room}.',
  'fact.handover_lapsed_to':
    ':leftwards_arrow_with_hook: *{role}* of #{number} {title} was offered to you by {from} and stays with {from}: there was no answer within {within}.',
  'fact.holder_left_room':
    ':door: {who} left this channel and has *{roles}*. If they do not come back, somebody should take it.',
  'fact.holder_left_workspace':
    ':door: {who} is no member of the workspace any more. *{roles}* is free: who takes it?',
  'fact.relief_offered':
    ':coffee: You have commanded #{number} {title} since {since}, {ago} now. Do you want to hand over? Whoever takes over gets a brief.',
  'fact.audiences_warning': ':hourglass: {who}*{audience}* are promised news at {at}.',
  'fact.audiences_overdue':
    ':alarm_clock: {who}*{audience}* were promised news at {at}, {late} ago.',
  'fact.gone_quiet':
    ':zzz: {who}Nobody has said anything about this since {since}, {ago} ago. Does it go on? Post an update, or resolve it.',
  'done.still_here': 'Good. Everybody sees that you are with #{number}.',
  'done.skip_update': 'Left out. The next update of #{number} is due {at}.',
  'done.skip_update_none': 'Left out. No further update of #{number} is promised.',
  'refused.not_asked': 'Nobody asked you: you do not command this incident.',
  'entry.still_here': '{who} said that they are still with it',
  'entry.skip_update': '{who} left out the update due {from}; the next is due {until}{reason}',
  'entry.skip_update_last': '{who} left out the update due {from}; none is promised{reason}',
  'entry.member_gone': '{user} left the workspace; free again: {roles}',
  'entry.member_gone_items':
    '{user} left the workspace; {heir} has their action items now: {items}',
  'entry.member_gone_both':
    '{user} left the workspace; free again: {roles}. {heir} has their action items now: {items}',
  'entry.member_gone_offer': '{user} left the workspace; what was offered to or by them is void',
  'entry.heard': '{who} wrote in the channel',
  'entry.commander_asked': 'Muster asked {role} whether they are still with it',
  'entry.deputy_asked': '{role} did not answer; Muster asked who stands in for them',
  'entry.silence_went_up': '{role} did not answer; Muster asked everybody to take over',
  'entry.handover_lapsed': 'The offer of {role} was not answered and is void',
  'entry.relief_offered': 'Muster offered {role} relief',
  'entry.gone_quiet': 'Muster asked whether it goes on: nobody had said anything',
  'entry.audience_warning': 'Muster said that news promised to {audiences} is due {at}',
  'entry.audience_overdue': 'News promised to {audiences} was late',
  'also.promise_moved': 'The next update is due {at} now.',
  'also.promise_ended': 'No update is promised any more.',
  'brief.handover_title': ':handshake: You are *{role}* of #{number} *{title}* now, *{grade}*.',
  'brief.next': '*What is due next*',
  'brief.open': '*What is open*',
  'brief.since': 'Declared {at}, {ago} ago. Before you: {before}.',
  'brief.since_first': 'Declared {at}, {ago} ago.',
  'help.word.skip':
    'Leaves the promised update out, with a reason; the next one is promised instead: `/incident skip nothing new until the restart is over`.',
  'help.word.here': 'Says that you are still with it, when Muster asked.',
} as const;
