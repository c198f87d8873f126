import type { DrillsAlso, DrillsEntries, DrillsTimerKind } from '../../incident/drills/types.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';

export const drillsEntries: EntrySentences<DrillsEntries> = {
  inject: (_data, policy) => say(policy, 'entry.inject'),
};

export const drillsAlso: AlsoSentences<DrillsAlso> = {};

/** What the clock did. */
export const drillsFired: FiredSentences<DrillsTimerKind> = {
  inject_due: (_fired, policy) => say(policy, 'entry.inject_due'),
  drill_over: (_fired, policy) => say(policy, 'entry.drill_over'),
};
