import type { ClocksRefusal } from '../../incident/clocks/types.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';

export const clocksRefusals: RefusalViews<ClocksRefusal> = {
  unknown_clock: (policy) => say(policy, 'refused.unknown_clock'),
  clock_over: (policy) => say(policy, 'refused.clock_over'),
  clock_paused: (policy) => say(policy, 'refused.clock_paused'),
  clock_runs: (policy) => say(policy, 'refused.clock_runs'),
  clock_not_pausable: (policy) => say(policy, 'refused.clock_not_pausable'),
};
