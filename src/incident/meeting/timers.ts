import type { Policy } from '../../policy/schema.ts';
import { sync, tellRoom, withState } from '../decision.ts';
import { minutesAfter } from '../instants.ts';
import type { Happened, TimerRule } from '../timer-rule.ts';
import type { Incident, Phase, Timer } from '../types.ts';
import { changedMeeting, meetingOf, runOf } from './record.ts';
import { ended, movedOn } from './run.ts';
import { asked, closed, openDays } from './survey.ts';
import type { MeetingTimerKind } from './types.ts';

/** A meeting that nobody ends is over so many minutes after its time. */
const forgottenAfterMinutes = 60;

/** Nobody is asked while they still clear up: so long after it was resolved. */
const askAfterMinutes = 60;

const meeting: readonly Phase[] = ['mitigated', 'resolved', 'reviewing', 'closed'];

export function meetingTimers(incident: Incident, policy: Policy): Timer[] {
  return [...partTimers(incident), ...surveyTimers(incident, policy)];
}

function partTimers(incident: Incident): Timer[] {
  const run = runOf(incident);
  if (!run) return [];
  const { stepEndsAt, endsAt } = run;
  return [
    ...(stepEndsAt
      ? [
          {
            key: partOver(stepEndsAt),
            kind: 'part_over',
            dueAt: stepEndsAt,
          } as const,
        ]
      : []),
    {
      key: `meeting_over:${endsAt.toISOString()}`,
      kind: 'meeting_over',
      dueAt: minutesAfter(endsAt, forgottenAfterMinutes),
    },
  ];
}

/** Names the end of a step, which is another one each time it is moved. */
function partOver(stepEndsAt: Date): string {
  return `part_over:${stepEndsAt.toISOString()}`;
}

/** Those who worked on it are asked once; what they answer is taken for three days. */
function surveyTimers(incident: Incident, policy: Policy): Timer[] {
  const { survey } = meetingOf(incident);
  if (survey) {
    const at = survey.askedAt.toISOString();
    const dueAt = minutesAfter(survey.askedAt, openDays * 24 * 60);
    return survey.closedAt ? [] : [{ key: `survey_over:${at}`, kind: 'survey_over', dueAt }];
  }
  const from = askFrom(incident, policy);
  if (!from || incident.isDrill) return [];
  const { at, afterMinutes } = from;
  return [
    {
      key: `survey_due:${at.toISOString()}`,
      kind: 'survey_due',
      dueAt: minutesAfter(at, afterMinutes),
    },
  ];
}

function askFrom(
  incident: Incident,
  { postmortem }: Policy,
): { at: Date; afterMinutes: number } | null {
  const ask = postmortem?.survey.ask ?? 'never';
  const { resolvedAt } = incident;
  const endedAt = meetingOf(incident).run?.endedAt;
  if (ask === 'after_resolved')
    return resolvedAt && { at: resolvedAt, afterMinutes: askAfterMinutes };
  return ask === 'after_meeting' && endedAt ? { at: endedAt, afterMinutes: 1 } : null;
}

export const meetingTimerRules: Record<MeetingTimerKind, TimerRule> = {
  part_over: {
    phases: meeting,
    family: 'part_over',
    late: 'last',
    // As it would be had nobody been late to look: each part begins where the one before it ended.
    happen({ incident, policy, now }): Happened {
      let run = runOf(incident);
      while (run?.stepEndsAt && run.stepEndsAt <= now) {
        const next = movedOn(run, policy, run.stepEndsAt);
        if (!next) break;
        run = next;
      }
      if (!run) return { after: incident, effects: [], isTold: false };
      const after = changedMeeting(incident, { run });
      if (!run.stepEndsAt || run.stepEndsAt > now) {
        return { after, effects: sync('meeting'), isTold: false };
      }
      // A message that changes makes no sound; the last one has no next message to be heard by.
      const effects = [...sync('meeting'), tellRoom({ type: 'meeting_time_up' })];
      const fired = { ...after.state.fired, [partOver(run.stepEndsAt)]: now };
      return { after: withState(after, { fired }), effects, isTold: false };
    },
  },
  meeting_over: {
    phases: meeting,
    family: 'meeting_over',
    late: 'last',
    happen({ incident, now }): Happened {
      const after = ended(incident, now, true);
      return { after, effects: sync('meeting', 'postmortem', 'card') };
    },
  },
  survey_due: {
    phases: meeting,
    family: 'survey_due',
    late: 'last',
    happen({ incident, policy, now }): Happened {
      const { after, effects, count } = asked(incident, policy, now);
      return { after, effects: [...effects, ...sync('postmortem')], about: String(count) };
    },
  },
  survey_over: {
    phases: meeting,
    family: 'survey_over',
    late: 'last',
    happen({ incident, now }): Happened {
      const { survey } = meetingOf(incident);
      if (!survey) return { after: incident, effects: [], isTold: false };
      const after = changedMeeting(incident, { survey: closed(survey, now) });
      return { after, effects: sync('postmortem'), about: String(survey.marks.length) };
    },
  },
};
