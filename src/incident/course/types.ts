import type { Need } from '../../policy/language/course.ts';
import type { MessageRef, NoteKind, UserId } from '../types.ts';

/** Stages, the public state, gates and approvals, milestones, the call. */

export interface CourseState {
  /** The stage of the process; null where the policy has none. */
  stage: { key: string; since: Date } | null;
  /** What the public is shown; null: nothing yet. */
  publicState: { key: string; since: Date; by: UserId } | null;
  /** Approvals given, by gate key (`gate:…`) or by message (`message:…`). */
  approvals: Record<string, { by: UserId; at: Date }[]>;
  /** Instants that are kept, by the milestone's key. */
  milestones: Record<string, Reached>;
  call: CallState | null;
}

export interface Reached {
  at: Date;
  /** Who set it; null: what happened did. */
  by: UserId | null;
  people: UserId[];
  text: string;
}

export interface CallState {
  link: string;
  startedAt: Date;
  by: UserId;
  joined: UserId[];
  endedAt: Date | null;
}

/** Gates that somebody goes past knowingly, and why. */
export interface Past {
  gates: string[];
  reason: string;
}

/** A line for the timeline. `at`: when it was so, where it is told afterwards; null: it is no time. */
export interface AddNote {
  type: 'add_note';
  by: UserId;
  kind: NoteKind;
  text: string;
  source?: MessageRef;
  at?: Date | null;
}

export type CourseCommand =
  | { type: 'change_stage'; by: UserId; stage: string; reason: string }
  | { type: 'change_public_state'; by: UserId; state: string; reason: string }
  /** `gate` is its key. */
  | { type: 'approve'; by: UserId; gate: string }
  | { type: 'ask_approval'; by: UserId; gate: string }
  /** `at` is null where what was typed is no time; `people` and `text` are left as they are when absent. */
  | {
      type: 'set_milestone';
      by: UserId;
      milestone: string;
      at: Date | null;
      people?: UserId[];
      text?: string;
      reason: string;
    }
  /** Without a link, the policy's. */
  | { type: 'start_call'; by: UserId; link: string }
  | { type: 'join_call'; by: UserId }
  | { type: 'end_call'; by: UserId };

/** Somebody holds a role now, and with it those in `along`, which nobody held. */
export interface RoleTaken {
  type: 'role_taken';
  role: string;
  userId: UserId;
  previous: UserId[];
  by: UserId;
  along?: string[];
}

export type CourseFact =
  | { type: 'stage_changed'; from: string | null; to: string; reason: string; by: UserId }
  | { type: 'public_state_changed'; from: string | null; to: string; reason: string; by: UserId }
  | { type: 'approved'; gate: string; by: UserId; left: number }
  | { type: 'approval_asked'; gate: string; by: UserId }
  | { type: 'call_started'; link: string; by: UserId }
  /** `by` is null where the end of the incident ended it. */
  | { type: 'call_ended'; by: UserId | null };

/** What a gate still waits for. */
export interface Missing {
  need: Need;
  /** Paths of tasks, keys of roles, measures or obligations that are open. */
  open: string[];
  /** Of an approval: how many more people must give it, and whether who asked may. */
  left?: number;
  mayApprove?: boolean;
}

export interface ClosedGate {
  gate: string;
  missing: Missing[];
}

/** What was asked for, so that it can be asked again with a reason to go past the gate. */
export interface Again {
  word: GatedWord;
  /** What would change: the key of a status, a stage or a public state. */
  to?: string;
  reason?: string;
}

export type GatedWord =
  | 'change_status'
  | 'post_update'
  | 'resolve'
  | 'close'
  | 'change_stage'
  | 'change_public_state';

export type CourseRefusal =
  /** `mayPass`: they may go on with a reason. */
  | { code: 'gate_closed'; gates: ClosedGate[]; mayPass: boolean; again: Again }
  /** `who` is the policy's list of those who may. */
  | { code: 'may_not_hold'; role: string; userId: UserId; who: string[] }
  | { code: 'not_with'; role: string; userId: UserId; held: string }
  | { code: 'unknown_stage'; given: string; allowed: string[] }
  | { code: 'unknown_public_state'; given: string; allowed: string[] }
  | { code: 'unknown_milestone'; given: string; allowed: string[] }
  | { code: 'same_stage' }
  | { code: 'same_public_state' }
  | { code: 'no_approval'; gate: string }
  | { code: 'approved_already'; gate: string }
  | { code: 'bad_time' }
  | { code: 'in_future'; at: Date }
  | { code: 'call_on'; link: string; by: UserId }
  | { code: 'no_call' }
  | { code: 'no_call_link' }
  | { code: 'bad_call_link' };

export type CourseAlso =
  | { type: 'roles_along'; roles: string[] }
  | { type: 'went_past'; gates: string[]; reason: string }
  | { type: 'stage_entered'; stage: string }
  | { type: 'milestone_reached'; milestone: string }
  /** Taken back, because work goes on. */
  | { type: 'milestones_dropped'; milestones: string[] }
  | { type: 'call_ended_with_it' };

export interface CourseEntries {
  change_stage: { from: string | null; to: string; reason: string };
  change_public_state: { from: string | null; to: string; reason: string };
  approve: { gate: string };
  ask_approval: { gate: string };
  /** `before`: what it said until then. */
  set_milestone: {
    milestone: string;
    at: Date;
    people: UserId[];
    text: string;
    reason: string;
    before: { at: Date; people: UserId[]; text: string } | null;
  };
  start_call: { link: string };
  join_call: Record<string, never>;
  end_call: Record<string, never>;
}
