import { randomUUID } from 'node:crypto';
import type { Declare, Incident } from '../incident/types.ts';
import { type DeclareOutcome, type Gesture, Unavailable } from '../slack/ports.ts';
import type { Tx } from '../store/pool.ts';
import { type IncidentRow, incidentOf } from '../store/state.ts';
import type { Engine, Result } from './engine.ts';
import { rowsOf, timerChanges } from './rows.ts';
import { chainStart } from './timeline-chain.ts';
import { timeLeft } from './transact.ts';
import { writeDeclared } from './write.ts';

/**
 * Declares an incident under the organisation's active policy: the sibling of `transact` for what
 * has no row to lock. The gesture's key makes a second submit return the first incident; without a
 * key every call declares. Four statements.
 *
 * Throws `Unavailable` when the database does not answer in time.
 */
export async function declareIncident(
  engine: Engine,
  declare: Declare,
  gesture: Gesture,
): Promise<DeclareOutcome> {
  // Drawn once: a transaction that is run again must find what it may have committed.
  const key = gesture.key ?? `declare:${randomUUID()}`;
  const tell = (result: Result) => engine.onDecided?.('declare', result);
  try {
    const outcome = await engine.database.ack.transaction(
      (tx) => carryOut(engine, tx, { declare, key, correlationId: gesture.correlationId }),
      timeLeft(gesture),
    );
    engine.kick();
    tell(outcome.ok && outcome.repeated ? 'repeated' : 'accepted');
    return outcome;
  } catch (error) {
    if (!(error instanceof Refused)) {
      tell(error instanceof Unavailable ? 'unavailable' : 'failed');
      throw error;
    }
    tell('refused');
    return error.outcome;
  }
}

/** Rolls the number and the key back. */
class Refused extends Error {
  readonly outcome: DeclareOutcome;
  constructor(outcome: DeclareOutcome) {
    super('nothing was declared');
    this.outcome = outcome;
  }
}

interface Request {
  declare: Declare;
  key: string;
  correlationId: string;
}

async function carryOut(
  engine: Engine,
  tx: Tx,
  { declare, key, correlationId }: Request,
): Promise<DeclareOutcome> {
  const place = await takeKey(tx, engine.teamId, key);
  if (!place)
    return { ok: true, incident: await declaredBefore(tx, engine.teamId, key), repeated: true };
  engine.clock.saw(place.now);
  const policy = await engine.policies.activate(tx, place.policyHash);
  const decision = engine.rules.declare(declare, policy, place.now);
  if (!decision.ok) throw new Refused(decision);
  const { id, policyHash, now } = place;
  const incident: Incident = {
    ...decision.incident,
    id,
    teamId: engine.teamId,
    number: notNumberedYet,
    policyHash,
  };
  const timers = timerChanges([], engine.rules.timersFor(incident, policy));
  const rows = rowsOf({ incident, head: chainStart }, [{ ...decision, incident }], {
    timers,
    now,
    correlationId,
  });
  const number = await writeDeclared(tx, rows, key);
  return { ok: true, incident: { ...incident, number }, repeated: false };
}

/** The last statement gives the number, so that declarations wait for one another as briefly as can be. */
const notNumberedYet = 0;

interface Place {
  id: number;
  policyHash: string;
  now: Date;
}

/** Takes the key and reads the organisation; null when the key is taken. */
async function takeKey(tx: Tx, teamId: string, key: string): Promise<Place | null> {
  const [row] = await tx<{ id: number; policy: string; now: Date }[]>`
    with taken as (
      insert into inbox (team_id, key) values (${teamId}, ${key}) on conflict do nothing returning 1
    )
    select nextval(pg_get_serial_sequence('incidents', 'id')) as id,
      o.active_policy_hash as policy, now() as now
    from organisations o, taken where o.team_id = ${teamId}`;
  return row ? { id: row.id, policyHash: row.policy, now: row.now } : null;
}

async function declaredBefore(tx: Tx, teamId: string, key: string): Promise<Incident> {
  const [row] = await tx<IncidentRow[]>`
    select * from incidents where team_id = ${teamId} and declare_key = ${key}`;
  if (!row)
    throw new Error('the organisation is not set up, or the key was used for something else');
  return incidentOf(row);
}
