import {
  type Accepted,
  accept,
  entry,
  missing,
  person,
  type Refused,
  reasonFault,
  refuse,
  type Scene,
  sync,
  tooLong,
} from '../decision.ts';
import { isDropped, isEnded } from '../lookup.ts';
import { excerpt } from '../text.ts';
import type { Decision } from '../types.ts';
import { givenTo } from './given.ts';
import { mostAddedTasks, taskBytes, taskLimits } from './limits.ts';
import { withTasks } from './start.ts';
import type { AddedTask, TasksCommand } from './types.ts';

/** Tasks that people added, whose path is `added.<id>`. */

type Of<T extends TasksCommand['type']> = Extract<TasksCommand, { type: T }>;

export function isAdded(path: string): boolean {
  return path.startsWith('added.');
}

/** The added task of that path; undefined where there is none. */
export function addedAt(tasks: AddedTask[], path: string): AddedTask | undefined {
  return tasks.find(({ id }) => path === `added.${id}`);
}

export function addTask({ incident, now }: Scene, command: Of<'add_task'>): Decision {
  const { by, text, userId } = command;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const fault = missing('text', text) ?? tooLong('text', text, taskLimits.text);
  if (fault) return fault;
  const { addedTasks } = incident.state;
  if (addedTasks.length >= mostAddedTasks) {
    return refuse({ code: 'too_many_tasks', max: mostAddedTasks });
  }
  const id = Math.max(0, ...addedTasks.map((task) => task.id)) + 1;
  const task: AddedTask = {
    id,
    text: excerpt(text, taskBytes.text),
    by,
    at: now,
    assignee: userId ?? null,
    doneAt: null,
  };
  const { effects, participants } = givenTo(userId, by, `added.${id}`);
  return accept(
    withTasks(incident, { addedTasks: [...addedTasks, task] }),
    entry('add_task', person(by), { id, text, userId: userId ?? null }),
    effects,
    participants,
  );
}

export function tickAdded(scene: Scene, { by, path, note = '' }: Of<'tick_task'>): Decision {
  const task = openTask(scene, path);
  if ('ok' in task) return task;
  const fault = tooLong('note', note, taskLimits.note);
  if (fault) return fault;
  const line = entry('tick_task', person(by), {
    path,
    outcome: 'done',
    note,
    untilAt: null,
    maker: null,
    early: false,
    text: task.text,
  });
  return changed(scene, { ...task, doneAt: scene.now, assignee: task.assignee ?? by }, line);
}

export function untickAdded(scene: Scene, { by, path, reason }: Of<'untick_task'>): Decision {
  const task = addedTask(scene, path);
  if ('ok' in task) return task;
  if (!task.doneAt) return refuse({ code: 'task_not_settled', path });
  const fault = reasonFault(reason);
  if (fault) return fault;
  const line = entry('untick_task', person(by), { path, reason, text: task.text });
  return changed(scene, { ...task, doneAt: null }, line);
}

/** Nobody has to do what nobody asked for: it is gone from the list, and stays in the timeline. */
export function skipAdded(scene: Scene, { by, path, reason }: Of<'skip_task'>): Decision {
  const task = openTask(scene, path);
  if ('ok' in task) return task;
  const fault = reasonFault(reason);
  if (fault) return fault;
  const addedTasks = scene.incident.state.addedTasks.filter(({ id }) => id !== task.id);
  const data = { path, reason, text: task.text, isRequired: true };
  return accept(
    withTasks(scene.incident, { addedTasks }),
    entry('skip_task', person(by), data),
    sync('card'),
  );
}

export function assignAdded(scene: Scene, { by, path, userId }: Of<'assign_task'>): Decision {
  const task = openTask(scene, path);
  if ('ok' in task) return task;
  const line = entry('assign_task', person(by), { path, userId, text: task.text });
  return changed(scene, { ...task, assignee: userId }, line, givenTo(userId, by, path));
}

/** Stands in the timeline only. */
export function noteAdded(scene: Scene, { by, path, text }: Of<'note_task'>): Decision {
  const task = addedTask(scene, path);
  if ('ok' in task) return task;
  const fault = missing('text', text) ?? tooLong('text', text, taskLimits.note);
  if (fault) return fault;
  const line = entry('note_task', person(by), { path, note: text, text: task.text });
  return accept(scene.incident, line, []);
}

function addedTask({ incident }: Scene, path: string): AddedTask | Refused {
  if (isDropped(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const task = addedAt(incident.state.addedTasks, path);
  return task ?? refuse({ code: 'unknown_task', given: path });
}

function openTask(scene: Scene, path: string): AddedTask | Refused {
  const task = addedTask(scene, path);
  if ('ok' in task || !task.doneAt) return task;
  const by = task.assignee ? { by: task.assignee } : {};
  return refuse({ code: 'task_settled', path, status: 'done', ...by });
}

function changed(
  { incident }: Scene,
  task: AddedTask,
  line: Accepted['entry'],
  given = givenTo(undefined, '', ''),
): Decision {
  const addedTasks = incident.state.addedTasks.map((each) => (each.id === task.id ? task : each));
  const after = withTasks(incident, { addedTasks });
  return accept(after, line, given.effects, given.participants);
}
