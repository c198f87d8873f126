import type { Policy } from '../../policy/schema.ts';
import { tasksOf } from '../tasks/progress.ts';
import type { TaskState } from '../tasks/types.ts';
import type { Incident, UserId } from '../types.ts';

/**
 * Steps of a checklist that are there to have the meeting booked (`reaches: postmortem_booked`) are done
 * once it is, and to be done again once it is cancelled.
 */

export function withStepsDone(
  incident: Incident,
  policy: Policy,
  { by, at }: { by: UserId; at: Date },
): Incident {
  return withSteps(incident, policy, { by, at, status: 'done' }, 'open');
}

export function withStepsOpen(
  incident: Incident,
  policy: Policy,
  { by, at }: { by: UserId; at: Date },
): Incident {
  return withSteps(incident, policy, { by, at, status: 'open' }, 'done');
}

function withSteps(
  incident: Incident,
  policy: Policy,
  state: TaskState,
  was: TaskState['status'],
): Incident {
  const steps = tasksOf(incident, policy).filter(
    ({ step, status, hasParts }) =>
      step.reaches === 'postmortem_booked' && status === was && !hasParts,
  );
  const changed = steps.map(({ path, state: before }) => {
    const assignee = before?.assignee ? { assignee: before.assignee } : {};
    return [path, { ...assignee, ...state }];
  });
  const tasks = { ...incident.state.tasks, ...Object.fromEntries(changed) };
  return { ...incident, state: { ...incident.state, tasks } };
}
