import type { UserId } from '../types.ts';

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

export type CourseCommand = never;
export type CourseFact = never;
export type CourseRefusal = never;
export type CourseAlso = never;
export type CourseEntries = {};
