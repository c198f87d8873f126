import type postgres from 'postgres';
import type { Actor } from '../incident/types.ts';
import type { IncidentRow } from './state.ts';

/** What an auditor asks of the tables: every line with what chains it, private incidents too. */

/** An incident, and where its chain ends according to its row. */
export interface ChainEnd {
  id: number;
  number: number;
  version: number;
  head: Uint8Array;
}

/** A line with salt, digest and hash; of an incident also the policy it was decided under. */
export interface AuditedLine {
  seq: number;
  at: Date;
  type: string;
  actor: Actor;
  data: Record<string, unknown>;
  correlationId: string;
  salt: Uint8Array | null;
  digest: Uint8Array;
  hash: Uint8Array;
}

export type TimelineLine = AuditedLine & { incidentId: number; policyHash: string };

/** The incidents whose id comes after `after`, in that order, at most `limit`. */
export async function chainEnds(
  sql: postgres.ISql,
  teamId: string,
  { after, limit }: { after: number; limit: number },
): Promise<ChainEnd[]> {
  return sql<ChainEnd[]>`
    select id, number, version, timeline_hash as head from incidents
    where team_id = ${teamId} and id > ${after} order by id limit ${limit}`;
}

/** One incident by the number that people say; null where there is none. */
export async function chainEndOf(
  sql: postgres.ISql,
  teamId: string,
  number: number,
): Promise<ChainEnd | null> {
  const [row] = await sql<ChainEnd[]>`
    select id, number, version, timeline_hash as head from incidents
    where team_id = ${teamId} and number = ${number}`;
  return row ?? null;
}

/** All lines of these incidents, each incident's from the first on. */
export async function linesOf(sql: postgres.ISql, ids: number[]): Promise<TimelineLine[]> {
  if (ids.length === 0) return [];
  return sql<TimelineLine[]>`
    select incident_id as "incidentId", seq, at, type, actor, data, policy_hash as "policyHash",
      correlation_id as "correlationId", salt, digest, hash
    from timeline where incident_id in ${sql(ids)} order by incident_id, seq`;
}

/** The organisation's log, and where it ends according to its row; null before anything was decided. */
export async function organisationChain(
  sql: postgres.ISql,
  teamId: string,
): Promise<{ version: number; head: Uint8Array; lines: AuditedLine[] } | null> {
  const [row] = await sql<{ version: number; head: Uint8Array }[]>`
    select version, log_hash as head from organisation_states where team_id = ${teamId}`;
  if (!row) return null;
  const lines = await sql<AuditedLine[]>`
    select seq, at, type, actor, data, correlation_id as "correlationId", salt, digest, hash
    from organisation_log where team_id = ${teamId} order by seq`;
  return { ...row, lines };
}

/** What an export says beside the timeline. */
export interface Surroundings {
  row: IncidentRow;
  participants: { userId: string; joinedAt: Date; leftAt: Date | null }[];
  places: { place: string; channelId: string; ts: string | null; threadTs: string | null }[];
  /** What people are called now, by user id. */
  names: Record<string, string>;
  /** Texts of the policies it was decided under, by hash. */
  policies: { hash: string; source: string }[];
}

/** An incident's row, who was in it, where it is in Slack, and its policies. */
export async function surroundingsOf(
  sql: postgres.ISql,
  teamId: string,
  incidentId: number,
): Promise<Surroundings> {
  const [row] = await sql<IncidentRow[]>`select * from incidents where id = ${incidentId}`;
  if (!row) throw new Error(`the incident ${incidentId} is not there`);
  const participants = await sql<Surroundings['participants']>`
    select user_id as "userId", joined_at as "joinedAt", left_at as "leftAt" from participants
    where incident_id = ${incidentId} order by joined_at, user_id`;
  const places = await sql<Surroundings['places']>`
    select place, channel_id as "channelId", ts, thread_ts as "threadTs" from places
    where incident_id = ${incidentId} order by place`;
  const people = await sql<{ id: string; name: string }[]>`
    select slack_id as id, name from directory where team_id = ${teamId} and kind = 'user'`;
  const policies = await sql<Surroundings['policies']>`
    select hash, source from policies where hash in (
      select policy_hash from timeline where incident_id = ${incidentId}) order by hash`;
  const names = Object.fromEntries(people.map(({ id, name }) => [id, name]));
  return {
    row,
    participants: [...participants],
    places: [...places],
    names,
    policies: [...policies],
  };
}

/** Locks the incident, as every decision does, and says whether something of it is on its way to Slack. */
export async function lockAtRest(sql: postgres.ISql, incidentId: number): Promise<boolean> {
  await sql`select from incidents where id = ${incidentId} for no key update`;
  const [row] = await sql<{ sending: boolean }[]>`
    select exists (select from outbox where incident_id = ${incidentId} and state = 'sending')
      as sending`;
  return row?.sending === false;
}

/**
 * Empties lines for good: their data and the salts by which somebody could guess at them. What delivery
 * holds of the same decisions keeps only what sort of thing it was, and what was not sent yet is not.
 */
export async function eraseLines(
  sql: postgres.ISql,
  incidentId: number,
  lines: number[] | 'all',
): Promise<void> {
  const those = lines === 'all' ? sql`true` : sql`t.seq in ${sql(lines)}`;
  await sql`
    with gone as (
      update timeline t set data = '{}', salt = null
      where t.incident_id = ${incidentId} and ${those} returning t.correlation_id
    )
    update outbox o set
      effect = jsonb_build_object('family', o.effect -> 'family', 'type', o.effect -> 'type'),
      state = case when o.state = 'pending' then 'superseded' else o.state end,
      settled_at = coalesce(o.settled_at, now()), last_error = 'erased'
    where o.id = any (array(
        select id from outbox where incident_id = ${incidentId} and settled_at is not null
        union all
        select id from outbox
        where incident_id = ${incidentId} and state in ('pending', 'sending')))
      and (${lines === 'all'} or o.effect ->> 'family' = 'announce')
      and (${lines === 'all'} or o.correlation_id in (select correlation_id from gone)
        -- What came late was told by another row, which says all that it took along.
        or o.id in (
          select substring(f.last_error from '^told_with (\\d+)$')::bigint from outbox f
          where f.incident_id = ${incidentId} and f.settled_at is not null
            and f.last_error like 'told_with %'
            and f.correlation_id in (select correlation_id from gone)))`;
}

/** Lines of other incidents of the workspace that hold these words. */
export async function linesWith(
  sql: postgres.ISql,
  teamId: string,
  words: string,
  besides: number,
): Promise<{ number: number; seq: number }[]> {
  const quoted = JSON.stringify(words).slice(1, -1);
  return sql<{ number: number; seq: number }[]>`
    select i.number, t.seq from timeline t join incidents i on i.id = t.incident_id
    where t.team_id = ${teamId} and t.incident_id <> ${besides}
      and position(${quoted} in t.data::text) > 0
    order by i.number, t.seq limit 50`;
}
