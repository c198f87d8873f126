/** Why something was not done, said only to who asked. */
export const refusalSentences = {
  'refused.not_found': 'There is no such incident, or you are not in it.',
  'refused.guest': 'Muster answers only full members of this workspace.',
  'refused.ended': 'This incident is {status}. Reopen it first.',
  'refused.not_ended': 'This incident is still {status}.',
  'refused.not_resolved': 'This incident is still {status}. Resolve it first.',
  'refused.changed': 'The {field} changed meanwhile; it is now *{now}*. Look again, then decide.',
  'refused.changed_due': 'Somebody was faster: the next update is now due {now}.',
  'refused.changed_no_due': 'No update is due any more.',
  'refused.changed_meeting':
    'Somebody was faster: the meeting is booked for {now}. Look again, then decide.',
  'refused.changed_no_meeting': 'Somebody was faster: no meeting is booked any more.',
  'refused.same_severity': 'It has that severity already.',
  'refused.same_status': 'It has that status already.',
  'refused.same_title': 'It has that title already.',
  'refused.missing': 'Please say something here: {field}.',
  'refused.too_long': 'That is too long: {field} takes at most {max} characters.',
  'refused.unknown_severity': 'There is no severity “{given}”. There are: {allowed}.',
  'refused.unknown_status': 'There is no status “{given}”. There are: {allowed}.',
  'refused.unknown_role': 'There is no role “{given}”. There are: {allowed}.',
  'refused.role_taken': '{holders} took *{role}* {since}.',
  'refused.already_holder': '{who} is *{role}* already.',
  'refused.not_holder': 'That is not your role: *{role}*.',
  'refused.role_full': '*{role}* is full: at most {max}.',
  'refused.no_offer': 'Nobody is offering you *{role}*.',
  'refused.cannot_hold': '{who} cannot hold a role: only full members of this workspace can.',
  'refused.already_snoozed': 'It was moved already, to {until}.',
  'refused.already_owned': '{by} is on it already.',
  'refused.no_update_due': 'No update is due.',
  'refused.minutes_out_of_range': 'Between {min} and {max} minutes, please.',
  'refused.declared_many':
    'You declared {count} incidents in the last hour. This one is *not declared yet*: do you mean it?',
  'refused.declared_many_form':
    'You declared {count} incidents in the last hour, so this one is not declared yet. If you mean it, send the form again.',
  'refused.same_policy': 'It follows this process already.',
  'refused.cannot_move': 'The other process does not know {unknown}.',
  'refused.not_allowed': 'How incidents are run here leaves that to {who}.',
  'refused.already_recorded': 'That is in the timeline already.',

  'field.title': 'title',
  'field.severity': 'severity',
  'field.status': 'status',
  'field.kind': 'kind',
  'field.role': 'role',
  'field.summary': 'what is happening',
  'field.reason': 'the reason',
  'field.know': 'what we know',
  'field.doing': 'what we do',
  'field.need': 'what we need',
  'field.text': 'the note',
  'field.user': 'the person',
  'field.minutes': 'minutes',
  'field.other': 'this',

  'notice.unavailable':
    ':warning: The database did not answer in time, so nothing was recorded. Please try again in a moment.',
  'notice.unsure':
    ':warning: The database did not answer in time, and this may have been recorded or not. Please look before you try again.',
  'notice.unavailable_typed': 'What you typed:',
  'notice.too_fast':
    'That was very much at once, so this one was *not done*. Wait a few seconds and do it again.',
  'notice.too_fast_form':
    'That was very much at once, so this was not sent. Wait a few seconds and send it again: your text stays here.',
  'notice.unavailable_form':
    'The database did not answer in time. Your text is still here: please submit again. It is never recorded twice.',
  'notice.newer':
    ':warning: Muster is being upgraded, and the copy of it that answers you cannot read this any more. Nothing was recorded: please try again in a moment.',
  'notice.newer_form':
    'Muster is being upgraded, and nothing was recorded. Your text is still here: please submit again in a moment.',
  'notice.broken': ':warning: Something went wrong, and it was logged. Reference: `{reference}`',
  'notice.broken_form': 'Something went wrong, and it was logged. Reference: {reference}',
  'notice.expired': 'The form could not open in time. Press to open it:',
  'notice.expired_again': 'The form could not open in time. Please use the shortcut again.',
  'notice.loading': 'One moment…',
  'notice.title': 'Muster',
} as const;
