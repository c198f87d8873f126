import type { NotDelivered, OrganisationPersonCommand } from '../organisation/types.ts';
import { type Gesture, type OrganisationOutcome, Unavailable } from '../slack/ports.ts';
import type { Tx } from '../store/pool.ts';
import type { Engine, Result } from './engine.ts';
import { lockOrganisation, NoRowYet, saveOrganisation, withRow } from './organisation-row.ts';
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
  command: OrganisationPersonCommand | NotDelivered,
  gesture: Gesture,
): Promise<OrganisationOutcome> {
  const { database, teamId } = engine;
  const pool = 'by' in command ? database.ack : database.work;
  const tell = (result: Result) => engine.onDecided?.(command.type, result);
  try {
    const outcome = await withRow(
      pool,
      teamId,
      (tx) => carryOut(engine, tx, command, gesture),
      timeLeft(gesture),
    );
    engine.kick();
    tell('accepted');
    return outcome;
  } catch (error) {
    if (!(error instanceof RolledBack)) {
      tell(error instanceof Unavailable ? 'unavailable' : 'failed');
      throw error;
    }
    tell(error.outcome.ok ? 'repeated' : 'refused');
    return error.outcome;
  }
}

/** Ends a transaction that leaves nothing behind, not even the gesture's key. */
class RolledBack extends Error {
  readonly outcome: OrganisationOutcome;
  constructor(outcome: OrganisationOutcome) {
    super('nothing was decided');
    this.outcome = outcome;
  }
}

async function carryOut(
  engine: Engine,
  tx: Tx,
  command: OrganisationPersonCommand | NotDelivered,
  { key, correlationId }: Gesture,
): Promise<OrganisationOutcome> {
  const found = await lockOrganisation(tx, engine.teamId, { key });
  if (!found) throw new NoRowYet();
  const { organisation, now, inForce, followed } = found;
  if (!found.isFresh) throw new RolledBack({ ok: true, organisation, repeated: true });
  const policy = await engine.policies.get(tx, inForce.hash);
  const decision = engine.rules.decideOrganisation(organisation, command, policy, now);
  if (!decision.ok) throw new RolledBack(decision);
  const timers = engine.rules.organisationTimersFor(decision.organisation, policy);
  // The next pulse sees whether what its timers were derived under is in force.
  await saveOrganisation(tx, found, [decision], { timers, policyHash: followed, correlationId });
  return { ok: true, organisation: decision.organisation, repeated: false };
}
