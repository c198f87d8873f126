import { metOf, otherHalf } from '../incident/links/pairs.ts';
import { takenItems } from '../incident/links/take-in.ts';
import type { Met, PairCommand } from '../incident/links/types.ts';
import type { Command, Decision, Incident } from '../incident/types.ts';
import type { Outcome } from '../slack/ports.ts';
import { crashPoint } from '../store/crash-point.ts';
import type { Tx } from '../store/pool.ts';
import type { Engine } from './engine.ts';
import { RolledBack } from './rolled-back.ts';
import { rowsOf, timerChanges, together } from './rows.ts';
import {
  type Found,
  foundIn,
  type LockedRow,
  maySee,
  type Request,
  refused,
  seesAll,
} from './transact.ts';
import { writeDecisions } from './write.ts';

type PairRequest = Request & { command: Command & PairCommand };
type Accepted = Extract<Decision, { ok: true }>;

/**
 * A command about two incidents: both are locked in the order of their ids, both are decided, and
 * both are saved, or neither. To who may not see the other one it is as if it did not exist.
 */
export async function carryOutPair(engine: Engine, tx: Tx, request: PairRequest): Promise<Outcome> {
  const { incidentId, command, gesture } = request;
  const locked = await lockBoth(tx, engine, request);
  crashPoint('pair.after_lock');
  const first = locked.find(({ incident }) => incident.id === incidentId);
  const second = locked.find(({ incident }) => incident.number === command.other);
  if (!first) throw refused({ code: 'not_found' }, null);
  const { incident } = first;
  if (!first.isFresh) throw new RolledBack<Outcome>({ ok: true, repeated: true, incident });
  if (!maySee(engine, first, command)) throw refused({ code: 'not_found' }, null);
  const seen = second && maySee(engine, second, command) ? second : undefined;
  const now = seen && seen.now > first.now ? seen.now : first.now;
  const met = seen && (await metBy(engine, tx, incident, seen.incident, command.type));
  const known = met ? { ...command, met } : command;
  const decision = await decide(engine, tx, { ...first, now }, known);
  const rows = [await rowsFor(engine, tx, { ...first, now }, decision, gesture.correlationId)];
  const half = seen && otherHalf(command, incident, seen.incident, first.people);
  if (seen && half) {
    const other = await decide(engine, tx, { ...seen, now }, half);
    rows.push(await rowsFor(engine, tx, { ...seen, now }, other, gesture.correlationId));
  }
  crashPoint('pair.before_write');
  await writeDecisions(tx, together(rows));
  crashPoint('pair.before_commit');
  return { ok: true, decision, repeated: false };
}

/** What the rule of the first one knows of the other. */
async function metBy(
  engine: Engine,
  tx: Tx,
  first: Incident,
  other: Incident,
  type: PairCommand['type'],
): Promise<Met> {
  const met = metOf(other);
  if (type !== 'merge') return met;
  const policy = await engine.policies.get(tx, other.policyHash);
  return { ...met, takes: takenItems(other, first, policy) };
}

async function decide(engine: Engine, tx: Tx, found: Found, command: Command): Promise<Accepted> {
  const { incident, now } = found;
  const policy = await engine.policies.get(tx, incident.policyHash);
  const decision = engine.rules.decide(incident, command, policy, now);
  if (!decision.ok) throw refused(decision.refusal, incident);
  return decision;
}

async function rowsFor(
  engine: Engine,
  tx: Tx,
  found: Found,
  decision: Accepted,
  correlationId: string,
) {
  const { incident, now } = found;
  const policy = await engine.policies.get(tx, incident.policyHash);
  const { timersFor } = engine.rules;
  const timers = timerChanges(timersFor(incident, policy), timersFor(decision.incident, policy));
  return rowsOf(found, [decision], { timers, now, correlationId });
}

type Both = Found & {
  /** Who takes part in it. */
  people: string[];
};

type BothRow = LockedRow & { people: string[] };

/**
 * The other one is locked only for who may see it: a private incident that somebody works on must not
 * let an outsider wait longer than a number that nobody has.
 */
async function lockBoth(tx: Tx, engine: Engine, request: PairRequest): Promise<Both[]> {
  const { teamId } = engine;
  const { incidentId, command, gesture } = request;
  const seesPrivate = seesAll(engine, command);
  const rows = await tx<BothRow[]>`
    with key as (
      insert into inbox (team_id, key, incident_id)
      select ${teamId}, ${gesture.key}::text, ${incidentId} where ${gesture.key}::text is not null
      on conflict do nothing returning 1
    )
    select i.*, greatest(now(), i.updated_at) as story_now,
      ${gesture.key}::text is null or (select count(*) from key) = 1 as is_fresh,
      exists (
        select from participants p
        where p.incident_id = i.id and p.user_id = ${command.by} and p.left_at is null
      ) as is_inside,
      to_jsonb(array(
        select p.user_id from participants p
        where p.incident_id = i.id and p.left_at is null order by p.joined_at, p.user_id
      )) as people
    from incidents i
    where i.team_id = ${teamId} and (i.id = ${incidentId} or i.number = ${command.other} and (
      not i.is_private or ${seesPrivate} or exists (
        select from participants p
        where p.incident_id = i.id and p.user_id = ${command.by} and p.left_at is null)))
    order by i.id for no key update of i`;
  return rows.map((row) => ({ ...foundIn(row), people: row.people }));
}
