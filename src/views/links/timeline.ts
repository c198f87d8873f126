import type { LinksAlso, LinksEntries } from '../../incident/links/types.ts';
import type { AlsoSentences, EntrySentences } from '../timeline.ts';

export const linksEntries: EntrySentences<LinksEntries> = {};

/** What followed by itself, said after the entry it followed from. */
export const linksAlso: AlsoSentences<LinksAlso> = {};
