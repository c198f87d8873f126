import type { Policy } from '../../policy/schema.ts';
import { tellRoom } from '../decision.ts';
import { isEnded } from '../lookup.ts';
import type { Effect, Incident, Timer } from '../types.ts';
import { taskAt } from './progress.ts';

/** When what is watched may end. */
export function tasksTimers(incident: Incident, policy: Policy): Timer[] {
  if (isEnded(incident.phase)) return [];
  return waits(incident, policy).map(({ path, untilAt }) => ({
    key: `task_wait_over:${untilAt.toISOString()}:${path}`,
    kind: 'task_wait_over',
    dueAt: untilAt,
  }));
}

/** Says which waits are over that nobody was told of yet; all at once, however late. */
export function waitsOver(incident: Incident, policy: Policy, now: Date): Effect[] {
  const due = tasksTimers(incident, policy).filter(
    ({ key, dueAt }) => dueAt <= now && !(key in incident.state.fired),
  );
  const paths = due.map(({ key, dueAt }) =>
    key.slice(`task_wait_over:${dueAt.toISOString()}:`.length),
  );
  return paths.length > 0 ? [tellRoom({ type: 'waits_over', paths })] : [];
}

/** Steps that wait, of lists that still count. */
function waits(incident: Incident, policy: Policy): { path: string; untilAt: Date }[] {
  return Object.entries(incident.state.tasks).flatMap(([path, { status, untilAt }]) => {
    if (status !== 'waiting' || !untilAt) return [];
    return taskAt(incident, policy, path)?.status === 'waiting' ? [{ path, untilAt }] : [];
  });
}
