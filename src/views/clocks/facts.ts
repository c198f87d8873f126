import type { ClocksFact } from '../../incident/clocks/types.ts';
import { shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { say } from '../say.ts';

export const clocksFacts: FactViews<ClocksFact> = {
  clocks_at_risk: ({ policy }) => shortMessage(say(policy, 'fact.clocks_at_risk')),
  clocks_missed: ({ policy }) => shortMessage(say(policy, 'fact.clocks_missed')),
};
