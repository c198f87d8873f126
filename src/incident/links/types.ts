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

/** When follow-up work is due, as it was asked: so many days on, or a day as YYYY-MM-DD. */
export type Due = { days: number } | { on: string };

export type LinksCommand =
  /** `class` null: the first that the policy offers. `due` null: as the class says. */
  | {
      type: 'add_follow_up';
      by: UserId;
      class: string | null;
      text: string;
      owner: UserId | null;
      due: Due | null;
    }
  | { type: 'finish_follow_up'; by: UserId; id: number }
  | { type: 'link_follow_up'; by: UserId; id: number; link: string };

export type LinksFact =
  /** To whom somebody else gave follow-up work. */
  { type: 'follow_up_given'; id: number; by: UserId };

export type LinksRefusal =
  | { code: 'unknown_follow_up_class'; given: string; allowed: string[] }
  | { code: 'unknown_follow_up'; id: number }
  | { code: 'follow_up_done'; id: number }
  | { code: 'too_many_follow_ups'; max: number }
  | { code: 'bad_day'; given: string }
  | { code: 'bad_link'; given: string }
  /** Classes that are asked for before closing, of which there is none. */
  | { code: 'follow_up_expected'; classes: string[] };

export type LinksAlso =
  /** It was closed without follow-up work of these classes. */
  { type: 'no_follow_up'; classes: string[] };

export type LinksEntries = {
  add_follow_up: Pick<FollowUpState, 'id' | 'class' | 'text' | 'owner' | 'dueOn'>;
  finish_follow_up: { id: number; text: string };
  link_follow_up: { id: number; text: string; link: string };
};
export type LinksTimerKind = never;
