import type { Step } from '../../policy/language/lists.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { type AnyStep, allLists, listOf, type TaskList } from './lists.ts';
import type { TaskState } from './types.ts';

/**
 * How far lists are. What a step's own state does not say is worked out here: a step with parts is
 * done when its parts are, and what does not apply (any more) is not needed.
 */

/**
 * `not_needed`: its condition, that of its list, or what became of the step it is a part of says so.
 * `skipped`: a person said so. `forbidden`: it is a warning and never done.
 */
export type TaskStatus = TaskState['status'] | 'not_needed' | 'forbidden';

export interface Task {
  /** `list.step` or `list.step.part`. */
  path: string;
  list: string;
  /** Path of the step it is a part of. */
  parent: string | null;
  step: AnyStep;
  /** Key of the role that does it: its own, or that of what it is a part of. */
  role: string | null;
  status: TaskStatus;
  /** Whether the list is not done before it is; a step that people judge (`only_if`) waits for their judgement. */
  isRequired: boolean;
  /** Whether it is done through its parts, and never ticked itself. */
  hasParts: boolean;
  /** What people did to it; absent where nobody touched it. */
  state: TaskState | undefined;
}

/** The tasks of all lists that were started, in order of starting, each step followed by its parts. */
export function tasksOf(incident: Draft, policy: Policy): Task[] {
  return startedLists(incident, policy).flatMap((list) => tasksIn(incident, policy, list));
}

/**
 * Lists that were started, in order of starting; those of one instant in the policy's order. The
 * order of the record's keys means nothing: the database keeps its own.
 */
export function startedLists(incident: Draft, policy: Policy): TaskList[] {
  const startedAt = ({ key }: TaskList) => own(incident.state.lists, key)?.at.getTime();
  return allLists(policy)
    .filter((list) => startedAt(list) !== undefined)
    .sort((a, b) => (startedAt(a) ?? 0) - (startedAt(b) ?? 0));
}

/** Whether what is open in a list counts: started by hand always, by itself while its condition holds. */
export function listApplies(incident: Draft, policy: Policy, list: TaskList): boolean {
  const started = own(incident.state.lists, list.key);
  if (started?.by || list.manual) return true;
  return list.when === undefined || holds(list.when, asWorkedOn(incident), policy);
}

/** The tasks of one list, whether it was started or not; one decision asks for them many times. */
export function tasksIn(given: Draft, policy: Policy, list: TaskList): readonly Task[] {
  const ofIncident = workedOut.get(given) ?? new Map<TaskList, readonly Task[]>();
  workedOut.set(given, ofIncident);
  const known = ofIncident.get(list);
  if (known) return known;
  const incident = asWorkedOn(given);
  const applies = listApplies(incident, policy, list);
  const tasks = list.steps.flatMap((step) => stepTasks({ incident, policy, list, applies }, step));
  ofIncident.set(list, tasks);
  return tasks;
}

/** By incident, which never changes once it is there, and list, which is of one policy. */
const workedOut = new WeakMap<Draft, Map<TaskList, readonly Task[]>>();

/** Closing makes nothing unnecessary: what was to be done after an incident is so until it is done. */
function asWorkedOn(incident: Draft): Draft {
  return incident.phase === 'closed' ? { ...incident, phase: 'resolved' } : incident;
}

/** The task of that path; undefined where there is none. Its list need not be started. */
export function taskAt(incident: Draft, policy: Policy, path: string): Task | undefined {
  const list = listOf(policy, path.split('.')[0] ?? '');
  return list && tasksIn(incident, policy, list).find((task) => task.path === path);
}

/** Whether it was done; what was skipped or is not needed was not. */
export function taskDone(incident: Draft, policy: Policy, path: string): boolean {
  return taskAt(incident, policy, path)?.status === 'done';
}

/** Whether nothing is left to do about it: it was done, skipped with a reason, or is not needed. For gates. */
export function taskSettled(incident: Draft, policy: Policy, path: string): boolean {
  const task = taskAt(incident, policy, path);
  return task !== undefined && isSettled(task);
}

/** Required tasks of a list that nobody did or skipped yet; those of a list that does not apply are none. */
export function openRequired(incident: Draft, policy: Policy, list: string): Task[] {
  const known = listOf(policy, list);
  if (!known) return [];
  return tasksIn(incident, policy, known).filter((task) => task.isRequired && !isSettled(task));
}

/**
 * Whether all that a list requires was done or skipped with a reason. A list that starts by itself
 * and does not apply is done; one that only people start is not before they do.
 */
export function listDone(incident: Draft, policy: Policy, list: string): boolean {
  const known = listOf(policy, list);
  if (!known) return false;
  const started = Object.hasOwn(incident.state.lists, list);
  if (known.manual && !started) return false;
  return openRequired(incident, policy, list).length === 0;
}

/** Whether nothing is left to do about it. */
export function isSettled({ status }: Pick<Task, 'status'>): boolean {
  return ['done', 'skipped', 'not_needed', 'forbidden'].includes(status);
}

/** Tasks that are done after a decision and were not before it. */
export function newlyDone(before: Draft | null, after: Draft, policy: Policy): Task[] {
  const was = new Set(before ? donePaths(before, policy) : []);
  return tasksOf(after, policy).filter(({ status, path }) => status === 'done' && !was.has(path));
}

function donePaths(incident: Draft, policy: Policy): string[] {
  return tasksOf(incident, policy).flatMap(({ status, path }) => (status === 'done' ? [path] : []));
}

/** Where it is asked: the incident, its policy and the list. */
interface Place {
  incident: Draft;
  policy: Policy;
  list: TaskList;
  /** Whether what is open in the list counts. */
  applies: boolean;
}

/** A step and its parts. */
function stepTasks(place: Place, step: Step): Task[] {
  const { incident, policy, list } = place;
  const path = `${list.key}.${step.key}`;
  const state = own(incident.state.tasks, path);
  const here = place.applies && holds(step.when, incident, policy);
  const partsApply = here && !step.forbidden && state?.status !== 'skipped';
  const parts = step.steps.map((part) => partTask(place, { path, step, part, partsApply }));
  const byParts = throughParts(place, parts);
  const alone = statusOf(step, state, here);
  const isUntouched = alone === 'open' || alone === 'not_needed';
  return [
    {
      path,
      list: list.key,
      parent: null,
      step,
      role: step.role ?? list.role ?? null,
      status: isUntouched && byParts && byParts !== 'open' ? byParts : alone,
      isRequired: !step.optional && !step.forbidden,
      hasParts: byParts !== null,
      state,
    },
    ...parts,
  ];
}

function partTask(
  { incident, policy, list }: Place,
  of: { path: string; step: Step; part: Step['steps'][number]; partsApply: boolean },
): Task {
  const { part } = of;
  const path = `${of.path}.${part.key}`;
  const state = own(incident.state.tasks, path);
  return {
    path,
    list: list.key,
    parent: of.path,
    step: part,
    role: part.role ?? of.step.role ?? list.role ?? null,
    status: statusOf(part, state, of.partsApply && holds(part.when, incident, policy)),
    isRequired: !part.optional && !of.step.optional && !part.forbidden,
    hasParts: false,
    state,
  };
}

/**
 * What its parts make of a step: all required ones count, or where there are none, every one. Null
 * where no part applies. Whether the list applies does not matter here, so that a step does not
 * become done because what was left of it is not needed any more.
 */
function throughParts(
  { incident, policy }: Place,
  parts: Task[],
): 'open' | 'done' | 'skipped' | null {
  const ended = ({ state }: Task) => state?.status === 'done' || state?.status === 'skipped';
  const counting = parts.filter(
    (part) => !part.step.forbidden && (ended(part) || holds(part.step.when, incident, policy)),
  );
  if (counting.length === 0) return null;
  const required = counting.filter((part) => !part.step.optional);
  if (!(required.length > 0 ? required : counting).every(ended)) return 'open';
  return counting.some(({ state }) => state?.status === 'done') ? 'done' : 'skipped';
}

/** Work that was done stays done, whatever applies later. */
function statusOf(step: AnyStep, state: TaskState | undefined, applies: boolean): TaskStatus {
  if (step.forbidden) return applies ? 'forbidden' : 'not_needed';
  if (state?.status === 'done' || state?.status === 'skipped') return state.status;
  if (!applies) return 'not_needed';
  return state?.status ?? 'open';
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
