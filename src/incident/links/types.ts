import type { Incident, Phase, UserId } from '../types.ts';
import type {
  AdoptEntries,
  Adopted,
  AdoptFact,
  AdoptRefusal,
  AdoptReport,
  AdoptRoom,
} from './adopt-types.ts';
import type { SimilarEffect, SimilarFound } from './similar.ts';

/** What an incident is tied to: other incidents, files; and what it is when it is past. */

export interface LinksState {
  /** Other incidents. */
  related: Tie[];
  /** Where it went on; set when it was merged. */
  mergedInto: number | null;
  /** Entered afterwards: no pages, no nags. */
  isPast: boolean;
  files: KeptFile[];
  /** Set where the room is a channel that people made themselves. */
  adopted: Adopted | null;
  /** Past ones that look like it; null: nobody looked yet, or none did when it was declared. */
  similar: SimilarFound | null;
}

/** `merged_here`: it went on in this one. `same`: the same again. */
export type TieKind = 'related' | 'same' | 'parent' | 'sub' | 'merged_here';

/** Another incident, as it was when it was last heard of. */
export interface Tie {
  number: number;
  how: TieKind;
  title: string;
  /** What people read as its status; null: not told. */
  status: string | null;
  isOver: boolean;
}

/** What a rule must know of the other one of two incidents; the engine reads it under the same lock. */
export interface Met {
  id: number;
  number: number;
  title: string;
  phase: Phase;
  isPrivate: boolean;
  isDrill: boolean;
  /** Ids of action items that it would take over at a merge. */
  takes?: readonly number[];
}

/** A file as Slack names it. */
export interface SharedFile {
  id: string;
  name: string;
  permalink: string | null;
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

export type LinksCommand =
  | AdoptRoom
  /** `isHere`: the room sees them already. */
  | {
      type: 'attach_files';
      by: UserId;
      field: string | null;
      files: SharedFile[];
      isHere?: true;
    }
  /** For good: it can never be public again. */
  | { type: 'make_private'; by: UserId; reason: string }
  | PairCommand
  /** The other half of a merge, for the one in which it goes on. */
  | { type: 'take_in'; by: UserId; from: Incident; people: UserId[] };

/**
 * About two incidents, which are locked and decided together. `other` is a number; `met` is what is
 * there under it, filled in by the engine. `isEcho`: the other side of the same gesture.
 */
export type PairCommand = { by: UserId; other: number; met?: Met } & (
  | { type: 'merge'; reason: string }
  | { type: 'relate'; isEcho?: true }
  /** They are the same again, which is counted. */
  | { type: 'same_as'; isEcho?: true }
  | { type: 'unrelate'; isEcho?: true }
);

/** What delivery tells: what another incident is to this one, what became of files, what looks like it. */
export type LinksReport =
  | AdoptReport
  | TieChanged
  | { type: 'files_kept'; files: Kept[] }
  | ({ type: 'similar_found' } & SimilarFound);

export type LinksEffect =
  /** Lets another incident, by its number, know what this one is now. */
  | { family: 'announce'; type: 'tell_tied'; to: number }
  /** Deletes what one person was told directly of an incident that they may not see any more. */
  | { family: 'announce'; type: 'take_back'; userId: UserId }
  | SimilarEffect;

/** A file that was read, and copied where the policy says so. */
export interface Kept {
  id: string;
  sha256: string;
  copiedTo: string | null;
}

/** What one incident tells another one that it is tied to; null: it is tied no more. */
type TieChanged = {
  type: 'tie_changed';
  number: number;
  tie: (Omit<Tie, 'number' | 'how'> & { how: 'sub'; isPrivate: boolean }) | null;
};

export type LinksFact =
  | AdoptFact
  /** To the room of the one that ended so. */
  | { type: 'merged'; into: number; intoId: number; reason: string; by: UserId }
  /** To the room of the one in which it goes on. */
  | { type: 'merged_here'; from: number; people: number; by: UserId }
  /** Files that the room has not seen. */
  | { type: 'files_attached'; files: SharedFile[]; field: string | null; by: UserId }
  | { type: 'made_private'; reason: string; by: UserId }
  /** To who entered it afterwards. */
  | { type: 'past_recorded' }
  /** It was closed while parts of it go on. */
  | { type: 'subs_open'; numbers: number[] }
  | { type: 'same_again'; other: number; by: UserId };

export type LinksRefusal =
  | AdoptRefusal
  | { code: 'no_files' }
  | { code: 'files_known' }
  | { code: 'too_many_files'; max: number }
  | { code: 'unknown_files_field'; given: string; allowed: string[] }
  | { code: 'private_already' }
  | { code: 'past_in_future' }
  | { code: 'past_turned_around' }
  | { code: 'incident_full' }
  | { code: 'same_incident' }
  | { code: 'other_ended'; number: number; phase: Phase }
  /** Neither may take in what not the same people may see. */
  | { code: 'privacy_differs'; number: number; isPrivate: boolean }
  /** What is owed for real would be owed by an exercise, or the other way round. */
  | { code: 'drill_differs'; number: number; isDrill: boolean }
  /** A public one may not name a private one. */
  | { code: 'private_tie'; number: number }
  | { code: 'related_already'; number: number }
  | { code: 'not_related'; number: number }
  | { code: 'too_many_ties'; max: number };

export type LinksAlso = { type: 'subs_open'; numbers: number[] };

export type LinksEntries = AdoptEntries & {
  attach_files: { field: string | null; files: SharedFile[] };
  files_kept: { files: (Kept & { name: string })[] };
  make_private: { reason: string };
  merge: { into: number; reason: string };
  take_in: {
    from: number;
    people: number;
    /** Keys of what came along. */
    obligations: string[];
    measures: string[];
    milestones: string[];
    actionItems: number;
    files: number;
  };
  relate: { other: number };
  same_as: { other: number };
  unrelate: { other: number };
  tie_changed: { number: number; what: 'part' | 'part_over' | 'parted' };
};
