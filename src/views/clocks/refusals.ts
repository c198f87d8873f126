import type { ClocksRefusal } from '../../incident/clocks/types.ts';
import { join, literal, mention, when } from '../mrkdwn.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';
import { clockText } from './names.ts';

export const clocksRefusals: RefusalViews<ClocksRefusal> = {
  unknown_clock: (policy, { given, allowed }, incident) =>
    say(policy, 'refused.unknown_clock', {
      given: literal(given.slice(0, 60)),
      allowed: join(
        allowed.slice(0, 20).map((key) => clockText(policy, key, incident)),
        ', ',
      ),
    }),
  no_clocks: (policy) => say(policy, 'refused.no_clocks'),
  clock_over: (policy, { clock }, incident) =>
    say(policy, 'refused.clock_over', { clock: clockText(policy, clock, incident) }),
  clock_paused: (policy, { clock, by, at }, incident) =>
    say(policy, 'refused.clock_paused', {
      clock: clockText(policy, clock, incident),
      by: mention(by),
      at: when(at),
    }),
  clock_runs: (policy, { clock }, incident) =>
    say(policy, 'refused.clock_runs', { clock: clockText(policy, clock, incident) }),
  clock_not_pausable: (policy, { clock }, incident) =>
    say(policy, 'refused.clock_not_pausable', { clock: clockText(policy, clock, incident) }),
};
