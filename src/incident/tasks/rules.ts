import { accept, entry, person, type Rules, refuse, type Scene, sync } from '../decision.ts';
import { isEnded } from '../lookup.ts';
import { cleanText, excerpt, isBlank } from '../text.ts';
import type { Decision } from '../types.ts';
import {
  addTask,
  assignAdded,
  isAdded,
  noteAdded,
  skipAdded,
  tickAdded,
  untickAdded,
} from './added.ts';
import { taskBytes, taskLimits } from './limits.ts';
import { listOf } from './lists.ts';
import { excuseMeasure, undoMeasure } from './measures.ts';
import { withList, withTasks } from './start.ts';
import { assignStep, noteStep, skipStep, tickStep, untickStep } from './steps.ts';
import type { TasksCommand } from './types.ts';

export const tasksRules: Rules<TasksCommand> = {
  start_list: startList,
  tick_task: (scene, command) =>
    isAdded(command.path) ? tickAdded(scene, command) : tickStep(scene, command),
  untick_task: (scene, command) =>
    isAdded(command.path) ? untickAdded(scene, command) : untickStep(scene, command),
  skip_task: (scene, command) =>
    isAdded(command.path) ? skipAdded(scene, command) : skipStep(scene, command),
  assign_task: (scene, command) =>
    isAdded(command.path) ? assignAdded(scene, command) : assignStep(scene, command),
  note_task: (scene, command) =>
    isAdded(command.path) ? noteAdded(scene, command) : noteStep(scene, command),
  add_task: addTask,
  undo_measure: undoMeasure,
  excuse_measure: excuseMeasure,
};

/** Starts a runbook or a checklist; of one that was started, parameters may still be given. */
function startList(
  { incident, policy, now }: Scene,
  command: Extract<TasksCommand, { type: 'start_list' }>,
): Decision {
  const { by, list: key } = command;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (!listOf(policy, key)) return refuse({ code: 'unknown_list', given: key });
  const parameters = known(policy, key, command.parameters);
  const { lists } = incident.state;
  const started = Object.hasOwn(lists, key) ? lists[key] : undefined;
  const actor = person(by);
  if (!started) {
    const { after, effects } = withList(incident, policy, { key, by, parameters }, now);
    const severity = after.severity === incident.severity ? null : after.severity;
    const kind = after.state.kind === incident.state.kind ? null : after.state.kind;
    const line = { list: key, parameters, again: false, severity, kind };
    return accept(after, entry('start_list', actor, line), [...sync('card'), ...effects]);
  }
  if (Object.keys(parameters).length === 0) {
    return refuse({ code: 'list_started', list: key, since: started.at });
  }
  const filled = { ...started, parameters: { ...started.parameters, ...parameters } };
  const after = withTasks(incident, { lists: { ...lists, [key]: filled } });
  const line = { list: key, parameters, again: true, severity: null, kind: null };
  return accept(after, entry('start_list', actor, line), []);
}

/** The parameters the runbook has, each on one line. */
function known(policy: Scene['policy'], key: string, given: Record<string, string>) {
  const names = policy.runbooks.find((each) => each.key === key)?.parameters ?? [];
  return Object.fromEntries(
    names.flatMap((each) => {
      const text = Object.hasOwn(given, each.key) ? (given[each.key] ?? '') : '';
      const line = cleanText(text.replace(/\s+/g, ' '), taskLimits.parameter).text;
      return isBlank(line) ? [] : [[each.key, excerpt(line, taskBytes.parameter)]];
    }),
  );
}
