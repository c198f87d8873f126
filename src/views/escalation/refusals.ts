import type { EscalationRefusal } from '../../incident/escalation/types.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';

export const escalationRefusals: RefusalViews<EscalationRefusal> = {
  unknown_path: (policy) => say(policy, 'refused.unknown_path'),
  no_paths: (policy) => say(policy, 'refused.no_paths'),
  ladder_at_the_top: (policy) => say(policy, 'refused.ladder_at_the_top'),
  ladder_not_running: (policy) => say(policy, 'refused.ladder_not_running'),
  no_page: (policy) => say(policy, 'refused.no_page'),
  nobody_to_page: (policy) => say(policy, 'refused.nobody_to_page'),
  page_answered: (policy) => say(policy, 'refused.page_answered'),
};
