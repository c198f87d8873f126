import type postgres from 'postgres';
import { aliveLock } from './alive.ts';

/** A worker that just began, or lost its connection for a moment, is not taken for dead. */
const deadAfterSeconds = 3;

/**
 * Rows that lost two workers come back at different moments, so that the one that ends its worker does
 * not take the same others with it each time, until they are all given up.
 */
const apartSeconds = 16;

/** What one worker knows of its own claims. */
export interface Hands {
  worker: number;
  /** The last of its claims of which it waits for no answer any more. */
  turn: number;
  /** Leases of the rows that arrived and whose outcome is not written. */
  leases: string[];
}

/** How long rows are left to a worker, and how long Slack gets to show what was sent. */
export interface Reach {
  leaseSeconds: number;
  /** Where an earlier send is looked up. */
  settleSeconds: number;
  /** The same where somebody is to be woken; `settleSeconds` unless said. */
  urgentSettleSeconds?: number;
  /** Whoever asks; nobody in particular where it is left out. */
  hands?: Hands;
}

const nobody: Hands = { worker: 0, turn: 0, leases: [] };

/**
 * Gives back rows whose worker died or froze: their lease ended, or nobody holds their worker's
 * lock. What they sent is unknown; where that is looked up, Slack gets its time to show it when the
 * worker died just now. And rows that the asking worker took by a claim whose answer never came, its
 * connection being gone: nobody has begun to send those, so no attempt and no doubt counts. A row
 * whose successor waits is superseded, and the successor inherits the doubt. Returns how many.
 */
export async function reclaim(sql: postgres.Sql, reach: Reach): Promise<number> {
  const { leaseSeconds, settleSeconds, urgentSettleSeconds = settleSeconds } = reach;
  const { worker, turn, leases } = reach.hands ?? nobody;
  const found = await sql<{ id: string }[]>`
    with living as (
      select objid::bigint as worker from pg_locks
      where locktype = 'advisory' and classid::bigint = ${aliveLock} and granted
    ), lost as (
      select o.id, o.message_key, w.id as heir, lease.is_unheard,
        case when lease.is_unheard and o.attempts = 1 then null
          else o.first_attempt_at end as first_attempt_at,
        case when lease.is_unheard then o.ambiguous_since
          else coalesce(o.ambiguous_since, pg_catalog.clock_timestamp()) end as doubt,
        case when lease.is_unheard then '-infinity' else greatest(
          case when o.lease_until >= pg_catalog.clock_timestamp() and o.class <> 'idempotent'
            then pg_catalog.clock_timestamp() + interval '1 second' * case when o.priority = 0
              then ${urgentSettleSeconds}::float8 else ${settleSeconds}::float8 end
            else '-infinity' end,
          case when o.attempts >= 2
            then pg_catalog.clock_timestamp() + random() * interval '1 second' * least(
              power(2, o.attempts), case when o.priority = 0 then 2 else ${apartSeconds}::int end)
            else '-infinity' end) end as not_before
      from outbox o
      cross join lateral (select
        ('x' || left(o.lease_token::text, 8))::bit(32)::bigint as worker,
        ('x' || substr(replace(o.lease_token::text, '-', ''), 9, 8))::bit(32)::bigint as turn) by
      cross join lateral (select
        by.worker = ${worker} and by.worker <> 0 and by.turn <= ${turn}
          and not ${JSON.stringify(leases)}::jsonb ? o.lease_token::text as is_unheard) lease
      left join outbox w on w.coalesce_key = o.coalesce_key and w.state = 'pending'
      where o.state = 'sending' and (
        lease.is_unheard
        or o.lease_until < pg_catalog.clock_timestamp()
        or (by.worker <> 0
          and o.lease_until < pg_catalog.clock_timestamp()
            + ${leaseSeconds - deadAfterSeconds}::float8 * interval '1 second'
          and by.worker <> all (array(select worker from living))))
      for update of o skip locked
    ), inherited as (
      update outbox w set message_key = l.message_key, first_attempt_at = l.first_attempt_at,
        ambiguous_since = l.doubt, not_before = l.not_before
      from lost l where w.id = l.heir and w.state = 'pending'
    )
    update outbox o set
      state = case when l.heir is null then 'pending' else 'superseded' end,
      attempts = case when l.is_unheard then o.attempts - 1 else o.attempts end,
      first_attempt_at = l.first_attempt_at,
      ambiguous_since = l.doubt, not_before = l.not_before,
      lease_token = null, lease_until = null,
      last_error = case when l.is_unheard then o.last_error else 'worker_lost' end,
      settled_at = case when l.heir is null then null else pg_catalog.clock_timestamp() end
    from lost l where o.id = l.id
    returning o.id`;
  return found.length;
}
