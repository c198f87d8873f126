import type {
  MeetingAlso,
  MeetingEntries,
  MeetingTimerKind,
} from '../../incident/meeting/types.ts';
import { duration } from '../duration.ts';
import { join, literal, mention, oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';
import { meetingRoleName } from './names.ts';

export const meetingEntries: EntrySentences<MeetingEntries> = {
  take_meeting_role: ({ role: key, from }, policy, who) => {
    const role = meetingRoleName(policy, key);
    if (!from) return say(policy, 'entry.take_meeting_role', { who, role });
    return say(policy, 'entry.take_over_meeting_role', { who, role, from: mention(from) });
  },
  give_up_meeting_role: ({ roles }, policy, who) =>
    say(policy, 'entry.give_up_meeting_role', {
      who,
      role: join(
        roles.map((key) => literal(meetingRoleName(policy, key))),
        ', ',
      ),
    }),
  start_meeting: ({ lateMinutes: late }, policy, who) =>
    late > 0
      ? say(policy, 'entry.start_meeting_late', { who, late })
      : say(policy, 'entry.start_meeting', { who }),
  end_meeting: ({ minutes }, policy, who) =>
    say(policy, 'entry.end_meeting', { who, duration: duration(policy, minutes) }),
  tick_closing: ({ text, done }, policy, who) =>
    say(policy, done ? 'entry.tick_closing' : 'entry.untick_closing', { who, text: oneLine(text) }),
  answer_survey: ({ answers }, policy, who) =>
    say(policy, 'entry.answer_survey', {
      who,
      answers: join(
        answers.map(({ given }) => oneLine(given)),
        ' · ',
      ),
    }),
};

export const meetingAlso: AlsoSentences<MeetingAlso> = {};

/** What the clock did. */
export const meetingFired: FiredSentences<MeetingTimerKind> = {
  part_over: (_fired, policy) => say(policy, 'entry.part_over'),
  meeting_over: (_fired, policy) => say(policy, 'entry.meeting_over'),
  survey_due: ({ about = '' }, policy) => say(policy, 'entry.survey_due', { count: about }),
  survey_over: ({ about = '' }, policy) => say(policy, 'entry.survey_over', { count: about }),
};
