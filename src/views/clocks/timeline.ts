import type { ClocksAlso, ClocksEntries, ClocksTimerKind } from '../../incident/clocks/types.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';

export const clocksEntries: EntrySentences<ClocksEntries> = {
  pause_clock: (_data, policy) => say(policy, 'entry.pause_clock'),
  resume_clock: (_data, policy) => say(policy, 'entry.resume_clock'),
};

export const clocksAlso: AlsoSentences<ClocksAlso> = {
  clock_ended: (_data, policy) => say(policy, 'also.clock_ended'),
};

/** What the clock did. */
export const clocksFired: FiredSentences<ClocksTimerKind> = {
  clock_at_risk: (_fired, policy) => say(policy, 'entry.clock_at_risk'),
  clock_missed: (_fired, policy) => say(policy, 'entry.clock_missed'),
  clock_nag: (_fired, policy) => say(policy, 'entry.clock_nag'),
};
