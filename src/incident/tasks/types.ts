import type { UserId } from '../types.ts';

/** Checklists and runbooks as tasks, and the measures they put in force. */

export interface TasksState {
  /** Checklists and runbooks that were started, by key, in order of starting. */
  lists: Record<string, { at: Date; by: UserId | null; parameters: Record<string, string> }>;
  /** What became of steps, by `list.step` or `list.step.part`; untouched ones are not there. */
  tasks: Record<string, TaskState>;
  /** Tasks that people added. */
  addedTasks: AddedTask[];
  /** Measures that were put in force, by key. */
  measures: Record<string, MeasureState>;
}

export interface TaskState {
  /** `made`: a maker did it and a checker must confirm. `waiting`: until `untilAt`. `skipped`: not needed, see `note`. */
  status: 'open' | 'waiting' | 'made' | 'done' | 'skipped';
  by: UserId;
  at: Date;
  assignee?: UserId;
  note?: string;
  untilAt?: Date;
  /** Who made what `by` confirmed. */
  maker?: UserId;
}

export interface AddedTask {
  id: number;
  text: string;
  by: UserId;
  at: Date;
  assignee: UserId | null;
  doneAt: Date | null;
}

export interface MeasureState {
  status: 'in_force' | 'undone' | 'excused';
  /** Since when it is in force. */
  since: Date;
  by: UserId;
  /** The reason, or who undid it when. */
  note?: string;
  endedAt?: Date;
}

export type TasksCommand = never;
export type TasksFact = never;
export type TasksRefusal = never;
export type TasksAlso = never;
export type TasksEntries = {};
export type TasksTimerKind = never;
