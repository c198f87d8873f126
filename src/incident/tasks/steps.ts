import type { Field } from '../../policy/language/fields.ts';
import type { Policy } from '../../policy/schema.ts';
import {
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
import { minutesAfter } from '../instants.ts';
import { withFields } from '../kinds/asked-fields.ts';
import type { GivenFields } from '../kinds/types.ts';
import { isDropped } from '../lookup.ts';
import { excerpt, isBlank, limits } from '../text.ts';
import type { Decision, Incident, UserId } from '../types.ts';
import { givenTo } from './given.ts';
import { taskBytes, taskLimits } from './limits.ts';
import { listOf } from './lists.ts';
import { isSettled, type Task, taskAt, tasksIn } from './progress.ts';
import { withTasks } from './start.ts';
import type { TaskState, TasksCommand, TasksEntries } from './types.ts';

/** What people do to the steps of lists. What follows from it is in `consequences.ts`. */

type Of<T extends TasksCommand['type']> = Extract<TasksCommand, { type: T }>;

/**
 * Done pressed on a step: what a maker made waits for a checker, what must be watched waits for its
 * time, all else is done. A wait is ended before its time with a note that says why.
 */
export function tickStep(scene: Scene, command: Of<'tick_task'>): Decision {
  const task = startedTask(scene, command.path);
  if ('ok' in task) return task;
  const { now } = scene;
  const { by, path } = command;
  const note = command.note ?? '';
  const fault = notTickable(scene, task, command) ?? tooLong('note', note, taskLimits.note);
  if (fault) return fault;
  const given = withAsked(scene, task, command);
  if (!given.ok) return given;
  const next = ticked(task, by, now);
  const kept = excerpt(isBlank(note) ? (task.state?.note ?? '') : note, taskBytes.note);
  const state: TaskState = { ...assigned(task), ...next, ...(kept ? { note: kept } : {}) };
  const data: TasksEntries['tick_task'] = {
    path,
    outcome: next.status,
    note,
    untilAt: next.untilAt ?? null,
    maker: next.maker ?? null,
    early: next.status === 'done' && isEarly(task, now),
    text: '',
  };
  const after = withStep(given.after, path, state);
  return accept(after, entry('tick_task', person(by), data), sync('card'));
}

/** Back to open, for what turned out not to be done. What followed from it stays. */
export function untickStep(scene: Scene, { by, path, reason }: Of<'untick_task'>): Decision {
  const task = startedTask(scene, path);
  if ('ok' in task) return task;
  const status = task.state?.status ?? 'open';
  if (status === 'open') return refuse({ code: 'task_not_settled', path });
  const fault = reasonFault(reason);
  if (fault) return fault;
  return accept(
    withStep(scene.incident, path, { ...assigned(task), status: 'open', by, at: scene.now }),
    entry('untick_task', person(by), { path, reason, text: '' }),
    sync('card'),
  );
}

/** Not needed here. What is optional or was for people to judge needs no reason, all else does. */
export function skipStep(scene: Scene, { by, path, reason }: Of<'skip_task'>): Decision {
  const task = startedTask(scene, path);
  if ('ok' in task) return task;
  const isRequired = task.isRequired && task.step.only_if === undefined;
  const fault =
    settledFault(task) ??
    (isRequired ? reasonFault(reason) : tooLong('reason', reason, limits.reason));
  if (fault) return fault;
  const note = excerpt(reason, taskBytes.note);
  const state: TaskState = {
    ...assigned(task),
    ...{ status: 'skipped', by, at: scene.now },
    ...(note ? { note } : {}),
  };
  return accept(
    withStep(scene.incident, path, state),
    entry('skip_task', person(by), { path, reason, text: '', isRequired }),
    sync('card'),
  );
}

/** Who is to do it, in place of who was. */
export function assignStep(scene: Scene, { by, path, userId }: Of<'assign_task'>): Decision {
  const task = startedTask(scene, path);
  if ('ok' in task) return task;
  const fault = settledFault(task);
  if (fault) return fault;
  const before = task.state ?? { status: 'open', by, at: scene.now };
  const { effects, participants } = givenTo(userId, by, path);
  return accept(
    withStep(scene.incident, path, { ...before, assignee: userId }),
    entry('assign_task', person(by), { path, userId, text: '' }),
    effects,
    participants,
  );
}

/** What there is to say about a step, whatever became of it. */
export function noteStep(scene: Scene, { by, path, text }: Of<'note_task'>): Decision {
  const task = startedTask(scene, path);
  if ('ok' in task) return task;
  if (task.step.forbidden) return refuse({ code: 'task_forbidden', path });
  const fault = missing('text', text) ?? tooLong('text', text, taskLimits.note);
  if (fault) return fault;
  const before = task.state ?? { status: 'open', by, at: scene.now };
  return accept(
    withStep(scene.incident, path, { ...before, note: excerpt(text, taskBytes.note) }),
    entry('note_task', person(by), { path, note: text, text: '' }),
    [],
  );
}

/** The task of a list that was started, while there is something to do. */
function startedTask({ incident, policy }: Scene, path: string): Task | Refused {
  if (isDropped(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const task = taskAt(incident, policy, path);
  if (task && Object.hasOwn(incident.state.lists, task.list)) return task;
  return refuse({ code: 'unknown_task', given: path });
}

/** Refused because nothing is left to do about it, or must not be done. */
function settledFault({ path, status, state }: Task): Refused | null {
  if (status === 'forbidden') return refuse({ code: 'task_forbidden', path });
  if (status !== 'done' && status !== 'skipped' && status !== 'not_needed') return null;
  const by = state && status === state.status ? { by: state.by } : {};
  return refuse({ code: 'task_settled', path, status, ...by });
}

function notTickable(scene: Scene, task: Task, command: Of<'tick_task'>): Refused | null {
  const { by, note, was } = command;
  const settled = settledFault(task);
  if (settled) return settled;
  const { path, state } = task;
  const list = tasksOfList(scene, task);
  if (task.hasParts) {
    const next = list.find((part) => part.parent === path && !isSettled(part));
    return refuse({ code: 'task_has_parts', path, next: next?.path ?? null });
  }
  const first = firstBefore(scene.policy, list, task);
  if (first) return refuse({ code: 'task_first', path, first: first.path });
  if (state?.status === 'made' && state.by === by) {
    return refuse({ code: 'same_person', path, maker: by });
  }
  const { status } = state ?? { status: 'open' };
  if (state && was !== undefined && was !== status) {
    return refuse({ code: 'task_changed', path, status, by: state.by });
  }
  if (state?.untilAt && isEarly(task, scene.now) && isBlank(note ?? '')) {
    return refuse({ code: 'task_waits', path, untilAt: state.untilAt });
  }
  return null;
}

/**
 * Where the list, or the step it is a part of, goes in order: the first required step before it on
 * which something is left to do.
 */
function firstBefore(policy: Policy, list: readonly Task[], task: Task): Task | undefined {
  const parent = list.find(({ path }) => path === task.parent);
  const isStrict = listOf(policy, task.list)?.strict;
  if (!isStrict && !parent?.step.strict) return undefined;
  const before = list.slice(
    0,
    list.findIndex(({ path }) => path === task.path),
  );
  return before
    .filter((each) => isStrict || each.parent === task.parent)
    .find((each) => each.isRequired && !each.hasParts && !isSettled(each));
}

function tasksOfList({ incident, policy }: Scene, { list: key }: Task): readonly Task[] {
  const list = listOf(policy, key);
  return list ? tasksIn(incident, policy, list) : [];
}

interface Ticked extends Pick<TaskState, 'by' | 'at' | 'untilAt' | 'maker'> {
  status: 'made' | 'waiting' | 'done';
}

function ticked({ step, state }: Task, by: UserId, now: Date): Ticked {
  const was = state?.status ?? 'open';
  if (was === 'open' && step.two_people) return { status: 'made', by, at: now };
  const maker = was === 'made' ? { maker: state?.by ?? by } : {};
  if (was !== 'waiting' && step.wait_minutes) {
    const untilAt = minutesAfter(now, step.wait_minutes);
    return { status: 'waiting', by, at: now, untilAt, ...maker };
  }
  return { status: 'done', by, at: now, ...(state?.maker ? { maker: state.maker } : maker) };
}

function isEarly({ state }: Task, now: Date): boolean {
  return state?.status === 'waiting' && state.untilAt !== undefined && state.untilAt > now;
}

/**
 * The incident with the field that a step asks for; what was given before need not be given again.
 * Files come by another way and hold nobody up: a note may say where they are.
 */
function withAsked(
  { incident, policy, now }: Scene,
  { path, step, state }: Task,
  given: GivenFields & { note?: string },
): { ok: true; after: Incident } | Refused {
  const field = policy.fields.find(({ key }) => key === step.asks_field);
  const begun = state !== undefined && state.status !== 'open';
  if (!field || begun) return { ok: true, after: incident };
  if (field.type === 'files') {
    const isSaid = isGiven(incident, field) || !isBlank(given.note ?? '');
    if (isSaid) return { ok: true, after: incident };
    return refuse({ code: 'value_needed', path, field: field.key });
  }
  const own = Object.entries(given.fields ?? {}).filter(([key]) => key === field.key);
  const next = withFields(incident, { ...given, fields: Object.fromEntries(own) }, policy, now);
  if (!next.ok || isGiven(next.after, field)) return next;
  return refuse({ code: 'value_needed', path, field: field.key });
}

/** Whether a field holds something; files stand apart. */
export function isGiven({ state }: Incident, { key, type }: Field): boolean {
  if (type === 'files') return state.files.some((file) => file.field === key);
  return Object.hasOwn(state.fields, key) && state.fields[key] !== '';
}

function assigned({ state }: Task): Pick<TaskState, 'assignee'> {
  return state?.assignee ? { assignee: state.assignee } : {};
}

/** The incident with a step as it is now; where notes take too much room, the oldest go. */
function withStep(incident: Incident, path: string, state: TaskState): Incident {
  const { [path]: _before, ...others } = incident.state.tasks;
  let room = taskBytes.notes - bytes(state.note ?? '');
  const kept = Object.entries(others)
    .sort(([, a], [, b]) => b.at.getTime() - a.at.getTime())
    .map(([key, { note, ...rest }]): [string, TaskState] => {
      room -= note ? bytes(note) : 0;
      return [key, note && room >= 0 ? { ...rest, note } : rest];
    })
    .reverse();
  return withTasks(incident, { tasks: { ...Object.fromEntries(kept), [path]: state } });
}

/** What a text takes in the stored state. */
function bytes(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}
