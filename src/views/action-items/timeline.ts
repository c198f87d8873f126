import type {
  ActionItemsAlso,
  ActionItemsEntries,
  ActionItemsTimerKind,
} from '../../incident/action-items/types.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';

export const actionItemsEntries: EntrySentences<ActionItemsEntries> = {};

export const actionItemsAlso: AlsoSentences<ActionItemsAlso> = {};

/** What the clock did. */
export const actionItemsFired: FiredSentences<ActionItemsTimerKind> = {};
