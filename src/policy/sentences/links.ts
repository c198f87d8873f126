/** Sentences about ties: other incidents, files, follow-up work, past incidents, going private. */
export const linksSentences = {
  'button.follow_up': 'Add follow-up',
  'button.follow_up_done': 'Done',
  'button.follow_up_link': 'Add link',
  'button.follow_ups': 'Follow-ups',
  'button.close_anyway': 'Close anyway',

  'form.follow_up': 'Follow-up of #{number}',
  'form.follow_up_text': 'What is left to do?',
  'form.follow_up_class': 'Class',
  'form.follow_up_owner': 'Who does it?',
  'form.follow_up_due': 'Due',
  'form.follow_up_due_hint': 'Left empty: as the class says',
  'form.follow_up_submit': 'Add',
  'form.follow_up_link': 'Where it is filed',
  'form.follow_up_address': 'Address',
  'form.follow_up_link_submit': 'Save',

  'card.follow_ups': ':wrench: *Follow-ups* {open} open of {count}',
  'card.follow_ups_expected': ':wrench: *Follow-ups* expected before closing: {classes}',
  'follow_ups.title': '*Follow-ups of #{number} {title}*',
  'follow_ups.none': '#{number} has no follow-ups yet.',
  'follow_ups.line': '{mark} {text}{details}',
  'follow_ups.nobody': 'nobody',
  'follow_ups.due': 'due {day}',
  'follow_ups.late': '*late, was due {day}*',
  'follow_ups.filed': 'filed',
  'follow_ups.file_it': 'file it',

  'fact.follow_up_given': '{by} gave you follow-up work of #{number} {title}: {text}{details}',

  'done.add_follow_up': 'Noted as follow-up of #{number}: {text}{details}',
  'done.finish_follow_up': 'Done: {text}',
  'done.link_follow_up': 'Saved.',

  'refused.unknown_follow_up_class': 'There is no follow-up “{given}”. There are: {allowed}.',
  'refused.unknown_follow_up': 'There is no such follow-up any more.',
  'refused.follow_up_done': 'That is done already.',
  'refused.too_many_follow_ups': 'An incident takes at most {max} follow-ups.',
  'refused.bad_day': '“{given}” is no day it can be due. Say `in 3 days` or `by 2026-12-01`.',
  'refused.bad_link': '“{given}” is no address. It must begin with https://.',
  'refused.follow_up_expected':
    'No follow-up of this sort was noted yet: {classes}. Add it, or close anyway.',

  'entry.add_follow_up': '{who} noted follow-up work: {text}{details}',
  'entry.finish_follow_up': '{who} finished follow-up work: {text}',
  'entry.link_follow_up': '{who} filed follow-up work: {text} ({link})',
  'also.no_follow_up': 'Closed without follow-up work of this sort: {classes}.',
} as const;
