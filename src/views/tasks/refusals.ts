import type { Button } from '@slack/types';
import { taskAt } from '../../incident/tasks/progress.ts';
import type { TasksRefusal } from '../../incident/tasks/types.ts';
import type { Incident, Refusal } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button } from '../blocks.ts';
import { join, type Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import type { RefusalViews } from '../refusal.ts';
import { say, sayPlain } from '../say.ts';
import { listName, measureName, stepText, taskText } from './names.ts';

export const tasksRefusals: RefusalViews<TasksRefusal> = {
  unknown_list: (policy, { given }) =>
    say(policy, 'refused.unknown_list', { given: given.slice(0, 80) }),
  list_started: (policy, { list, since }) =>
    say(policy, 'refused.list_started', { list: listName(policy, list), since: when(since) }),
  unknown_task: (policy, { given }) =>
    say(policy, 'refused.unknown_task', { given: given.slice(0, 80) }),
  task_forbidden: (policy, { path }, incident) => forbidden(policy, path, incident),
  task_settled: (policy, { path, status, by }, incident) => {
    const step = text(policy, path, incident);
    if (status === 'not_needed') return say(policy, 'refused.task_not_needed', { step });
    if (!by) return say(policy, 'refused.task_done', { step });
    const key = status === 'done' ? 'refused.task_done_by' : 'refused.task_skipped';
    return say(policy, key, { step, by: mention(by) });
  },
  task_not_settled: (policy, { path }, incident) =>
    say(policy, 'refused.task_not_settled', { step: text(policy, path, incident) }),
  task_first: (policy, { first }, incident) =>
    say(policy, 'refused.task_first', { step: text(policy, first, incident) }),
  task_has_parts: (policy, { path, next }, incident) =>
    say(policy, 'refused.task_has_parts', { step: text(policy, next ?? path, incident) }),
  task_waits: (policy, { untilAt }) => say(policy, 'refused.task_waits', { until: when(untilAt) }),
  same_person: (policy) => say(policy, 'refused.same_person'),
  task_changed: (policy, { path, status, by }, incident) => {
    const key = status === 'made' ? 'refused.task_made' : 'refused.task_changed';
    return say(policy, key, { step: text(policy, path, incident), by: mention(by) });
  },
  value_needed: (policy, { field }) =>
    say(policy, 'refused.value_needed', { field: fieldName(policy, field) }),
  too_many_tasks: (policy, { max }) => say(policy, 'refused.too_many_tasks', { max }),
  unknown_measure: (policy, { given }) =>
    say(policy, 'refused.unknown_measure', { given: given.slice(0, 80) }),
  measure_ended: (policy, { measure, status }) =>
    say(policy, `refused.measure_${status}`, { measure: measureName(policy, measure) }),
  measures_in_force: (policy, { measures }) =>
    say(policy, 'refused.measures_in_force', {
      measures: join(
        measures.map((key) => oneLine(measureName(policy, key))),
        ', ',
      ),
    }),
};

/** What can be done about a refusal. */
export function tasksWaysOut(policy: Policy, refusal: Refusal, incident: Incident): Button[] {
  const value = (arg: string) => ({ incident: incident.id, arg });
  switch (refusal.code) {
    case 'measures_in_force':
      return refusal.measures
        .slice(0, 5)
        .map((key) =>
          button(
            'excuse_measure',
            sayPlain(policy, 'button.excuse_named', { measure: measureName(policy, key) }),
            ...([value(key), { suffix: key }] as const),
          ),
        );
    case 'task_first':
      return [button('task', sayPlain(policy, 'button.task'), value(refusal.first))];
    case 'task_changed':
      return [button('task', sayPlain(policy, 'button.task'), value(refusal.path))];
    case 'task_has_parts':
      if (!refusal.next) return [];
      return [button('task', sayPlain(policy, 'button.task'), value(refusal.next))];
    case 'unknown_list':
    case 'unknown_task':
      return [button('tasks', sayPlain(policy, 'button.all_tasks'), { incident: incident.id })];
    default:
      return [];
  }
}

function forbidden(policy: Policy, path: string, incident: Incident | null): Mrkdwn {
  const step = text(policy, path, incident);
  const permitted = incident ? taskAt(incident, policy, path)?.step.permitted : undefined;
  if (!permitted) return say(policy, 'refused.task_forbidden', { step });
  return say(policy, 'refused.task_forbidden_most', { step, permitted: oneLine(permitted) });
}

function text(policy: Policy, path: string, incident: Incident | null): Mrkdwn {
  return incident ? taskText(incident, policy, path) : stepText(policy, path);
}

function fieldName(policy: Policy, key: string): string {
  return policy.fields.find((each) => each.key === key)?.name ?? key;
}
