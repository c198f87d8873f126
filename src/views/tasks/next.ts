import { listOf } from '../../incident/tasks/lists.ts';
import { isSettled, type Task, tasksIn } from '../../incident/tasks/progress.ts';
import type { Incident } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';

/** How far a list is, in numbers, and what comes next in it. */
export interface Progress {
  /** Steps that count: neither forbidden, nor parts of others, nor not needed. */
  all: number;
  /** How many of them were done or skipped. */
  done: number;
}

export function progressOf(tasks: readonly Task[]): Progress {
  const counting = tasks.filter(
    ({ parent, status }) => parent === null && status !== 'forbidden' && status !== 'not_needed',
  );
  return { all: counting.length, done: counting.filter(isSettled).length };
}

/** The first step on which something can be done now; what is being watched comes last. */
export function nextOf(incident: Incident, policy: Policy, key: string): Task | undefined {
  const list = listOf(policy, key);
  return list && nextIn(tasksIn(incident, policy, list), incident.updatedAt);
}

/** The same, of tasks in order. `now` says which waits are over. */
export function nextIn(tasks: readonly Task[], now: Date): Task | undefined {
  const open = tasks.filter((task) => !task.hasParts && !isSettled(task));
  const waits = ({ state }: Task) =>
    state?.status === 'waiting' && state.untilAt !== undefined && state.untilAt > now;
  return open.find((task) => !waits(task)) ?? open[0];
}
