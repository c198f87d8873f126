import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { isDropped } from '../lookup.ts';
import { openRequired, startedLists } from './progress.ts';

/**
 * Paths of the tasks that are left to do: those that lists require, and those that people added. What
 * a runbook had left ends with the incident: it is there for the time of the work.
 */
export function tasksLeft(incident: Draft, policy: Policy): string[] {
  const { phase, state } = incident;
  if (isDropped(phase)) return [];
  const lists = startedLists(incident, policy).filter(
    ({ kind }) => kind === 'checklist' || phase !== 'closed',
  );
  const required = lists.flatMap(({ key }) => openRequired(incident, policy, key));
  const added = state.addedTasks.filter(({ doneAt }) => !doneAt);
  return [
    ...required.filter(({ hasParts }) => !hasParts).map(({ path }) => path),
    ...added.map(({ id }) => `added.${id}`),
  ];
}
