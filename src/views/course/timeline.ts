import type { CourseAlso, CourseEntries } from '../../incident/course/types.ts';
import type { AlsoSentences, EntrySentences } from '../timeline.ts';

export const courseEntries: EntrySentences<CourseEntries> = {};

/** What followed by itself, said after the entry it followed from. */
export const courseAlso: AlsoSentences<CourseAlso> = {};
