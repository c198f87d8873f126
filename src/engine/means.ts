import type { Effect, Incident } from '../incident/types.ts';
import type { Client, Pool } from '../store/pool.ts';
import { incidentsLike, pastOf, showingSimilar } from '../store/queries-of-similar.ts';
import type { Announcement, Means } from './sending.ts';
import { foldLate } from './told-late.ts';

type FromDatabase =
  | 'announcement'
  | 'roomsAmong'
  | 'amongParticipants'
  | 'roomsTiedTo'
  | 'similarTo'
  | 'pastOf'
  | 'showingSimilar'
  | 'incidentIdOf'
  | 'holdOn'
  | 'rewrite'
  | 'keepInRoom'
  | 'participantsOf'
  | 'leftOf'
  | 'toldAtOrigin'
  | 'toldToAudiences'
  | 'outsidersTold'
  | 'toldDirectly'
  | 'isTelling'
  | 'isPrivate'
  | 'recordsShown'
  | 'copyKept'
  | 'foldLate'
  | 'recordedOf';

/** Completes what delivery is given with what it asks of the database. */
export function createMeans(given: Omit<Means, FromDatabase>, pool: Pool): Means {
  return {
    ...given,
    announcement: (incidentId) => announcement(pool, incidentId),
    roomsAmong: (teamId, channelIds) => roomsAmong(pool, teamId, channelIds),
    amongParticipants: (id, userIds) => amongParticipants(pool, id, userIds),
    roomsTiedTo: (incident) => roomsTiedTo(pool, incident),
    similarTo: (incident, onlyOver) =>
      pool.use(({ sql }) => incidentsLike(sql, incident, onlyOver)),
    pastOf: (incident) => pool.use(({ sql }) => pastOf(sql, incident)),
    showingSimilar: (incident) => pool.use(({ sql }) => showingSimilar(sql, incident)),
    incidentIdOf: (teamId, number) => incidentIdOf(pool, teamId, number),
    participantsOf: (incidentId) => participantsOf(pool, incidentId),
    leftOf: (incidentId) => leftOf(pool, incidentId),
    toldAtOrigin: (incidentId) => toldAtOrigin(pool, incidentId),
    toldToAudiences: (incidentId) => toldToAudiences(pool, incidentId),
    outsidersTold: (incidentId) => outsidersTold(pool, incidentId),
    toldDirectly: (incidentId, userId) => toldDirectly(pool, incidentId, userId),
    recordedOf: (incidentId, channelId) => recordedOf(pool, incidentId, channelId),
    isTelling: (incidentId) => isTelling(pool, incidentId),
    isPrivate: (incidentId) => isPrivate(pool, incidentId),
    recordsShown: (incidentId) => recordsShown(pool, incidentId),
    copyKept: (outboxId, ts) => copyKept(pool, outboxId, ts),
    foldLate: (row) => pool.use(({ sql }) => foldLate(sql, row)),
    keepInRoom: (incident, place) => keepInRoom(pool, incident, place),
    rewrite: (row, effect) => rewrite(pool, row, effect).catch(() => undefined),
    holdOn: (row) => holdOn(pool, row).catch(() => true),
  };
}

async function announcement(pool: Pool, incidentId: number): Promise<Announcement> {
  const [row] = await pool.use(
    ({ sql }) => sql<{ channel_id: string | null; ts: string | null; coming: boolean }[]>`
      select p.channel_id, p.ts, exists (
        select from outbox where lane = ${`${incidentId}:news`}
          and state in ('pending', 'sending') and effect->>'type' = 'sync_news') as coming
      from (select 1) one
      left join places p on p.incident_id = ${incidentId} and p.place = 'news'`,
  );
  if (row?.channel_id && row.ts) return { channelId: row.channel_id, ts: row.ts };
  return row?.coming ? 'coming' : null;
}

async function roomsAmong(pool: Pool, teamId: string, channelIds: string[]): Promise<Set<string>> {
  if (channelIds.length === 0) return new Set();
  const rows = await pool.use(
    ({ sql }) => sql<{ channel_id: string }[]>`
      select channel_id from places
      where team_id = ${teamId} and channel_id in ${sql(channelIds)} and place = 'room'
        and thread_ts is null`,
  );
  return new Set(rows.map((row) => row.channel_id));
}

async function recordedOf(pool: Pool, incidentId: number, channelId: string): Promise<Set<string>> {
  const rows = await pool.use(
    ({ sql }) => sql<{ ts: string }[]>`
      select data -> 'source' ->> 'ts' as ts from timeline
      where incident_id = ${incidentId} and data -> 'source' ->> 'channelId' = ${channelId}
        and data -> 'source' ->> 'ts' is not null`,
  );
  return new Set(rows.map(({ ts }) => ts));
}

async function amongParticipants(
  pool: Pool,
  incidentId: number,
  userIds: string[],
): Promise<string[]> {
  if (userIds.length === 0) return [];
  const rows = await pool.use(
    ({ sql }) => sql<{ user_id: string }[]>`
      select user_id from participants
      where incident_id = ${incidentId} and user_id in ${sql(userIds)} and left_at is null`,
  );
  return rows.map((row) => row.user_id);
}

/** Channels of the incidents that this one is tied to, by number. */
export async function roomsTiedTo(
  pool: Pool,
  { teamId, isPrivate, state }: Incident,
): Promise<ReadonlyMap<number, string>> {
  const { related, mergedInto } = state;
  const numbers = [...related.map(({ number }) => number), ...(mergedInto ? [mergedInto] : [])];
  if (numbers.length === 0) return new Map();
  const rows = await pool.use(
    ({ sql }) => sql<{ number: number; channel_id: string }[]>`
      select i.number, p.channel_id from incidents i
      join places p on p.incident_id = i.id and p.place = 'room' and p.thread_ts is null
      where i.team_id = ${teamId} and i.number in ${sql(numbers)}
        and (${isPrivate} or not i.is_private)`,
  );
  return new Map(rows.map((row) => [row.number, row.channel_id]));
}

async function incidentIdOf(pool: Pool, teamId: string, number: number): Promise<number | null> {
  const [row] = await pool.use(
    ({ sql }) => sql<{ id: string }[]>`
      select id from incidents where team_id = ${teamId} and number = ${number}`,
  );
  return row ? Number(row.id) : null;
}

/** Seconds by which a row in hand is held on to. */
const holdSeconds = 45;

async function holdOn(
  pool: Pool,
  { id, leaseToken }: { id: number; leaseToken: string },
): Promise<boolean> {
  const held = await pool.use(
    ({ sql }) => sql`
      update outbox set
        lease_until = pg_catalog.clock_timestamp() + ${holdSeconds}::float8 * interval '1 second'
      where id = ${id} and state = 'sending' and lease_token = ${leaseToken}`,
  );
  return held.count > 0;
}

async function rewrite(
  pool: Pool,
  { id, leaseToken }: { id: number; leaseToken: string },
  effect: Effect,
) {
  await pool.use(
    ({ sql }) => sql`
      update outbox set effect = ${JSON.stringify(effect)}::text::jsonb
      where id = ${id} and state = 'sending' and lease_token = ${leaseToken}`,
  );
}

async function keepInRoom(
  pool: Pool,
  { id, teamId }: Pick<Incident, 'id' | 'teamId'>,
  { place, channelId, ts }: { place: string; channelId: string; ts: string },
): Promise<boolean> {
  const kept = await pool.use(
    ({ sql }) => sql`
      insert into places (incident_id, place, team_id, channel_id, ts, ours, at)
      select ${id}, ${place}, ${teamId}, ${channelId}, ${ts}, true, now() from places r
      where r.incident_id = ${id} and r.place = 'room' and r.channel_id = ${channelId}
      on conflict (incident_id, place) do update
        set channel_id = excluded.channel_id, ts = excluded.ts, ours = true, at = excluded.at
      returning place`,
  );
  return kept.length > 0;
}

async function participantsOf(pool: Pool, incidentId: number): Promise<string[]> {
  const rows = await pool.use(
    ({ sql }) => sql<{ user_id: string }[]>`
      select user_id from participants
      where incident_id = ${incidentId} and left_at is null order by joined_at, user_id`,
  );
  return rows.map((row) => row.user_id);
}

async function leftOf(pool: Pool, incidentId: number): Promise<string[]> {
  const rows = await pool.use(
    ({ sql }) => sql<{ user_id: string }[]>`
      select user_id from participants where incident_id = ${incidentId} and left_at is not null`,
  );
  return rows.map((row) => row.user_id);
}

async function toldAtOrigin(pool: Pool, incidentId: number): Promise<string[]> {
  const rows = await pool.use(
    ({ sql }) => sql<{ ts: string }[]>`
      select result->>'ts' as ts from outbox
      where incident_id = ${incidentId} and lane = ${`${incidentId}:origin`}
        and state = 'sent' and settled_at is not null and result->>'ts' is not null
      order by id`,
  );
  return rows.map((row) => row.ts);
}

async function toldToAudiences(
  pool: Pool,
  incidentId: number,
): Promise<{ audience: string; channelId: string; ts: string }[]> {
  return pool.use(
    ({ sql }) => sql<{ audience: string; channelId: string; ts: string }[]>`
      select o.effect->'to'->>'audience' as audience, p.channel_id as "channelId",
        o.result->>'ts' as ts
      from outbox o
      join places p on p.incident_id = o.incident_id and p.place =
        'told:' || (o.effect->'to'->>'audience') || ':' || (o.effect->'to'->>'channel')
      where o.incident_id = ${incidentId} and o.effect->'to'->>'place' = 'channel'
        and o.state = 'sent' and o.settled_at is not null and o.result->>'ts' is not null
      order by o.id`,
  );
}

/** What somebody was told directly of an incident. */
export interface ToldDirectly {
  /** Null for a file, whose message nobody was told of. */
  ts: string | null;
  fileId: string | null;
  /** As whom they heard of it; null where it was not as an audience. */
  audience: string | null;
  /** Real time. */
  since: Date;
}

/** Rows that tell somebody directly, but for pages, which are to be answered, and what is said to outsiders. */
function toldDirectlyRows(sql: Client['sql'], incidentId: number) {
  return sql`
    select id, state, coalesce(effect->'to'->>'userId', effect->>'userId') as user_id,
      result->>'ts' as ts, effect->'file'->>'id' as file_id,
      effect->'fact'->>'audience' as audience, first_attempt_at as since
    from outbox
    where incident_id = ${incidentId}
      and (effect->'to'->>'place' = 'dm' or effect->>'type' in (
        'meeting_file', 'document_file', 'timeline_file'))
      and coalesce(effect->'fact'->>'type', '') <> 'paged'
      and coalesce(effect->'fact'->>'what', effect->'news'->>'what', '') <> 'withdrawn'`;
}

/** What is on its way to them may get through before they are looked at: it counts. */
async function outsidersTold(pool: Pool, incidentId: number): Promise<string[]> {
  const rows = await pool.use(
    ({ sql }) => sql<{ user_id: string }[]>`
      select distinct user_id from (${toldDirectlyRows(sql, incidentId)}) told
      where (state in ('pending', 'sending') or ts is not null or file_id is not null)
        and not exists (
          select from participants p where p.incident_id = ${incidentId}
            and p.user_id = told.user_id and p.left_at is null)
      order by user_id`,
  );
  return rows.map((row) => row.user_id);
}

/** A file is known by its row before it is shown, also where that row was let go in the middle. */
async function toldDirectly(
  pool: Pool,
  incidentId: number,
  userId: string,
): Promise<ToldDirectly[]> {
  return pool.use(
    ({ sql }) => sql<ToldDirectly[]>`
      select ts, file_id as "fileId", audience, since
      from (${toldDirectlyRows(sql, incidentId)}) told
      where user_id = ${userId} and (ts is not null or file_id is not null) order by id`,
  );
}

async function copyKept(pool: Pool, outboxId: number, ts: string): Promise<void> {
  await pool.use(
    ({ sql }) => sql`
      update outbox set result = result || jsonb_build_object('ts', ${ts}::text)
      where id = ${outboxId} and result ? 'ts'`,
  );
}

async function isTelling(pool: Pool, incidentId: number): Promise<boolean> {
  const [row] = await pool.use(
    ({ sql }) => sql<{ now: boolean }[]>`
      select exists (
        select from outbox where incident_id = ${incidentId} and state = 'sending'
          and (effect->'to'->>'place' in ('channel', 'origin')
            or (effect->>'type' = 'record_file' and not effect->'to' ? 'emails'))) as now`,
  );
  return row?.now ?? false;
}

async function isPrivate(pool: Pool, incidentId: number): Promise<boolean> {
  const [row] = await pool.use(
    ({ sql }) => sql<{ now: boolean }[]>`
      select is_private as now from incidents where id = ${incidentId}`,
  );
  return row?.now ?? false;
}

/** A record that was shown in Slack, or was about to be when its row was let go. */
export interface ShownRecord {
  rowId: number;
  audience: string;
  sender: string;
  fileId: string;
  sha256: string;
  /** By conversation, who that is. */
  whose: Record<string, string>;
  /** Real time. */
  since: Date;
}

async function recordsShown(pool: Pool, incidentId: number): Promise<ShownRecord[]> {
  return pool.use(
    ({ sql }) => sql<ShownRecord[]>`
      select id::float8 as "rowId", effect->>'audience' as audience, effect->>'by' as sender,
        effect->'file'->>'id' as "fileId", effect->'file'->>'sha256' as sha256,
        coalesce(effect->'whose', '{}') as whose, first_attempt_at as since
      from outbox
      where incident_id = ${incidentId} and effect->>'type' = 'record_file'
        and effect->'file'->>'id' is not null
      order by outbox.id`,
  );
}
