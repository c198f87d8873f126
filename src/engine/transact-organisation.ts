import type { NotDelivered, OrganisationPersonCommand, ReviewTold } from '../organisation/types.ts';
import type { Gesture, OrganisationOutcome } from '../slack/ports.ts';
import { crashPoint } from '../store/crash-point.ts';
import type { Tx } from '../store/pool.ts';
import type { Engine } from './engine.ts';
import { lockOrganisation, NoRowYet, saveOrganisation, withRow } from './organisation-row.ts';
import { carriedOut, RolledBack } from './rolled-back.ts';
import { timeLeft } from './transact.ts';

/**
 * The one place where a person or delivery changes what belongs to no incident: `transact` for the
 * organisation. Four statements, two more the very first time. A gesture that was carried out before
 * changes nothing; one that is refused may be tried again.
 *
 * Throws `Unavailable` when the database does not answer in time.
 */
export async function transactOrganisation(
  engine: Engine,
  command: OrganisationPersonCommand | NotDelivered | ReviewTold,
  gesture: Gesture,
): Promise<OrganisationOutcome> {
  const { database, teamId } = engine;
  const pool = 'by' in command ? database.ack : database.work;
  return carriedOut(engine, command.type, () =>
    withRow(pool, teamId, (tx) => carryOut(engine, tx, command, gesture), timeLeft(gesture)),
  );
}

async function carryOut(
  engine: Engine,
  tx: Tx,
  command: OrganisationPersonCommand | NotDelivered | ReviewTold,
  { key, correlationId }: Gesture,
): Promise<OrganisationOutcome> {
  const found = await lockOrganisation(tx, engine.teamId, { key });
  if (!found) throw new NoRowYet();
  crashPoint('organisation.after_lock');
  const { organisation, now, inForce, followed } = found;
  if (!found.isFresh)
    throw new RolledBack<OrganisationOutcome>({ ok: true, organisation, repeated: true });
  const policy = await engine.policies.get(tx, inForce.hash);
  const decision = engine.rules.decideOrganisation(organisation, command, policy, now);
  if (!decision.ok) throw new RolledBack<OrganisationOutcome>(decision);
  const timers = engine.rules.organisationTimersFor(decision.organisation, policy);
  // The next pulse sees whether what its timers were derived under is in force.
  await saveOrganisation(tx, found, [decision], { timers, policyHash: followed, correlationId });
  crashPoint('organisation.before_commit');
  return { ok: true, organisation: decision.organisation, repeated: false };
}
