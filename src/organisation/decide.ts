import type { Policy } from '../policy/schema.ts';
import type { Organisation, OrganisationCommand, OrganisationDecision } from './types.ts';

/** What a command means for the organisation. Pure: `now` is story time. */
export function decideOrganisation(
  organisation: Organisation,
  _command: OrganisationCommand,
  _policy: Policy,
  now: Date,
): OrganisationDecision {
  return { ok: true, organisation: { ...organisation, updatedAt: now }, entry: null, effects: [] };
}
