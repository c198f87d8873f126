import type { OrganisationRule } from './timer-rule.ts';

/** Who is on call instead of who the schedule says. */
export const overrideRules: {
  override_on_call: OrganisationRule<'override_on_call'>;
  end_override: OrganisationRule<'end_override'>;
} = {
  override_on_call: (organisation) => ({ ok: true, organisation, entry: null, effects: [] }),
  end_override: (organisation) => ({ ok: true, organisation, entry: null, effects: [] }),
};
