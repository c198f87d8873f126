import type { TellingAlso, TellingEntries } from '../../incident/telling/types.ts';
import type { AlsoSentences, EntrySentences } from '../timeline.ts';

export const tellingEntries: EntrySentences<TellingEntries> = {};

/** What followed by itself, said after the entry it followed from. */
export const tellingAlso: AlsoSentences<TellingAlso> = {};
