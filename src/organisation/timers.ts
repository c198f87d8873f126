import type { Policy } from '../policy/schema.ts';
import type { Organisation, OrganisationTimer } from './types.ts';

/**
 * The instants at which something must happen that belongs to no incident, soonest first, derived from
 * the state and the policy in force alone.
 */
export function organisationTimersFor(
  _organisation: Organisation,
  _policy: Policy,
): OrganisationTimer[] {
  return [];
}
