import type { Effect, Incident } from '../incident/types.ts';
import type { Pool } from '../store/pool.ts';
import { incidentsLike, pastOf, showingSimilar } from '../store/queries-of-similar.ts';
import type { Announcement, Means } from './sending.ts';
import { foldLate } from './told-late.ts';
import {
  isTelling,
  outsidersTold,
  pageShown,
  recordsShown,
  remindersNaming,
  toldAtOrigin,
  toldDirectly,
  toldToAudiences,
} from './told-of.ts';

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
  | 'pageShown'
  | 'isTelling'
  | 'isPrivate'
  | 'recordsShown'
  | 'remindersNaming'
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
    outsidersTold: (incident) => outsidersTold(pool, incident),
    remindersNaming: (incident, userId) => remindersNaming(pool, incident, userId),
    toldDirectly: (incidentId, userId) => toldDirectly(pool, incidentId, userId),
    pageShown: (incidentId, page) => pageShown(pool, incidentId, page),
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

async function copyKept(pool: Pool, outboxId: number, ts: string): Promise<void> {
  await pool.use(
    ({ sql }) => sql`
      update outbox set result = result || jsonb_build_object('ts', ${ts}::text)
      where id = ${outboxId} and result ? 'ts'`,
  );
}

async function isPrivate(pool: Pool, incidentId: number): Promise<boolean> {
  const [row] = await pool.use(
    ({ sql }) => sql<{ now: boolean }[]>`
      select is_private as now from incidents where id = ${incidentId}`,
  );
  return row?.now ?? false;
}
