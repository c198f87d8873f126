import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { milestoneAt } from '../course/milestones.ts';
import { minutesAfter } from '../instants.ts';
import { allLists } from '../tasks/lists.ts';
import { isSettled, startedLists, type Task, tasksIn } from '../tasks/progress.ts';
import { unclosed } from '../timer-rule.ts';
import { type Source, usual } from './source.ts';

/** Clocks of lists: required steps that should be done by some time, and runbooks that do not help. */
export function taskSources(incident: Draft, policy: Policy): Source[] {
  return [...listSources(incident, policy), ...runbookSources(incident, policy)];
}

/** A required task that is not done, and by when it should be. */
export interface DueTask {
  task: Task;
  dueAt: Date;
}

/** Required tasks of a list that should be done by some time and are not, soonest first. What is being watched is begun. */
export function dueTasks(incident: Draft, policy: Policy, list: string): DueTask[] {
  const known = startedLists(incident, policy).find(({ key }) => key === list);
  const from = incident.state.lists[list]?.at;
  if (!known || !from) return [];
  return tasksIn(incident, policy, known)
    .filter(({ isRequired, status }) => isRequired && status !== 'waiting')
    .flatMap((task) => {
      const within = task.step.within_minutes;
      return within && !isSettled(task) ? [{ task, dueAt: minutesAfter(from, within) }] : [];
    })
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/**
 * One clock for each list: due when the next of its steps is, so that what is late together is said
 * together. What was told to be late stands behind what is due next.
 */
function listSources(incident: Draft, policy: Policy): Source[] {
  return startedLists(incident, policy).flatMap(({ key: list }) => {
    const startedAt = incident.state.lists[list]?.at;
    const due = dueTasks(incident, policy, list).map(({ dueAt }) => dueAt);
    const key = `tasks.${list}`;
    const toldAt = incident.state.clocks[key]?.breaches.at(-1)?.at;
    const next = due.find((dueAt) => !toldAt || dueAt > toldAt) ?? due[0];
    if (!next || !startedAt) return [];
    const length = { minutes: (next.getTime() - startedAt.getTime()) / 60_000, workingTime: false };
    return [{ ...usual, key, startedAt, length, phases: unclosed, asks: true }];
  });
}

/** Where a runbook leads that was started and did not help for so long. */
function runbookSources(incident: Draft, policy: Policy): Source[] {
  return policy.runbooks.flatMap((runbook) => {
    const startedAt = incident.state.lists[runbook.key]?.at;
    if (!startedAt) return [];
    return runbook.escalation.flatMap((step, index) =>
      step.after_minutes === undefined
        ? []
        : [
            {
              ...usual,
              key: `runbook.${runbook.key}.${index}`,
              startedAt,
              length: { minutes: step.after_minutes, workingTime: false },
              endedAt: milestoneAt(incident, 'resolved'),
              tells: step.to,
              escalates: step.path ?? null,
              warns: false,
            },
          ],
    );
  });
}

/** Paths of all steps of a policy that should be done by some time. */
export function dueTaskPaths(policy: Policy): string[] {
  return allLists(policy).flatMap(({ key, steps }) =>
    steps.flatMap((step) => [
      ...(step.within_minutes ? [`${key}.${step.key}`] : []),
      ...step.steps.flatMap((part) =>
        part.within_minutes ? [`${key}.${step.key}.${part.key}`] : [],
      ),
    ]),
  );
}
