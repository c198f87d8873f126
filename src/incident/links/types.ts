import type { UserId } from '../types.ts';

/** What an incident is tied to: other incidents, files, follow-up work; and what it is when it is past. */

export interface LinksState {
  /** Other incidents, by number. */
  related: { number: number; how: 'related' | 'parent' | 'sub' | 'merged_here' }[];
  /** Where it went on; set when it was merged. */
  mergedInto: number | null;
  /** Entered afterwards: no pages, no nags. */
  isPast: boolean;
  files: KeptFile[];
  followUps: FollowUpState[];
}

export interface KeptFile {
  /** Slack's file id. */
  id: string;
  name: string;
  by: UserId;
  at: Date;
  /** The field it was given for; null: none. */
  field: string | null;
  permalink: string | null;
  /** In hex; null until delivery has read it. */
  sha256: string | null;
  /** Where the copy is; null: not copied. */
  copiedTo: string | null;
}

export interface FollowUpState {
  id: number;
  /** Key of the class. */
  class: string;
  text: string;
  owner: UserId | null;
  /** Day it is due, as YYYY-MM-DD; null: none. */
  dueOn: string | null;
  link: string | null;
  by: UserId;
  at: Date;
  doneAt: Date | null;
}

export type LinksCommand = never;
export type LinksFact = never;
export type LinksRefusal = never;
export type LinksAlso = never;
export type LinksEntries = {};
export type LinksTimerKind = never;
