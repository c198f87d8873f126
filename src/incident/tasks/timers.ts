import type { Policy } from '../../policy/schema.ts';
import { tellRoom } from '../decision.ts';
import { isEnded } from '../lookup.ts';
import { type TimerRule, unclosed } from '../timer-rule.ts';
import type { Effect, Incident, Timer } from '../types.ts';
import { taskAt } from './progress.ts';
import type { TasksTimerKind } from './types.ts';

/** When what is watched may end. */
export function tasksTimers(incident: Incident, policy: Policy): Timer[] {
  if (isEnded(incident.phase)) return [];
  return waits(incident, policy).map(({ path, untilAt }) => ({
    key: `task_wait_over:${untilAt.toISOString()}:${path}`,
    kind: 'task_wait_over',
    dueAt: untilAt,
  }));
}

export const tasksTimerRules: Record<TasksTimerKind, TimerRule> = {
  task_wait_over: {
    phases: unclosed,
    family: 'task_wait_over',
    late: 'last',
    happen: ({ incident }, _timer, late) => ({ after: incident, effects: waitsOver(late) }),
  },
};

/** Says which waits are over that nobody was told of yet; all at once, however late. */
function waitsOver(late: Timer[]): Effect[] {
  const paths = late.map(({ key, dueAt }) =>
    key.slice(`task_wait_over:${dueAt.toISOString()}:`.length),
  );
  return [tellRoom({ type: 'waits_over', paths })];
}

/** Steps that wait, of lists that still count. */
function waits(incident: Incident, policy: Policy): { path: string; untilAt: Date }[] {
  return Object.entries(incident.state.tasks).flatMap(([path, { status, untilAt }]) => {
    if (status !== 'waiting' || !untilAt) return [];
    return taskAt(incident, policy, path)?.status === 'waiting' ? [{ path, untilAt }] : [];
  });
}
