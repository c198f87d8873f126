import type { KindsAlso, KindsEntries } from '../../incident/kinds/types.ts';
import type { AlsoSentences, EntrySentences } from '../timeline.ts';

export const kindsEntries: EntrySentences<KindsEntries> = {};

/** What followed by itself, said after the entry it followed from. */
export const kindsAlso: AlsoSentences<KindsAlso> = {};
