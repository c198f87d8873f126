import type { Policy } from '../../policy/schema.ts';
import { sync } from '../decision.ts';
import { minutesAfter } from '../instants.ts';
import type { Happened, TimerRule } from '../timer-rule.ts';
import type { Incident, Phase, Timer } from '../types.ts';
import { changedMeeting, runOf } from './record.ts';
import { ended, movedOn } from './run.ts';
import type { MeetingTimerKind } from './types.ts';

/** A meeting that nobody ends is over so many minutes after its time. */
const forgottenAfterMinutes = 60;

const meeting: readonly Phase[] = ['mitigated', 'resolved', 'reviewing', 'closed'];

export function meetingTimers(incident: Incident, _policy: Policy): Timer[] {
  const run = runOf(incident);
  if (!run) return [];
  const { stepEndsAt, endsAt, step, minutes } = run;
  const isLast = step >= minutes.length - 1;
  return [
    ...(stepEndsAt && !isLast
      ? [
          {
            key: `part_over:${stepEndsAt.toISOString()}`,
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
      const after = run ? changedMeeting(incident, { run }) : incident;
      return { after, effects: sync('meeting'), isTold: false };
    },
  },
  meeting_over: {
    phases: meeting,
    family: 'meeting_over',
    late: 'last',
    happen({ incident, now }): Happened {
      const run = runOf(incident);
      // It was over when its time was, not when somebody noticed.
      const at = run && run.endsAt < now ? run.endsAt : now;
      return { after: ended(incident, at), effects: sync('meeting', 'postmortem', 'card') };
    },
  },
};
