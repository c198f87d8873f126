import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { type Section, sectionsOf } from '../postmortem/sections.ts';
import { writtenSection } from '../postmortem/written.ts';
import type { UserId } from '../types.ts';
import { allLists } from './lists.ts';
import { tasksOf } from './progress.ts';
import type { TaskState, TasksAlso } from './types.ts';

/** Steps that a section of the postmortem does: nobody is asked to tick what the document answers. */

/**
 * Ticks the steps whose section was filled by this decision, or stood there when their list began. A
 * tick that somebody took off stays off until the section is filled anew.
 */
export function tickedByDocument<D extends Draft>(
  { before, after }: { before: Draft | null; after: D },
  policy: Policy,
  { by, at }: { by: UserId; at: Date },
): { after: D; also: TasksAlso[] } {
  // Few policies say so, and this is asked of every decision.
  const mayTick = allLists(policy).some(({ steps }) =>
    steps.some((step) => [step, ...step.steps].some(({ section }) => section)),
  );
  if (!mayTick) return { after, also: [] };
  const steps = tasksOf(after, policy).filter(({ step, status, list, hasParts }) => {
    const section = sectionsOf(policy).find(({ key }) => key === step.section);
    if (!section || status !== 'open' || hasParts || !isFilled(after, section)) return false;
    const isNew = before === null || !Object.hasOwn(before.state.lists, list);
    return isNew || !isFilled(before, section);
  });
  if (steps.length === 0) return { after, also: [] };
  const ticks = steps.map(({ path, state }): [string, TaskState] => {
    const assignee = state?.assignee ? { assignee: state.assignee } : {};
    return [path, { ...assignee, status: 'done', by, at }];
  });
  const tasks = { ...after.state.tasks, ...Object.fromEntries(ticks) };
  return {
    after: { ...after, state: { ...after.state, tasks } },
    also: steps.map(({ path }) => ({ type: 'task_written', task: path })),
  };
}

/** Whether anything stands in it: what people wrote, or what Muster fills in. */
function isFilled(incident: Draft, section: Section): boolean {
  if (writtenSection(incident, section.key)?.length) return true;
  if (section.from === 'action_items') return incident.state.actionItems.length > 0;
  if (section.field !== null) return Object.hasOwn(incident.state.fields, section.field);
  return section.from !== 'nothing';
}
