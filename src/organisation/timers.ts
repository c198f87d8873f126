import type { Policy } from '../policy/schema.ts';
import { recurringTimers } from './recurring.ts';
import { shiftTimers } from './shift-timers.ts';
import type { Organisation, OrganisationTimer } from './types.ts';

/**
 * The instants at which something must happen that belongs to no incident, soonest first, derived from
 * the state and the policy in force alone.
 */
export function organisationTimersFor(
  organisation: Organisation,
  policy: Policy,
): OrganisationTimer[] {
  return [...shiftTimers(organisation, policy), ...recurringTimers(organisation, policy)].sort(
    (a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.key < b.key ? -1 : 1),
  );
}
