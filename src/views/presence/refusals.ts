import type { PresenceRefusal } from '../../incident/presence/types.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';

export const presenceRefusals: RefusalViews<PresenceRefusal> = {
  not_asked: (policy) => say(policy, 'refused.not_asked'),
};
