import type { UserId } from '../types.ts';
import type { HandOutCommand, HandOutEntries, HandOutReport } from './hand-out-types.ts';

/** The postmortem: whether there is one, its document, who has read it. */

export interface PostmortemState {
  postmortem: Review;
}

export interface Review {
  /** What people decided, where it is theirs to decide; null: nothing yet. */
  choice: { hold: boolean; by: UserId; at: Date } | null;
  /** Since when the room has the message about it; null: it has none. */
  shownAt: Date | null;
  /** Who writes the document. */
  author: { userId: UserId; by: UserId; at: Date } | null;
  /** Where it is talked about, in the words of who chose it; empty where nobody said. */
  where: string;
  status: ReviewStatus;
  /** What people wrote, by the section's key. The texts are in the timeline. */
  sections: Record<string, SectionState>;
  /** Who said that they have read it, in that order. */
  readBy: UserId[];
  /** What others are found by that look like it: words of its causes and lessons, while it is published. */
  words: string[];
}

/** How far the document is, in this order. */
export const reviewStatuses = ['draft', 'in_review', 'reviewed', 'published'] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

export interface SectionState {
  /** Counts the times people changed it. */
  revision: number;
  /** Length of its text in code points. */
  length: number;
  by: UserId;
  at: Date;
}

/** Nothing was decided, and nothing written. */
export const noReview: Review = {
  choice: null,
  shownAt: null,
  author: null,
  where: '',
  status: 'draft',
  sections: {},
  readBy: [],
  words: [],
};

/** The text of a section, made of the revision that it says. */
export interface WrittenSection {
  key: string;
  text: string;
  revision: number;
}

/** What a section is to say, put together with the revision that it names. */
export interface GivenSection extends WrittenSection {
  /** Both sides had changed the same lines; both stand there, marked. */
  isClash: boolean;
}

export type PostmortemCommand =
  /** One is held: chosen from the list, or started where nothing asks for one. */
  | { type: 'hold_postmortem'; by: UserId; author: UserId | null; where: string }
  | { type: 'skip_postmortem'; by: UserId; reason: string }
  | { type: 'take_postmortem'; by: UserId }
  | { type: 'assign_postmortem'; by: UserId; userId: UserId }
  /** `revision` is the one that was shown. */
  | { type: 'edit_section'; by: UserId; key: string; text: string; revision: number }
  /** A whole document given back, section by section; each was put together with what stood here. */
  | { type: 'import_postmortem'; by: UserId; sections: GivenSection[] }
  /** One step on, or back to draft; `from` is what was shown. `anyway`: although sections are empty. */
  | {
      type: 'set_postmortem_status';
      by: UserId;
      status: ReviewStatus;
      from: ReviewStatus;
      anyway?: true;
    }
  | { type: 'read_postmortem'; by: UserId }
  /** Puts lines below what stands there, as a list. */
  | { type: 'add_to_section'; by: UserId; key: string; lines: string[] }
  | HandOutCommand;

/** What delivery tells: who was handed it, and words of its causes and lessons. */
export type PostmortemReport = HandOutReport | { type: 'words_found'; words: string[] };

export type PostmortemFact =
  /** To the room. */
  | { type: 'postmortem_status'; status: ReviewStatus; by: UserId }
  /** To whom somebody else made its author. */
  | { type: 'postmortem_given'; by: UserId };

export type PostmortemRefusal =
  | { code: 'unknown_section'; given: string; allowed: string[] }
  /** Somebody wrote it since it was shown. */
  | { code: 'section_changed'; key: string; by: UserId; at: Date; revision: number }
  | { code: 'empty_section'; key: string }
  | { code: 'no_postmortem' }
  | { code: 'postmortem_held_already' }
  | { code: 'postmortem_required' }
  | { code: 'author_already'; userId: UserId }
  | { code: 'sections_empty'; keys: string[] }
  | { code: 'postmortem_moved'; status: ReviewStatus }
  | { code: 'postmortem_read_already' }
  /** There is nothing to read yet. */
  | { code: 'postmortem_unwritten' }
  | { code: 'same_document' };

export type PostmortemAlso = never;

export interface PostmortemEntries extends HandOutEntries {
  hold_postmortem: { author: UserId | null; where: string };
  skip_postmortem: { reason: string };
  take_postmortem: { previous: UserId | null };
  assign_postmortem: { userId: UserId; previous: UserId | null };
  /** `revision` is what it is now. */
  edit_section: WrittenSection;
  add_to_section: { key: string; lines: string[]; revision: number };
  /** `clashes`: keys of the sections in which both sides had changed the same lines. */
  import_postmortem: { sections: WrittenSection[]; clashes: string[] };
  set_postmortem_status: { from: ReviewStatus; to: ReviewStatus; empty: string[] };
  read_postmortem: Record<string, never>;
}

export type PostmortemTimerKind = never;
