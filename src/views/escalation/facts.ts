import type { EscalationFact } from '../../incident/escalation/types.ts';
import { shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { say } from '../say.ts';

export const escalationFacts: FactViews<EscalationFact> = {
  paged: ({ policy }) => shortMessage(say(policy, 'fact.paged')),
  page_answered: ({ policy }) => shortMessage(say(policy, 'fact.page_answered')),
  page_not_reached: ({ policy }) => shortMessage(say(policy, 'fact.page_not_reached')),
  ladder_climbed: ({ policy }) => shortMessage(say(policy, 'fact.ladder_climbed')),
  ladder_at_the_top: ({ policy }) => shortMessage(say(policy, 'fact.ladder_at_the_top')),
};
