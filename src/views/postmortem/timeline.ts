import type {
  PostmortemAlso,
  PostmortemEntries,
  PostmortemTimerKind,
} from '../../incident/postmortem/types.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';

export const postmortemEntries: EntrySentences<PostmortemEntries> = {};

export const postmortemAlso: AlsoSentences<PostmortemAlso> = {};

/** What the clock did. */
export const postmortemFired: FiredSentences<PostmortemTimerKind> = {};
