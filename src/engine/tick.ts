import { randomUUID } from 'node:crypto';
import type { Timer, TimerKind } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { Unavailable } from '../slack/ports.ts';
import { NewerPolicy } from '../store/policies.ts';
import type { Tx } from '../store/pool.ts';
import { type IncidentRow, incidentOf } from '../store/state.ts';
import type { Engine } from './engine.ts';
import { followPolicy } from './policy-in-force.ts';
import { type Accepted, type Locked, type Rows, rowsOf, together } from './rows.ts';
import { writeDecisions } from './write.ts';

/** What one pass over the due timers did. */
export interface Ticked {
  /** Incidents that had something due and were decided. */
  incidents: number;
  /** What fired, one entry per timer. */
  fired: TimerKind[];
  /** Timers whose rule threw; they are tried again later. */
  failed: number;
  /** How late the latest of them was, in story time. */
  lateMs: number;
  /** Whether more may be due than this pass took. */
  hasMore: boolean;
}

export interface TickOptions {
  /** Milliseconds after which no further batch is begun. */
  deadlineMs?: number;
  /** Told of every timer that could not be fired. */
  onPoison?: (fault: Poisoned) => void;
}

/** Incidents decided in one transaction, and candidates looked at in one pass. */
const batchSize = 25;
const passSize = 500;
/** After this many failures a timer is left alone until an operator looks at it. */
const attemptsMax = 12;

/**
 * Fires what is due, each timer once however many processes do this at the same time: an incident
 * that someone else holds is left to them or to the next tick.
 */
export async function tick(engine: Engine, options: TickOptions = {}): Promise<Ticked> {
  const end = performance.now() + (options.deadlineMs ?? 15_000);
  const candidates = await dueIncidents(engine);
  let total = nothing;
  let next = 0;
  for (; next < candidates.length && performance.now() < end; next += batchSize) {
    const done = await fireBatch(engine, candidates.slice(next, next + batchSize), options);
    total = sum(total, done);
    if (done.fired.length > 0) engine.kick();
  }
  return { ...total, hasMore: next < candidates.length || candidates.length === passSize };
}

/** Without locks, most overdue first. The index may lag behind: what is due is worked out later. */
async function dueIncidents(engine: Engine): Promise<number[]> {
  const { database, teamId, clock } = engine;
  const [row] = await database.work.use(
    ({ sql }) => sql<{ now: Date; policy: string | null; ids: number[] }[]>`
      select now() as now,
        (select active_policy_hash from organisations where team_id = ${teamId}) as policy,
        to_jsonb(array(
        select t.incident_id from timers t join incidents i on i.id = t.incident_id
        where t.parked_at is null and t.due_at <= now() and i.team_id = ${teamId}
          and t.not_before <= pg_catalog.clock_timestamp()
        group by t.incident_id order by min(t.due_at) limit ${passSize})) as ids`,
  );
  if (!row) return [];
  clock.saw(row.now);
  if (row.policy !== null) await followPolicy(engine, row.policy);
  return row.ids.map(Number);
}

type Done = Omit<Ticked, 'hasMore'>;

const nothing: Done = { incidents: 0, fired: [], failed: 0, lateMs: 0 };

function sum(a: Done, b: Done): Done {
  return {
    incidents: a.incidents + b.incidents,
    fired: [...a.fired, ...b.fired],
    failed: a.failed + b.failed,
    lateMs: Math.max(a.lateMs, b.lateMs),
  };
}

/** Fires what is due for these incidents in one transaction; one by one if that fails. */
async function fireBatch(engine: Engine, ids: number[], options: TickOptions): Promise<Done> {
  try {
    const { done, poisoned } = await engine.database.work.transaction((tx) =>
      fire(engine, tx, ids),
    );
    for (const fault of poisoned) options.onPoison?.(fault);
    return done;
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    // One incident that cannot be read or saved must not hold up the others.
    if (ids.length > 1) {
      let total = nothing;
      for (const id of ids) total = sum(total, await fireBatch(engine, [id], options));
      return total;
    }
    const poisoned = ids.map((incidentId) => ({ incidentId, key: null, error }));
    await engine.database.work.transaction((tx) => backOff(tx, poisoned));
    for (const fault of poisoned) options.onPoison?.(fault);
    return { ...nothing, failed: poisoned.length };
  }
}

async function fire(engine: Engine, tx: Tx, ids: number[]) {
  let done = nothing;
  const all: Rows[] = [];
  const poisoned: Poisoned[] = [];
  for (const found of await lockIdle(tx, ids)) {
    const { now } = found;
    const policy = await readable(engine, tx, found.incident.policyHash);
    // Left to the replicas of the newer release.
    if (!policy) continue;
    const outcome = decideDue(engine, found, policy);
    const last = outcome.decisions.at(-1)?.incident ?? found.incident;
    const timers = engine.rules.timersFor(last, policy);
    all.push(rowsOf(found, outcome.decisions, { timers, now, correlationId: randomUUID() }));
    poisoned.push(...outcome.poisoned);
    const late = outcome.fired.map((timer) => now.getTime() - timer.dueAt.getTime());
    done = sum(done, {
      incidents: 1,
      fired: outcome.fired.map((timer) => timer.kind),
      failed: outcome.poisoned.length,
      lateMs: Math.max(0, ...late),
    });
  }
  if (all.length > 0) await writeDecisions(tx, together(all));
  if (poisoned.length > 0) await backOff(tx, poisoned);
  return { done, poisoned };
}

/** The policy; null where only a newer release can read it. */
async function readable({ policies }: Engine, tx: Tx, hash: string): Promise<Policy | null> {
  try {
    return await policies.get(tx, hash);
  } catch (error) {
    if (error instanceof NewerPolicy) return null;
    throw error;
  }
}

interface Found extends Locked {
  now: Date;
  /** Keys of timers that wait out a failure or were given up. */
  waiting: string[];
}

/** Locks those of the incidents that nobody else holds, in the order of their ids. */
async function lockIdle(tx: Tx, ids: number[]): Promise<Found[]> {
  const rows = await tx<(IncidentRow & { story_now: Date; waiting: string[] })[]>`
    select i.*, greatest(now(), i.updated_at) as story_now, to_jsonb(array(
        select t.key from timers t where t.incident_id = i.id
          and (t.parked_at is not null or t.not_before > pg_catalog.clock_timestamp())
      )) as waiting
    from incidents i
    where i.id in (
      select given::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as list(given))
    order by i.id for no key update of i skip locked`;
  return rows.map((row) => ({
    incident: incidentOf(row),
    head: row.timeline_hash,
    now: row.story_now,
    waiting: row.waiting,
  }));
}

/** A timer that could not be fired; without a key, all that is due for an incident. */
export interface Poisoned {
  incidentId: number;
  key: string | null;
  error: unknown;
}

interface Outcome {
  decisions: Accepted[];
  fired: Timer[];
  poisoned: Poisoned[];
}

/**
 * Decides all that is due together, so that rules can tell it in one message. If that throws, key by
 * key: a rule that throws silences its own timer and no other.
 */
function decideDue(engine: Engine, found: Found, policy: Policy): Outcome {
  const due = engine.rules
    .timersFor(found.incident, policy)
    .filter((timer) => timer.dueAt <= found.now && !found.waiting.includes(timer.key));
  if (due.length === 0) return { decisions: [], fired: [], poisoned: [] };
  try {
    return { decisions: [decideKeys(engine, found, due, policy)], fired: due, poisoned: [] };
  } catch (error) {
    if (due.length > 1) return decideOneByOne(engine, found, due, policy);
    return { decisions: [], fired: [], poisoned: poison(found, due, error) };
  }
}

function decideOneByOne(engine: Engine, found: Found, due: Timer[], policy: Policy): Outcome {
  const outcome: Outcome = { decisions: [], fired: [], poisoned: [] };
  let { incident } = found;
  for (const timer of due) {
    try {
      const decision = decideKeys(engine, { ...found, incident }, [timer], policy);
      outcome.decisions.push(decision);
      outcome.fired.push(timer);
      incident = decision.incident;
    } catch (error) {
      outcome.poisoned.push(...poison(found, [timer], error));
    }
  }
  return outcome;
}

/** Throws when the rules throw, refuse, or would derive the same instants again. */
function decideKeys(engine: Engine, found: Found, due: Timer[], policy: Policy): Accepted {
  const { incident, now } = found;
  const keys = due.map((timer) => timer.key);
  const decision = engine.rules.decide(incident, { type: 'fire_timers', keys }, policy, now);
  if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`);
  const again = engine.rules
    .timersFor(decision.incident, policy)
    .find((timer) => keys.includes(timer.key) && timer.dueAt <= now);
  if (again) throw new Error('its firing was not recorded');
  return decision;
}

function poison({ incident }: Found, timers: Timer[], error: unknown): Poisoned[] {
  return timers.map(({ key }) => ({ incidentId: incident.id, key, error }));
}

/** Tries again after 2, 4, 8 … 300 s of real time, and gives up at last. */
async function backOff(tx: Tx, poisoned: Poisoned[]): Promise<void> {
  const given = poisoned.map(({ incidentId, key, error }) => ({
    incident_id: incidentId,
    key,
    error: error instanceof Error ? error.message : String(error),
  }));
  await tx`
    update timers t set
      attempts = t.attempts + 1, last_error = left(p.error, 500),
      not_before = pg_catalog.clock_timestamp()
        + least(power(2, t.attempts + 1), 300) * interval '1 second',
      parked_at = case when t.attempts + 1 >= ${attemptsMax} then now() end
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as p(
      incident_id bigint, key text, error text)
    where t.incident_id = p.incident_id
      and (t.key = p.key or (p.key is null and t.due_at <= now()))`;
}
