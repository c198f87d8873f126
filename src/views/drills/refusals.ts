import type { DrillsRefusal } from '../../incident/drills/types.ts';
import { oneLine } from '../mrkdwn.ts';
import type { RefusalViews } from '../refusal.ts';
import { say } from '../say.ts';

export const drillsRefusals: RefusalViews<DrillsRefusal> = {
  no_drill: (policy) => say(policy, 'refused.no_drill'),
  unknown_drill: (policy, { given, allowed }) =>
    say(policy, 'refused.unknown_drill', { given: oneLine(given), allowed: allowed.join(', ') }),
};
