import { openClosing } from '../../incident/meeting/closing.ts';
import { meetingOf } from '../../incident/meeting/record.ts';
import type { MeetingCommand } from '../../incident/meeting/types.ts';
import type { ViewContext } from '../context.ts';
import type { DoneViews } from '../done.ts';
import { type Mrkdwn, when } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { meetingRoleName } from './names.ts';

export const meetingDone: DoneViews<MeetingCommand> = {
  take_meeting_role: ({ policy, incident }, { role }) =>
    say(policy, 'done.take_meeting_role', {
      role: meetingRoleName(policy, role),
      number: incident.number,
    }),
  give_up_meeting_role: ({ policy }) => say(policy, 'done.give_up_meeting_role'),
  start_meeting: ({ policy, incident }) =>
    say(policy, 'done.start_meeting', {
      at: when(meetingOf(incident).run?.endsAt ?? incident.updatedAt),
    }),
  next_part: moved,
  extend_part: moved,
  pause_meeting: moved,
  resume_meeting: moved,
  end_meeting: ({ policy }) => say(policy, 'done.end_meeting'),
  collect_lines: ({ policy, incident }, { part }) =>
    say(policy, 'done.collect_lines', { count: meetingOf(incident).threads[part]?.count ?? 0 }),
  remind_of_rules: ({ policy }) => say(policy, 'done.remind_of_rules'),
  answer_survey: ({ policy }) => say(policy, 'done.answer_survey'),
  tick_closing: ({ policy, incident }) =>
    say(policy, 'done.tick_closing', { open: openClosing(incident, policy).length }),
};

function moved({ policy }: ViewContext): Mrkdwn {
  return say(policy, 'done.meeting_moved');
}
