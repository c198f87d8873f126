import type { DrillsRefusal } from '../../incident/drills/types.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';

export const drillsRefusals: RefusalViews<DrillsRefusal> = {
  no_drill: (policy) => say(policy, 'refused.no_drill'),
};
