import type { Role } from '../policy/language/roles.ts';
import type { Policy } from '../policy/schema.ts';
import { holds } from './conditions.ts';
import type { Draft } from './consequences.ts';
import { holdersOf } from './lookup.ts';
import { actingHolders } from './people.ts';

/** Which roles must be filled in an incident, and which of them are not. */

/** Whether a role must be filled now. */
export function isNeeded(incident: Draft, policy: Policy, role: Role): boolean {
  return role.min > 0 && holds(role.needed, incident, policy);
}

/** Whether a role has no place in an incident: the policy says where it is needed, and not here. */
export function isOutOfPlace(incident: Draft, policy: Policy, role: Role): boolean {
  return !holds(role.needed, incident, policy) && holdersOf(incident, role.key).length === 0;
}

/** Whether somebody does its work: a holder, or who stands in. */
export function roleFilled(incident: Draft, policy: Policy, key: string): boolean {
  return actingHolders(incident, key, policy).length > 0;
}

/** Keys of the roles that are needed and have too few holders; a stand-in counts for one. */
export function rolesMissing(incident: Draft, policy: Policy): string[] {
  return policy.roles
    .filter((role) => isNeeded(incident, policy, role))
    .filter((role) => actingHolders(incident, role.key, policy).length < role.min)
    .map(({ key }) => key);
}
