import type { TimerKind } from '../incident/types.ts';
import type { OrganisationTimerKind } from '../organisation/types.ts';
import { Unavailable } from '../slack/ports.ts';
import { crashPoint } from '../store/crash-point.ts';
import type { Tx } from '../store/pool.ts';
import { mayWork } from '../store/release.ts';
import { type IncidentRow, incidentOf, stateVersion } from '../store/state.ts';
import type { Engine } from './engine.ts';
import { decideDue, dueOf, type Failed, type Found, firedRows } from './firing.ts';
import { look } from './look.ts';
import { backOff, countTry, ended, type Poisoned, uncountTry } from './poison.ts';
import { followPolicy } from './policy-in-force.ts';
import { type Rows, together } from './rows.ts';
import { writeDecisions } from './write.ts';

/** A timer that fired, and how late, in story time. */
export interface FiredLate {
  kind: TimerKind | OrganisationTimerKind;
  lateMs: number;
}

/** What one pass over the due timers did. */
export interface Ticked {
  /** Incidents that had something due and were decided. */
  incidents: number;
  /** What fired, one entry per timer. */
  fired: FiredLate[];
  /** Timers whose rule threw; they are tried again later. */
  failed: number;
  /** Timers that were given up, as of the beginning of the pass. */
  parked: number;
  /** Whether more may be due than this pass took. */
  hasMore: boolean;
  /** False where a newer release keeps the clock, and this one only answers people. */
  mayWork: boolean;
  /** Milliseconds by which the database's clock is ahead of this machine's, to a few. */
  skewMs: number;
}

export interface TickOptions {
  /** Milliseconds after which no further batch is begun. */
  deadlineMs?: number;
  /** Told of every timer that could not be fired. */
  onPoison?: (fault: Poisoned) => void;
}

/** Incidents decided in one transaction: few, because people who click wait for them. */
const batchSize = 25;
/** Transactions at the same time: while PostgreSQL writes one batch, the next is decided. */
const batchesAtOnce = 2;

/**
 * Fires what is due, each timer once however many processes do this at the same time: an incident
 * that someone else holds is left to them or to the next tick.
 */
export async function tick(engine: Engine, options: TickOptions = {}): Promise<Ticked> {
  const end = performance.now() + (options.deadlineMs ?? 15_000);
  const { looked, skewMs } = await engine.database.work.use(async ({ sql }) => {
    const askedMs = Date.now();
    const looked = await look(sql, engine.teamId);
    const middleMs = (askedMs + Date.now()) / 2;
    return { looked, skewMs: looked ? looked.realNow.getTime() - middleMs : 0 };
  });
  if (!looked) return { ...nothing, parked: 0, hasMore: false, mayWork: true, skewMs };
  const { now, policy, ids, suspects, isFull, parked } = looked;
  engine.clock.saw(now);
  if (policy !== null) await followPolicy(engine, policy);
  if (ids.length > 0) crashPoint('timer.after_look');
  let total = nothing;
  let next = 0;
  const fireSome = async () => {
    while (next < ids.length && performance.now() < end) {
      const batch = ids.slice(next, next + batchSize);
      next += batchSize;
      const done = await fireBatch(engine, batch, options);
      total = sum(total, done);
      if (done.fired.length === 0) continue;
      crashPoint('timer.after_commit');
      engine.kick();
    }
  };
  const passes = await Promise.allSettled(
    Array.from({ length: batchesAtOnce }, () =>
      fireSome().catch((error: unknown) => {
        // No database for one of them is none for the others.
        next = ids.length;
        throw error;
      }),
    ),
  );
  for (const each of passes) if (each.status === 'rejected') throw each.reason;
  let tried = 0;
  for (const id of suspects) {
    if (performance.now() > end) break;
    tried += 1;
    total = sum(total, await fireSuspect(engine, id, options));
  }
  if (tried > 0) engine.kick();
  return {
    ...total,
    parked,
    hasMore: next < ids.length || tried < suspects.length || isFull,
    mayWork: looked.mayWork,
    skewMs,
  };
}

type Done = Omit<Ticked, 'hasMore' | 'parked' | 'mayWork' | 'skewMs'>;

const nothing: Done = { incidents: 0, fired: [], failed: 0 };

function sum(a: Done, b: Done): Done {
  return {
    incidents: a.incidents + b.incidents,
    fired: [...a.fired, ...b.fired],
    failed: a.failed + b.failed,
  };
}

/** Fires what is due for these incidents in one transaction; one by one if that fails. */
async function fireBatch(engine: Engine, ids: number[], options: TickOptions): Promise<Done> {
  try {
    return await inOne(engine, options, (tx) => fire(engine, tx, ids));
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    // One incident that cannot be read or saved must not hold up the others.
    let total = nothing;
    for (const id of ids) {
      const done =
        ids.length > 1 ? fireBatch(engine, [id], options) : fireApart(engine, id, options);
      total = sum(total, await done);
    }
    return total;
  }
}

/**
 * Fires the timers of an incident that cannot be saved with all of them: each in a transaction of
 * its own, urgent ones first, so that a page goes out whatever a reminder would have written.
 */
async function fireApart(engine: Engine, id: number, options: TickOptions): Promise<Done> {
  const tried = new Set<string>();
  let total = nothing;
  for (;;) {
    const chosen: { key: string | null } = { key: null };
    const pick: Pick = (due) => {
      chosen.key = due.find((timer) => !tried.has(timer.key))?.key ?? null;
      // Once something was tried, there is nothing to write but what a timer that fires leaves.
      return chosen.key === null && tried.size > 0 ? 'leave' : { key: chosen.key };
    };
    try {
      total = sum(total, await inOne(engine, options, (tx) => fire(engine, tx, [id], pick)));
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      const fault = [{ incidentId: id, key: chosen.key, error }];
      const done = { ...nothing, failed: 1 };
      total = sum(total, await inOne(engine, options, () => Promise.resolve({ done, fault })));
    }
    if (chosen.key === null) return total;
    tried.add(chosen.key);
  }
}

/**
 * Fires what is due for an incident one timer at a time, each try counted before it is made: one of
 * them may have ended a process. Comes last in a pass, so that all others have had their turn.
 */
async function fireSuspect(engine: Engine, id: number, options: TickOptions): Promise<Done> {
  let total = nothing;
  for (;;) {
    const next = await engine.database.work.use(({ sql }) => countTry(sql, id));
    if (!next) return total;
    const { key, isParked } = next;
    if (isParked) {
      options.onPoison?.({ incidentId: id, key, error: new Error(ended), isParked });
      continue;
    }
    const pick: Pick = (due) => ({ key: due.find((timer) => timer.key === key)?.key ?? null });
    const uncounted = async (tx: Tx, batch: Promise<Batch>) => {
      const made = await batch;
      await uncountTry(tx, id, key);
      return made;
    };
    try {
      const fired = (tx: Tx) => uncounted(tx, fire(engine, tx, [id], pick, key));
      total = sum(total, await inOne(engine, options, fired));
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      const fault = [{ incidentId: id, key, error }];
      const failed = Promise.resolve({ done: { ...nothing, failed: 1 }, fault });
      total = sum(total, await inOne(engine, options, (tx) => uncounted(tx, failed)));
    }
  }
}

/** Chooses one of what is due, none, or that the incident is left as it is. */
type Pick = (due: { key: string }[]) => { key: string | null } | 'leave';

interface Batch {
  done: Done;
  fault: Failed[];
}

/** Runs one batch in a transaction, with what failed in it counted there. */
async function inOne(
  { database }: Engine,
  { onPoison }: TickOptions,
  work: (tx: Tx) => Promise<Batch>,
): Promise<Done> {
  const { done, poisoned } = await database.work.transaction(async (tx) => {
    const batch = await work(tx);
    const failed = batch.fault.length > 0 ? await backOff(tx, batch.fault) : [];
    return { done: batch.done, poisoned: failed };
  });
  for (const fault of poisoned) onPoison?.(fault);
  return done;
}

/** Without `pick`, all that is due; `counted` is a key whose try was counted, so that it does not wait. */
async function fire(
  engine: Engine,
  tx: Tx,
  ids: number[],
  pick?: Pick,
  counted?: string,
): Promise<Batch> {
  let done = nothing;
  const all: Rows[] = [];
  const fault: Failed[] = [];
  for (const found of await lockIdle(tx, ids)) {
    const policy = await engine.policies.readable(tx, found.incident.policyHash);
    // Left to the replicas of the newer release.
    if (!policy) continue;
    crashPoint('timer.after_lock');
    const timers = engine.rules.timersFor(found.incident, policy);
    const waiting = found.waiting.filter((key) => key !== counted);
    const due = dueOf({ ...found, waiting }, timers);
    const picked = pick?.(due);
    if (picked === 'leave') continue;
    const given = picked ? due.filter(({ key }) => key === picked.key) : due;
    const outcome = decideDue(engine, found, policy, given);
    crashPoint('timer.after_decide');
    const rows = firedRows(found, timers, outcome);
    if (rows) all.push(rows);
    fault.push(...outcome.failed);
    done = sum(done, {
      incidents: 1,
      fired: outcome.fired.map(({ kind, dueAt }) => ({
        kind,
        lateMs: found.now.getTime() - dueAt.getTime(),
      })),
      failed: outcome.failed.length,
    });
  }
  if (all.length > 0) await writeDecisions(tx, together(all));
  crashPoint('timer.before_commit');
  return { done, fault };
}

interface FoundRow extends IncidentRow {
  story_now: Date;
  timers: { key: string; due_at: string; is_urgent: boolean; waits: boolean }[];
  away_from_at: Date | null;
  away_to_at: Date | null;
}

/**
 * Locks those of the incidents that nobody else holds, in the order of their ids. What a newer
 * release wrote is left to its replicas.
 */
async function lockIdle(tx: Tx, ids: number[]): Promise<Found[]> {
  const rows = await tx<FoundRow[]>`
    select i.*, greatest((select now()), i.updated_at) as story_now, array_to_json(array(
        select json_build_object('key', t.key, 'due_at', t.due_at, 'is_urgent', t.is_urgent,
          'waits', t.parked_at is not null or t.not_before > pg_catalog.clock_timestamp())
        from timers t where t.incident_id = i.id
      )) as timers, p.away_from_at, p.away_to_at
    from incidents i left join pulses p on p.team_id = i.team_id
    where i.state_version <= ${stateVersion} and ${mayWork(tx)} and i.id in (
      select given::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as list(given))
    order by i.id for no key update of i skip locked`;
  return rows.map((row) => {
    const { away_from_at: fromAt, away_to_at: toAt } = row;
    return {
      incident: incidentOf(row),
      head: row.timeline_hash,
      now: row.story_now,
      indexed: row.timers.map(({ key, due_at, is_urgent }) => ({
        key,
        dueAt: new Date(due_at),
        isUrgent: is_urgent,
      })),
      waiting: row.timers.filter(({ waits }) => waits).map(({ key }) => key),
      away: fromAt && toAt && fromAt < toAt ? { fromAt, toAt } : null,
    };
  });
}
