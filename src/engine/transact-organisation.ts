import { decideOrganisation } from '../organisation/decide.ts';
import type { OrganisationPersonCommand } from '../organisation/types.ts';
import type { Gesture, OrganisationOutcome } from '../slack/ports.ts';
import { readOrganisation } from '../store/organisation.ts';
import type { Engine } from './engine.ts';

/** Carries out a command about the organisation, under its lock. */
export async function transactOrganisation(
  engine: Engine,
  command: OrganisationPersonCommand,
  _gesture: Gesture,
): Promise<OrganisationOutcome> {
  const organisation = await engine.database.ack.use(({ sql }) =>
    readOrganisation(sql, engine.teamId),
  );
  const policy = engine.policies.active();
  const decision = decideOrganisation(organisation, command, policy, organisation.updatedAt);
  if (!decision.ok) return decision;
  return { ok: true, organisation: decision.organisation, repeated: false };
}
