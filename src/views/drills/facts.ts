import type { DrillsFact } from '../../incident/drills/types.ts';
import { shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { say } from '../say.ts';

export const drillsFacts: FactViews<DrillsFact> = {
  injected: ({ policy }) => shortMessage(say(policy, 'fact.injected')),
  scorecard: ({ policy }) => shortMessage(say(policy, 'fact.scorecard')),
};
