import type postgres from 'postgres';
import type { Effect } from '../incident/types.ts';
import type { OrganisationEffect } from '../organisation/types.ts';
import type { ClaimedRow } from './claim.ts';
import { routeOf } from './lanes.ts';
import { organisationRouteOf } from './organisation-lanes.ts';
import type { Address } from './row-json.ts';

/** Whose effects follow; without an id the organisation's. */
interface About {
  id: number | null;
  teamId: string;
}

/** What became of one attempt at a row. */
export interface Settlement {
  row: Pick<ClaimedRow, 'id' | 'leaseToken' | 'correlationId'>;
  outcome: 'sent' | 'superseded' | 'dead' | 'pending';
  /** For `pending`: milliseconds of real time until the next attempt. */
  waitMs?: number;
  /** False when Slack was never asked, so that the attempt does not count. */
  counted?: boolean;
  /** Whether the message may be in Slack although nobody knows: `since` keeps the first doubt. */
  doubt: 'none' | 'since' | 'now';
  error?: string;
  result?: Record<string, unknown>;
  /** Addresses learnt. */
  places?: Array<Partial<Address> & { place: string; channelId: string }>;
  /** Addresses that are no more, as far as they are in this channel; there may be new ones. */
  lost?: { places: string[]; channelId: string };
  /** What waits because the room could not be reached need wait no longer. */
  wakes?: boolean;
  /** Slack said wait: a method, or a method and a channel. */
  block?: { bucket: string; waitMs: number };
  /** Syncs that this one made necessary; one that already waits is enough. */
  follow?: { about: About; effects: (Effect | OrganisationEffect)[] };
}

/**
 * Writes what became of a batch of rows, in one statement: the rows, the addresses learnt or lost,
 * how long Slack wants peace, and what follows. Only rows whose lease is still ours are written.
 * Returns the ids of those; a row that is missing was taken by another worker meanwhile.
 *
 * A row that goes back to waiting while its successor waits already is superseded; the successor
 * inherits its message key and its doubt, so that what may have been sent is looked for.
 */
export async function settle(sql: postgres.Sql, batch: Settlement[]): Promise<Set<number>> {
  const settled = await sql<{ id: string | number }[]>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(batch.map(settlementJson))}::text::jsonb)
        as g (id bigint, token uuid, outcome text, wait_ms float8, counted boolean, doubt text,
          error text, result jsonb, places jsonb, lost jsonb, lost_in text, bucket text,
          block_ms float8, wakes boolean)
    ), mine as (
      select g.*, o.team_id, o.incident_id, o.message_key, o.first_attempt_at, w.id as heir,
        case g.doubt when 'none' then null
          when 'since' then coalesce(o.ambiguous_since, pg_catalog.clock_timestamp())
          else pg_catalog.clock_timestamp() end as doubt_at,
        pg_catalog.clock_timestamp() + coalesce(g.wait_ms, 0) * interval '1 millisecond' as wait_until
      from given g
      join outbox o on o.id = g.id
      left join outbox w
        on g.outcome = 'pending' and w.coalesce_key = o.coalesce_key and w.state = 'pending'
      where o.state = 'sending' and o.lease_token = g.token
      for update of o
    ), inherited as (
      update outbox w set message_key = m.message_key, first_attempt_at = m.first_attempt_at,
        ambiguous_since = m.doubt_at, not_before = m.wait_until
      from mine m where w.id = m.heir
    ), settled as (
      update outbox o set
        state = case when m.heir is null then m.outcome else 'superseded' end,
        attempts = o.attempts - case when m.counted then 0 else 1 end,
        not_before = case when m.outcome = 'pending' then m.wait_until else o.not_before end,
        ambiguous_since = m.doubt_at, last_error = m.error,
        result = coalesce(m.result, o.result), lease_token = null, lease_until = null,
        settled_at = case when m.outcome = 'pending' and m.heir is null then null
          else pg_catalog.clock_timestamp() end
      from mine m where o.id = m.id
      returning o.id
    ), placed as (
      insert into places (incident_id, place, team_id, channel_id, ts, thread_ts, ours, at)
      select m.incident_id, p.place, m.team_id, p.channel, p.ts, p.thread, coalesce(p.ours, true), now()
      from mine m cross join lateral jsonb_to_recordset(m.places)
        as p (place text, channel text, ts text, thread text, ours boolean)
      on conflict (incident_id, place) do update set channel_id = excluded.channel_id,
        ts = excluded.ts, thread_ts = excluded.thread_ts, ours = excluded.ours, at = excluded.at
    ), gone as (
      delete from places p using mine m
      where p.incident_id = m.incident_id and m.lost ? p.place and p.channel_id = m.lost_in
    ), woken as (
      update outbox o set not_before = '-infinity' from mine m
      where m.wakes and o.state = 'pending' and o.not_before > pg_catalog.clock_timestamp()
        and o.lane = any (array[m.incident_id || ':talk', m.incident_id || ':topic',
          m.incident_id || ':pin', m.incident_id || ':purpose', m.incident_id || ':bookmark',
          m.incident_id || ':invite'])
        and o.last_error in ('not_in_channel', 'channel_not_found')
        and o.id not in (select id from mine)
    ), blocked as (
      insert into rate_blocks (team_id, bucket, blocked_until)
      select m.team_id, m.bucket,
        pg_catalog.clock_timestamp() + max(m.block_ms) * interval '1 millisecond'
      from mine m where m.bucket is not null group by m.team_id, m.bucket
      on conflict (team_id, bucket) do update
        set blocked_until = greatest(rate_blocks.blocked_until, excluded.blocked_until)
    ), wanted as (
      select f.*
      from jsonb_to_recordset(${JSON.stringify(batch.flatMap(followJson))}::text::jsonb)
        as f (after bigint, team_id text, incident_id bigint, lane text, needs text, effect jsonb,
          class text, priority smallint, method text, coalesce_key text, correlation_id text)
      where f.after in (select id from mine)
    ), waiting as (
      -- One that waits already is enough, if nobody takes it before they see what was settled here.
      select w.id from outbox w
      where w.coalesce_key in (select coalesce_key from wanted) and w.state = 'pending'
      order by w.coalesce_key for update
    ), followed as (
      insert into outbox (team_id, incident_id, lane, needs, effect, class, priority, method,
        coalesce_key, decided_at, correlation_id)
      select f.team_id, f.incident_id, f.lane, f.needs, f.effect, f.class, f.priority, f.method,
        f.coalesce_key, now(), f.correlation_id
      from wanted f where (select count(*) from waiting) >= 0
      on conflict (coalesce_key) where state = 'pending' and coalesce_key is not null do nothing
    )
    select id from settled`;
  return new Set(settled.map(({ id }) => Number(id)));
}

function settlementJson(given: Settlement) {
  return {
    id: given.row.id,
    token: given.row.leaseToken,
    outcome: given.outcome,
    wait_ms: given.waitMs ?? null,
    counted: given.counted ?? true,
    doubt: given.doubt,
    error: given.error ?? null,
    result: given.result ?? null,
    places: (given.places ?? []).map((each) => ({
      place: each.place,
      channel: each.channelId,
      ts: each.ts ?? null,
      thread: each.threadTs ?? null,
      ours: each.ours ?? true,
    })),
    lost: given.lost?.places ?? [],
    lost_in: given.lost?.channelId ?? null,
    bucket: given.block?.bucket ?? null,
    block_ms: given.block?.waitMs ?? null,
    wakes: given.wakes ?? false,
  };
}

function followJson({ row, follow }: Settlement) {
  if (!follow) return [];
  const { about, effects } = follow;
  const { id, teamId } = about;
  return effects.map((effect) => {
    const route =
      effect.family === 'organisation'
        ? organisationRouteOf(effect, teamId)
        : routeOf(effect, { id: id ?? 0, teamId });
    return {
      after: row.id,
      team_id: teamId,
      incident_id: id,
      lane: route.lane,
      needs: route.needs,
      effect,
      class: route.class,
      priority: route.priority,
      method: route.method,
      coalesce_key: route.coalesceKey,
      correlation_id: row.correlationId,
    };
  });
}
