import type postgres from 'postgres';
import type { Effect } from '../incident/types.ts';
import type { OrganisationEffect } from '../organisation/types.ts';
import { mayWork } from '../store/release.ts';
import { withInstants } from '../store/state.ts';
import { type About, aboutThese } from './claim-about.ts';
import type { Address, IncidentJson } from './row-json.ts';
import { effectVersion } from './rows.ts';

/** A row of the outbox that is ours to send until its lease ends, with all that sending needs. */
export interface ClaimedRow {
  id: number;
  teamId: string;
  lane: string;
  effect: Effect | OrganisationEffect;
  class: 'idempotent' | 'reconcile' | 'duplicate_ok' | 'best_effort';
  /** Main Web API method. */
  method: string;
  /** 0 paging … 9 cosmetics. */
  priority: number;
  /** Counts this attempt. */
  attempts: number;
  leaseToken: string;
  /** Real time. */
  firstAttemptAt: Date;
  /** Whether an earlier attempt may have got through. */
  ambiguous: boolean;
  messageKey: string;
  correlationId: string;
  /** Story time of the decision that left it. */
  decidedAt: Date;
  /** Milliseconds of real time since the first attempt began, and since nobody knows what became of one. */
  triedForMs: number;
  doubtForMs: number;
  /** Why the attempt before this one did not settle it. */
  lastError: string | null;
  /** Null for what belongs to no incident. */
  incident: IncidentJson | null;
  places: Record<string, Address>;
  /** Story time. */
  now: Date;
  /** Reading of `performance.now()` when the claim was asked for; the lease is not longer than from here. */
  claimedAtMs: number;
}

/** What the statement hands over, as JSON so that it does not depend on the driver's types. */
interface ClaimJson {
  row: {
    id: number;
    team_id: string;
    incident_id: number | null;
    lane: string;
    effect: Effect | OrganisationEffect;
    class: ClaimedRow['class'];
    method: string;
    priority: number;
    attempts: number;
    lease_token: string;
    first_attempt_at: string;
    ambiguous_since: string | null;
    message_key: string;
    correlation_id: string;
    last_error: string | null;
    decided_at: string;
  };
  /** Seconds of real time since the first attempt, and since the doubt. */
  tried: number;
  doubted: number | null;
  now: string;
}

/** What to take. */
export interface ClaimRequest {
  limit: number;
  leaseSeconds: number;
  /** Lanes up to this one were looked at before; the first look begins with ''. */
  after?: string;
  /** Methods that have enough rows under way. */
  busy?: string[];
  /** Whose rows they become; 0 where nobody can tell whether that worker lives. */
  worker?: number;
  /** Counts what that worker asked for, so that it can tell what it never heard of; 32 bits. */
  turn?: number;
  /** Only what wakes people: every other hand is full. */
  urgentOnly?: boolean;
  /** Only what is not for Slack, which does not answer now. */
  outsideOnly?: boolean;
}

/** Lanes that one claim looks at; each costs about 10 µs. */
export const lanesPerClaim = 1000;
/** Lanes of pages that it looks at besides, every time, wherever it is among the others. */
const urgentLanesPerClaim = 200;

export interface Claimed {
  rows: ClaimedRow[];
  /** The last lane looked at, where there may be more behind it; null at the end. */
  reached: string | null;
}

/**
 * Takes up to `limit` rows to send: heads of lanes that are due, whose place exists and whose
 * method is not rate-limited; most urgent first. Two workers never get the same row, and a lane
 * whose head is being sent gives nothing.
 *
 * The heads are found by jumping from lane to lane in the index, so that a lane with 50,000 rows
 * costs as much as one with a single row. What wakes people has lanes and an index of its own, and is
 * seen by every claim; that its method has no hand free is no reason to leave it.
 */
export async function claim(sql: postgres.Sql, request: ClaimRequest): Promise<Claimed> {
  const { limit, leaseSeconds, after = '', busy = [], worker = 0, turn = 0 } = request;
  const { urgentOnly = false, outsideOnly = false } = request;
  const owner = leaseStart(worker, turn);
  const claimedAtMs = performance.now();
  const found = await sql<{ claimed: ClaimJson | null; reached: string; lanes: number }[]>`
    with recursive urgent (lane, id, place) as (
      (select o.lane, o.id, 1 from outbox o
        where o.state in ('pending', 'sending') and o.priority = 0
        order by o.lane, o.id limit 1)
      union all
      select next.lane, next.id, u.place + 1 from urgent u cross join lateral (
        select o.lane, o.id from outbox o
        where o.state in ('pending', 'sending') and o.priority = 0 and o.lane > u.lane
        order by o.lane, o.id limit 1) next
      where u.place < ${urgentLanesPerClaim}
    ), heads (lane, id, place) as (
      (select o.lane, o.id, 1 from outbox o
        where o.state in ('pending', 'sending') and o.lane > ${after} and not ${urgentOnly}
        order by o.lane, o.id limit 1)
      union all
      select next.lane, next.id, h.place + 1 from heads h cross join lateral (
        select o.lane, o.id from outbox o
        where o.state in ('pending', 'sending') and o.lane > h.lane
        order by o.lane, o.id limit 1) next
      where h.place < ${lanesPerClaim}
    ), blocks as materialized (
      -- Once for all: most are over, and each card that was edited within the hour has one.
      select team_id, bucket from rate_blocks where blocked_until > pg_catalog.clock_timestamp()
    ), careful as materialized (${carefulMethods(sql)}
    ), ready as (
      select o.id from outbox o
      where o.id = any (array(
          select id from heads union select u.id from urgent u where not exists (
            select from outbox e where e.lane = u.lane and e.id < u.id
              and e.state in ('pending', 'sending'))))
        and o.state = 'pending'
        and o.not_before <= pg_catalog.clock_timestamp()
        and (not ${outsideOnly} or o.method = 'none')
        and o.effect_version <= ${effectVersion} and ${mayWork(sql)}
        and (o.priority = 0 or not ${JSON.stringify(busy)}::jsonb ? o.method)
        and (o.needs is null or exists (
          select from places p where p.incident_id = o.incident_id and p.place = o.needs))
        and not exists (
          select from blocks b
          where b.team_id = o.team_id
            and (b.bucket = o.method or exists (
              select from places p where p.incident_id = o.incident_id and (
                (p.place = ${placeOfLane(sql)} and b.bucket = o.method || ':' || p.channel_id)
                or (o.effect->>'type' = 'sync_' || p.place and b.bucket = o.method || ':' || p.ts)))))
        and (o.priority = 0 or not exists (
          select from careful c where c.team_id = o.team_id and c.method = o.method
            and (c.is_asked or o.id <> c.first)))
      order by o.priority, o.id limit ${limit}
      for update of o skip locked
    ), claimed as (
      update outbox o set
        state = 'sending', attempts = o.attempts + 1,
        lease_token = overlay(gen_random_uuid()::text placing ${owner}::text from 1 for 18)::uuid,
        lease_until = pg_catalog.clock_timestamp() + ${leaseSeconds}::float8 * interval '1 second',
        first_attempt_at = coalesce(o.first_attempt_at, pg_catalog.clock_timestamp())
      where o.id = any (array(select id from ready))
      returning o.*
    )
    select seen.reached, seen.lanes, case when c.id is not null then jsonb_build_object(
      'row', to_jsonb(c),
      'tried', extract(epoch from pg_catalog.clock_timestamp() - c.first_attempt_at),
      'doubted', extract(epoch from pg_catalog.clock_timestamp() - c.ambiguous_since),
      'now', now()) end as claimed
    from (select max(lane) as reached, count(*)::int as lanes from heads) seen
    left join claimed c on true
    order by c.priority, c.id`;
  const [first] = found;
  const taken = found.flatMap(({ claimed }) => claimed ?? []);
  const about = await aboutThese(
    sql,
    taken.flatMap(({ row }) => row.incident_id ?? []),
  );
  return {
    rows: taken.map((row) => fromJson(row, about, claimedAtMs)),
    reached: first?.lanes === lanesPerClaim ? first.reached : null,
  };
}

/** How the leases of one claim begin: whose they are, and which of its claims it was. */
function leaseStart(worker: number, turn: number): string {
  const [owner, count] = [worker, turn].map((number) => number.toString(16).padStart(8, '0'));
  return `${owner}-${count?.slice(0, 4)}-${count?.slice(4)}`;
}

/**
 * Methods for which Slack's wait is just over: one row of each, the most urgent, finds out whether that
 * is so, and the others wait until it has an answer. Otherwise every wait would end in as many refused
 * calls as there are hands, each of which makes Slack say longer. Nearly always there is none, and
 * nothing more is looked at.
 */
function carefulMethods(sql: postgres.Sql) {
  return sql`
    select b.team_id, b.bucket as method,
      exists (select from outbox s where s.state = 'sending' and s.method = b.bucket) as is_asked,
      (select h.id from outbox h
        where h.id = any (array(select id from heads)) and h.state = 'pending'
          and h.method = b.bucket and h.not_before <= pg_catalog.clock_timestamp()
        order by h.priority, h.id limit 1) as first
    from rate_blocks b
    where position(':' in b.bucket) = 0 and b.blocked_until between
      pg_catalog.clock_timestamp() - ${carefulSeconds}::float8 * interval '1 second'
      and pg_catalog.clock_timestamp()`;
}

/** So long after a wait is over Slack may say wait again at once. */
const carefulSeconds = 2;

/** Which place a row's messages go to, for blocks of one channel. */
function placeOfLane(sql: postgres.Sql) {
  return sql`case when o.effect->>'type' = 'sync_news' then 'news' else 'room' end`;
}

function fromJson(
  { row, tried, doubted, now }: ClaimJson,
  abouts: Map<number, About>,
  claimedAtMs: number,
): ClaimedRow {
  const about = row.incident_id === null ? undefined : abouts.get(row.incident_id);
  return {
    id: row.id,
    teamId: row.team_id,
    lane: row.lane,
    effect: withInstants<ClaimedRow['effect']>(row.effect),
    class: row.class,
    method: row.method,
    priority: row.priority,
    attempts: row.attempts,
    leaseToken: row.lease_token,
    firstAttemptAt: new Date(row.first_attempt_at),
    ambiguous: row.ambiguous_since !== null,
    messageKey: row.message_key,
    correlationId: row.correlation_id,
    decidedAt: new Date(row.decided_at),
    triedForMs: tried * 1000,
    doubtForMs: (doubted ?? 0) * 1000,
    lastError: row.last_error,
    incident: about?.incident ?? null,
    places: about?.places ?? {},
    now: new Date(about?.now ?? now),
    claimedAtMs,
  };
}

/** Counting further would cost more than it tells. */
const countedAtMost = 10_000;

/** How many rows are still owed to Slack; counts to 10,000. */
export async function countWaiting(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`
    select count(*)::int as waiting from (
      select from outbox where state in ('pending', 'sending') limit ${countedAtMost}) counted`;
  return row?.waiting ?? 0;
}
