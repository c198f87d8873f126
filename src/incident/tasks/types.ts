import type { GivenFields } from '../kinds/types.ts';
import type { UserId } from '../types.ts';

/** Checklists and runbooks as tasks, and the measures they put in force. */

export interface TasksState {
  /** Checklists and runbooks that were started, by key. `by` null: by itself. */
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
  /** At most as many bytes as `notesBytes` allows; the timeline has all of it. */
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
  /** How it was undone, or the reason why it stays. */
  note?: string;
  endedAt?: Date;
}

/** `path` is `list.step`, `list.step.part`, or `added.<id>` of a task that somebody added. */
export type TasksCommand =
  | { type: 'start_list'; by: UserId; list: string; parameters: Record<string, string> }
  /** `fields` holds what the step asks for; `was` is how it stood where somebody pressed the button. */
  | ({
      type: 'tick_task';
      by: UserId;
      path: string;
      note?: string;
      was?: TaskState['status'];
    } & GivenFields)
  | { type: 'untick_task'; by: UserId; path: string; reason: string }
  | { type: 'skip_task'; by: UserId; path: string; reason: string }
  | { type: 'assign_task'; by: UserId; path: string; userId: UserId }
  | { type: 'note_task'; by: UserId; path: string; text: string }
  | { type: 'add_task'; by: UserId; text: string; userId?: UserId }
  | { type: 'undo_measure'; by: UserId; measure: string; note: string }
  | { type: 'excuse_measure'; by: UserId; measure: string; reason: string };

export type TasksFact =
  /** Waits that are over: what was watched can be ended. */
  { type: 'waits_over'; paths: string[] } | { type: 'task_assigned'; path: string; by: UserId };

export type TasksRefusal =
  | { code: 'unknown_list'; given: string }
  | { code: 'list_started'; list: string; since: Date }
  | { code: 'unknown_task'; given: string }
  /** Nobody may do it; `permitted` stands in the policy. */
  | { code: 'task_forbidden'; path: string }
  | { code: 'task_settled'; path: string; status: 'done' | 'skipped' | 'not_needed'; by?: UserId }
  | { code: 'task_not_settled'; path: string }
  /** `strict`: the step that comes first. */
  | { code: 'task_first'; path: string; first: string }
  /** It is done through its parts. */
  | { code: 'task_has_parts'; path: string; next: string | null }
  | { code: 'task_waits'; path: string; untilAt: Date }
  | { code: 'same_person'; path: string; maker: UserId }
  /** It does not stand as it was shown: pressing would mean something else now. */
  | { code: 'task_changed'; path: string; status: TaskState['status']; by: UserId }
  | { code: 'value_needed'; path: string; field: string }
  | { code: 'too_many_tasks'; max: number }
  | { code: 'unknown_measure'; given: string }
  | { code: 'measure_ended'; measure: string; status: 'undone' | 'excused' }
  | { code: 'measures_in_force'; measures: string[] };

export type TasksAlso =
  | { type: 'list_started'; list: string }
  | { type: 'measure_in_force'; measure: string }
  | { type: 'measure_undone'; measure: string }
  | { type: 'task_reached'; milestone: string }
  | { type: 'task_written'; task: string }
  | { type: 'list_raised'; severity: string }
  | { type: 'list_settled'; kind: string };

export interface TasksEntries {
  /** `again`: only parameters were given. */
  start_list: {
    list: string;
    parameters: Record<string, string>;
    again: boolean;
    /** What it was raised to, and what kind it is by that. */
    severity: string | null;
    kind: string | null;
  };
  /** `outcome`: what ticking made of it. */
  tick_task: {
    path: string;
    outcome: 'made' | 'waiting' | 'done';
    note: string;
    untilAt: Date | null;
    maker: UserId | null;
    /** Set where a wait was ended before its time. */
    early: boolean;
    /** What a task that somebody added says; the policy has the text of the others. */
    text: string;
  };
  untick_task: { path: string; reason: string; text: string };
  skip_task: { path: string; reason: string; text: string; isRequired: boolean };
  assign_task: { path: string; userId: UserId; text: string };
  note_task: { path: string; note: string; text: string };
  add_task: { id: number; text: string; userId: UserId | null };
  undo_measure: { measure: string; note: string };
  excuse_measure: { measure: string; reason: string };
}

export type TasksTimerKind = 'task_wait_over';
