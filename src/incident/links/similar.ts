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

/** One of the incidents that people said are the same again. */
export interface Recurrence {
  number: number;
  declaredAt: Date;
}
