import type { Policy } from '../policy/schema.ts';
import type { OrganisationTimerRules } from './timer-rule.ts';
import type { Organisation, OrganisationTimer } from './types.ts';

/** The instants at which who is on call changes and somebody must hear of it, soonest first. */
export function shiftTimers(_organisation: Organisation, _policy: Policy): OrganisationTimer[] {
  return [];
}

/** What they mean. */
export const shiftTimerRules: OrganisationTimerRules<'shift_changes' | 'override_ends'> = {
  shift_changes: ({ organisation }) => ({ state: organisation.state, effects: [], data: null }),
  override_ends: ({ organisation }) => ({ state: organisation.state, effects: [], data: null }),
};
