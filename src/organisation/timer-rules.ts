import { recurringTimerRules } from './recurring.ts';
import { shiftTimerRules } from './shift-timers.ts';
import type { OrganisationTimerRules } from './timer-rule.ts';
import type { OrganisationTimerKind } from './types.ts';

/** The table of contents of what happens by itself and belongs to no incident, in the order in which it does. */
export const organisationTimerRules: OrganisationTimerRules<OrganisationTimerKind> = {
  ...shiftTimerRules,
  ...recurringTimerRules,
};

export const organisationTimerKinds = Object.keys(
  organisationTimerRules,
) as OrganisationTimerKind[];
