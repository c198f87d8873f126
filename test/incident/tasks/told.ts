import { tasksOf } from '../../../src/incident/tasks/progress.ts';
import type { Declare } from '../../../src/incident/types.ts';
import { tasksPolicy } from '../../support/tasks-policy.ts';
import { Story } from '../story.ts';

/** An incident under the policy that has one of everything tasks can be. */

export const ada = 'UADA';
export const bob = 'UBOB';

export function told(changes: Partial<Declare> = {}): Story {
  return new Story({ kind: 'security', ...changes }, tasksPolicy);
}

export function tick(story: Story, path: string, by = ada): Story {
  return story.does({ type: 'tick_task', by, path });
}

/** Where each task of the lists that were started stands. */
export function statuses(story: Story): Record<string, string> {
  return Object.fromEntries(
    tasksOf(story.incident, tasksPolicy).map(({ path, status }) => [path, status]),
  );
}

/** What followed by itself from the last decision. */
export function also(story: Story): unknown {
  return story.last?.data['also'];
}
