import { randomInt, randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { askedAgain } from '../incident/declared-lately.ts';
import { drawnNumbers } from '../incident/numbers.ts';
import type { Declare, Incident } from '../incident/types.ts';
import { type DeclareOutcome, type Gesture, Unavailable } from '../slack/ports.ts';
import { crashPoint } from '../store/crash-point.ts';
import { DatabaseFailure } from '../store/failure.ts';
import { type IncidentRow, incidentOf } from '../store/state.ts';
import type { Engine, Result } from './engine.ts';
import { rowsOf, timerChanges } from './rows.ts';
import { chainStart } from './timeline-chain.ts';
import { timeLeft } from './transact.ts';
import { writeDeclared } from './write.ts';

/**
 * Declares an incident under the organisation's active policy: the sibling of `transact` for what
 * has no row to lock. The gesture's key makes a second submit return the first incident; without a
 * key every call declares. Two statements: one reads, and one writes all of it and commits by itself.
 * A transaction would hold the next number, for which every other declaration waits, until this
 * process comes to its COMMIT, behind all that it does besides.
 *
 * Throws `Unavailable` when the database does not answer in time.
 */
export async function declareIncident(
  engine: Engine,
  declare: Declare,
  gesture: Gesture,
): Promise<DeclareOutcome> {
  // Drawn once: what is run again must find what it may have committed.
  const key = gesture.key ?? `declare:${randomUUID()}`;
  const tell = (result: Result) => engine.onDecided?.('declare', result);
  crashPoint('declare.before');
  try {
    const { correlationId } = gesture;
    const outcome = await whileTaken(() =>
      engine.database.ack.statement(
        ({ sql }, writing) => carryOut(engine, sql, { declare, key, correlationId, writing }),
        timeLeft(gesture),
      ),
    );
    if (outcome.ok) {
      crashPoint('declare.after_commit');
      engine.kick();
      crashPoint('declare.after_kick');
    }
    tell(!outcome.ok ? 'refused' : outcome.repeated ? 'repeated' : 'accepted');
    return outcome;
  } catch (error) {
    tell(error instanceof Unavailable ? 'unavailable' : 'failed');
    throw error;
  }
}

/** So often a number is drawn anew that another private incident has; that even one is taken is rare. */
const drawsAtMost = 5;

/** Who sent the same gesture at the same moment, and was faster, is found when it is run again. */
async function whileTaken<T>(work: () => Promise<T>): Promise<T> {
  for (let draw = 1; ; draw += 1) {
    try {
      return await work();
    } catch (error) {
      const isTaken =
        error instanceof DatabaseFailure &&
        / at (incidents_number|inbox_team_id_key_pk)$/.test(error.message);
      if (!isTaken || draw === drawsAtMost) throw error;
    }
  }
}

interface Request {
  declare: Declare;
  key: string;
  correlationId: string;
  /** Called before what cannot be undone. */
  writing(): void;
}

async function carryOut(
  engine: Engine,
  sql: postgres.Sql,
  { declare, key, correlationId, writing }: Request,
): Promise<DeclareOutcome> {
  const place = await readPlace(sql, engine.teamId, { key, by: declare.by });
  if (place.isTaken) {
    return { ok: true, incident: await declaredBefore(sql, engine.teamId, key), repeated: true };
  }
  engine.clock.saw(place.now);
  const { mostDeclared } = engine;
  const asked = mostDeclared && askedAgain(declare, place.lately, mostDeclared);
  if (asked) return asked;
  const policy = await engine.policies.activate(sql, place.policyHash);
  const decision = engine.rules.declare(declare, policy, place.now);
  if (!decision.ok) return decision;
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
  writing();
  const number = await writeDeclared(sql, rows, key);
  return { ok: true, incident: { ...incident, number }, repeated: false };
}

/** The statement that saves it gives the number. */
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
  /** Whether this gesture declared before. */
  isTaken: boolean;
}

/** Reads the organisation, and whether the key is taken. */
async function readPlace(
  sql: postgres.Sql,
  teamId: string,
  { key, by }: { key: string; by: string },
): Promise<Place> {
  const [row] = await sql<Place[]>`
    select o.active_policy_hash as "policyHash", now() as now, (
        select count(*)::int from incidents i
        where i.team_id = ${teamId} and i.declared_at > now() - interval '1 hour'
          and i.declared_by = ${by} and not i.is_drill) as lately,
      exists (select from inbox where team_id = ${teamId} and key = ${key}) as "isTaken"
    from organisations o where o.team_id = ${teamId}`;
  if (!row) throw new Error('the organisation is not set up');
  return row;
}

async function declaredBefore(sql: postgres.Sql, teamId: string, key: string): Promise<Incident> {
  const [row] = await sql<IncidentRow[]>`
    select * from incidents where team_id = ${teamId} and declare_key = ${key}`;
  if (!row) throw new Error('the key was used for something else');
  return incidentOf(row);
}
