import { randomInt, randomUUID } from 'node:crypto';
import { askedAgain } from '../incident/declared-lately.ts';
import { drawnNumbers } from '../incident/numbers.ts';
import type { Declare, Incident } from '../incident/types.ts';
import { type DeclareOutcome, type Gesture, Unavailable } from '../slack/ports.ts';
import { crashPoint } from '../store/crash-point.ts';
import { DatabaseFailure } from '../store/failure.ts';
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
  crashPoint('declare.before');
  try {
    const { correlationId } = gesture;
    const outcome = await whileTaken(() =>
      engine.database.ack.transaction(
        (tx) => carryOut(engine, tx, { declare, key, correlationId }),
        timeLeft(gesture),
      ),
    );
    crashPoint('declare.after_commit');
    engine.kick();
    crashPoint('declare.after_kick');
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

/** So often a number is drawn anew that another private incident has; that even one is taken is rare. */
const drawsAtMost = 5;

async function whileTaken<T>(work: () => Promise<T>): Promise<T> {
  for (let draw = 1; ; draw += 1) {
    try {
      return await work();
    } catch (error) {
      const isTaken =
        error instanceof DatabaseFailure && error.message.endsWith(' at incidents_number');
      if (!isTaken || draw === drawsAtMost) throw error;
    }
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
  const place = await takeKey(tx, engine.teamId, { key, by: declare.by });
  if (!place)
    return { ok: true, incident: await declaredBefore(tx, engine.teamId, key), repeated: true };
  crashPoint('declare.after_key');
  engine.clock.saw(place.now);
  const { mostDeclared } = engine;
  const asked = mostDeclared && askedAgain(declare, place.lately, mostDeclared);
  if (asked) throw new Refused(asked);
  const policy = await engine.policies.activate(tx, place.policyHash);
  const decision = engine.rules.declare(declare, policy, place.now);
  if (!decision.ok) throw new Refused(decision);
  const { policyHash, now } = place;
  const { isPrivate } = decision.incident;
  const incident: Incident = {
    ...decision.incident,
    // Drawn, because the next of a sequence would show in buttons that there is one in between.
    id: randomInt(1, idsBelow),
    teamId: engine.teamId,
    number: isPrivate
      ? (engine.drawNumber ?? drawNumber)()
      : (engine.numberToGive ?? notNumberedYet),
    policyHash,
  };
  const timers = timerChanges([], engine.rules.timersFor(incident, policy));
  const rows = rowsOf({ incident, head: chainStart }, [{ ...decision, incident }], {
    timers,
    now,
    correlationId,
  });
  crashPoint('declare.before_write');
  const number = await writeDeclared(tx, rows, key);
  crashPoint('declare.before_commit');
  return { ok: true, incident: { ...incident, number }, repeated: false };
}

/** The last statement gives the number, so that declarations wait for one another as briefly as can be. */
const notNumberedYet = 0;

/** As far as `randomInt` reaches; two of a million incidents have the same with a chance of 0.2 %. */
const idsBelow = 2 ** 48 - 1;

/** The number of a private incident. */
function drawNumber(): number {
  return randomInt(drawnNumbers.from, drawnNumbers.to + 1);
}

interface Place {
  policyHash: string;
  now: Date;
  /** How many this person declared in the last hour. */
  lately: number;
}

/** Takes the key and reads the organisation; null when the key is taken. */
async function takeKey(
  tx: Tx,
  teamId: string,
  { key, by }: { key: string; by: string },
): Promise<Place | null> {
  const [row] = await tx<{ policy: string; now: Date; lately: number }[]>`
    with taken as (
      insert into inbox (team_id, key) values (${teamId}, ${key}) on conflict do nothing returning 1
    )
    select o.active_policy_hash as policy, now() as now, (
        select count(*)::int from incidents i
        where i.team_id = ${teamId} and i.declared_at > now() - interval '1 hour'
          and i.declared_by = ${by} and not i.is_drill) as lately
    from organisations o, taken where o.team_id = ${teamId}`;
  return row ? { policyHash: row.policy, now: row.now, lately: row.lately } : null;
}

async function declaredBefore(tx: Tx, teamId: string, key: string): Promise<Incident> {
  const [row] = await tx<IncidentRow[]>`
    select * from incidents where team_id = ${teamId} and declare_key = ${key}`;
  if (!row)
    throw new Error('the organisation is not set up, or the key was used for something else');
  return incidentOf(row);
}
