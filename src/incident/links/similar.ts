import type { Phase } from '../types.ts';

/** Another incident that looks like this one, and why. */
export interface Similar {
  id: number;
  number: number;
  title: string;
  phase: Phase;
  declaredAt: Date;
  /** How it ended, in somebody's words; null: nobody said, or it goes on. */
  outcome: string | null;
  /** Words that both have, those of this one's title first. */
  words: string[];
  /** Key of the kind that both are; null: they differ. */
  kind: string | null;
  /** Keys of services that both are about. */
  modules: string[];
}

/**
 * What an incident keeps of another one that looks like it: why, in words that both have. What that one
 * is called, and how it ended, is read where it is shown: it may have become private, or lost its text.
 */
export type KeptSimilar = Pick<Similar, 'number' | 'words' | 'kind' | 'modules'>;

/** `isFinal`: looked for when its postmortem began, and the same from then on. */
export interface SimilarFound {
  kept: KeptSimilar[];
  isFinal: boolean;
  /** Numbers of those that its room was told of; left out where it was told of none. */
  told?: number[] | undefined;
}

/** What the document says of what happened before. */
export interface Past {
  similar: readonly Similar[];
  again: readonly Recurrence[];
}

/**
 * **tell**: tells the room of past incidents that look like it, where delivery finds any. **find**: looks
 * for what the document says of them, once. **words**: reads what a published postmortem is found by.
 * **forget**: takes out of what the room was told what became private since.
 */
export interface SimilarEffect {
  family: 'announce';
  type: 'tell_similar' | 'find_similar' | 'find_words' | 'forget_similar';
}

/** One of the incidents that people said are the same again. */
export interface Recurrence {
  number: number;
  declaredAt: Date;
}
