import type { Fragment, Row, Sql } from 'postgres';
import type { IncidentView, Places, TimelineRow } from '../incident/places.ts';
import type { UserId } from '../incident/types.ts';
import { type IncidentRow, incidentOf } from './state.ts';

/** Who asks, in which workspace. */
export interface Viewer {
  teamId: string;
  userId: UserId;
  /** Whether the policy lets them see every private incident. */
  seesPrivate: boolean;
}

/** How many incidents a list holds at most. */
const listMax = 100;

type ViewRow = IncidentRow & {
  room: PlaceJson | null;
  card: PlaceJson | null;
  news: PlaceJson | null;
};
type PlaceJson = { channel_id: string; ts: string | null; thread_ts: string | null };

/**
 * The one way to read incidents for a person: a private one is there only for its participants and
 * for whom the policy lets see all of them; for anyone else it is as if it did not exist.
 */
async function visibleIncidents(
  sql: Sql,
  { teamId, userId, seesPrivate }: Viewer,
  condition: Fragment | Fragment[],
  limit = listMax,
): Promise<IncidentView[]> {
  const rows = await sql<ViewRow[]>`
    select i.*, to_jsonb(room) as room, to_jsonb(card) as card, to_jsonb(news) as news
    from incidents i
    left join places room on room.incident_id = i.id and room.place = 'room'
    left join places card on card.incident_id = i.id and card.place = 'card'
    left join places news on news.incident_id = i.id and news.place = 'news'
    where i.team_id = ${teamId}
      and (not i.is_private or ${seesPrivate} or ${isParticipant(sql, userId)})
      and (${condition})
    order by i.declared_at desc, i.number desc limit ${limit}`;
  return rows.map((row) => ({ incident: incidentOf(row), places: placesOf(row) }));
}

function isParticipant(sql: Sql, userId: UserId) {
  return sql`exists (
    select from participants p
    where p.incident_id = i.id and p.user_id = ${userId} and p.left_at is null)`;
}

function placesOf({ room, card, news }: ViewRow): Places {
  return {
    roomId: room?.channel_id ?? null,
    roomThreadTs: room?.thread_ts ?? null,
    cardTs: card?.ts ?? null,
    newsChannelId: news?.channel_id ?? null,
    newsTs: news?.ts ?? null,
  };
}

async function first(views: Promise<IncidentView[]>): Promise<IncidentView | null> {
  return (await views)[0] ?? null;
}

export function incidentByNumber(sql: Sql, viewer: Viewer, number: number) {
  return first(visibleIncidents(sql, viewer, sql`i.number = ${number}`));
}

export function incidentById(sql: Sql, viewer: Viewer, id: number) {
  return first(visibleIncidents(sql, viewer, sql`i.id = ${id}`));
}

/** The incident whose room is this channel. */
export function incidentByRoom(sql: Sql, viewer: Viewer, channelId: string) {
  const isRoom = sql`room.channel_id = ${channelId} and room.thread_ts is null`;
  return first(visibleIncidents(sql, viewer, isRoom));
}

/** Whose room this channel is, for events that Slack tells us and nobody looks at. */
export function incidentIdOfRoom(sql: Sql, teamId: string, channelId: string) {
  return idOfRoom(sql, { teamId, channelId });
}

/** The same, where Muster could not use it the last time. */
export function incidentIdOfLostRoom(sql: Sql, teamId: string, channelId: string) {
  const isLost = sql`exists (
    select from incidents i where i.id = p.incident_id and i.state->'failedSteps' ? 'room')`;
  return idOfRoom(sql, { teamId, channelId }, isLost);
}

async function idOfRoom(
  sql: Sql,
  { teamId, channelId }: { teamId: string; channelId: string },
  condition = sql`true`,
): Promise<number | null> {
  const [row] = await sql<{ id: string }[]>`
    select incident_id as id from places p
    where team_id = ${teamId} and channel_id = ${channelId}
      and place = 'room' and thread_ts is null and ${condition}`;
  return row ? Number(row.id) : null;
}

/** Where one of an incident's things is, by the name of its place; null where it is not there. */
export async function placeOf(
  sql: Sql,
  incidentId: number,
  place: string,
): Promise<{ channelId: string; ts: string } | null> {
  const [row] = await sql<{ channelId: string; ts: string | null }[]>`
    select channel_id as "channelId", ts from places
    where incident_id = ${incidentId} and place = ${place}`;
  return row?.ts ? { channelId: row.channelId, ts: row.ts } : null;
}

/** Not ended, newest first. */
export function openIncidents(sql: Sql, viewer: Viewer) {
  const ended = sql`('closed', 'declined', 'cancelled', 'merged')`;
  return visibleIncidents(sql, viewer, sql`i.phase not in ${ended}`);
}

/** Not ended, and the viewer declared it, is in its room or holds a role; the newest `limit`. */
export function incidentsOf(sql: Sql, viewer: Viewer, limit?: number) {
  const ended = sql`('closed', 'declined', 'cancelled', 'merged')`;
  const condition = sql`i.phase not in ${ended} and ${isOwn(sql, viewer)}`;
  return visibleIncidents(sql, viewer, condition, limit);
}

/** Not ended, and not among those of `incidentsOf`; the newest `limit`. */
export function otherIncidents(sql: Sql, viewer: Viewer, limit: number) {
  const ended = sql`('closed', 'declined', 'cancelled', 'merged')`;
  const condition = sql`i.phase not in ${ended} and not ${isOwn(sql, viewer)}`;
  return visibleIncidents(sql, viewer, condition, limit);
}

function isOwn(sql: Sql, { userId }: Viewer) {
  return sql`(i.declared_by = ${userId} or ${isParticipant(sql, userId)})`;
}

/** Ids of incidents that are not ended and that somebody takes part in; private ones too: nobody reads them. */
export async function openIncidentIdsOf(
  sql: Sql,
  teamId: string,
  userId: UserId,
): Promise<number[]> {
  const rows = await sql<{ id: string }[]>`
    select i.id from incidents i
    where i.team_id = ${teamId} and ${isParticipant(sql, userId)}
      and i.phase not in ('closed', 'declined', 'cancelled', 'merged')
    order by i.id`;
  return rows.map(({ id }) => Number(id));
}

/**
 * Over, and nobody chose yet whether there is a postmortem, where the process that they were declared
 * under lets people choose; oldest first.
 */
export async function undecidedIncidents(sql: Sql, viewer: Viewer): Promise<IncidentView[]> {
  const views = await visibleIncidents(
    sql,
    viewer,
    sql`i.phase in ('resolved', 'reviewing', 'closed') and not i.is_drill
      and coalesce(i.state->'postmortem'->'choice', 'null') = 'null'
      and i.policy_hash in (
        select hash from policies where (body->'postmortem'->>'chosen')::boolean)`,
  );
  return views.reverse();
}

/**
 * Over, with a postmortem that may still be to be held, as the process of each says; oldest first.
 */
export async function incidentsToHold(sql: Sql, viewer: Viewer): Promise<IncidentView[]> {
  const views = await visibleIncidents(
    sql,
    viewer,
    sql`not i.is_drill and i.state->'milestones'->'postmortem_held' is null
      and (i.phase in ('resolved', 'reviewing')
        or (i.phase = 'closed' and i.state->'improving' = 'true'))`,
  );
  return views.reverse();
}

/**
 * Whose postmortem the viewer writes and is not published, or of whose meeting they are told that is not
 * over; read by the indexes `incidents_authors` and `incidents_meetings`.
 */
export function incidentsToWrite(sql: Sql, viewer: Viewer) {
  return visibleIncidents(
    sql,
    viewer,
    sql`not i.is_drill and (
      (i.state->'postmortem'->'author'->>'userId' = ${viewer.userId}
        and i.state->'postmortem'->>'status' <> 'published')
      or (i.state->'booking'->'booked'->>'toAt'
          > to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        and i.state->'booking'->'booked'->'invited' ? ${viewer.userId}))`,
  );
}

/** By words of the title, or by number with or without `#`; any phase. */
export function findIncidents(sql: Sql, viewer: Viewer, text: string) {
  const words = text.trim();
  const number = /^#?(\d{1,9})$/.exec(words)?.[1] ?? null;
  const pattern = `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return visibleIncidents(sql, viewer, sql`i.title ilike ${pattern} or i.number = ${number}::int`);
}

/** Declared in the last minutes of story time: the newest few, to be compared by eye. */
export function incidentsSince(sql: Sql, viewer: Viewer, minutes: number) {
  return visibleIncidents(
    sql,
    viewer,
    sql`i.declared_at > now() - ${minutes}::float8 * interval '1 minute'`,
    5,
  );
}

/** The latest `limit` lines before line `before`, oldest first. */
export async function timelineOf(
  sql: Sql,
  incidentId: number,
  { before, limit }: { before?: number; limit: number },
): Promise<TimelineRow[]> {
  const rows = await sql<TimelineRow[]>`
    select seq, at, type, actor, data, salt is null as "isErased" from timeline
    where incident_id = ${incidentId} and seq < ${before ?? 2_147_483_647}
    order by seq desc limit ${limit}`;
  return [...rows].reverse();
}

/** All lines of these types, oldest first. */
export async function entriesOf(
  sql: Sql,
  incidentId: number,
  types: readonly string[],
): Promise<TimelineRow[]> {
  const rows = await sql<TimelineRow[]>`
    select seq, at, type, actor, data, salt is null as "isErased" from timeline
    where incident_id = ${incidentId} and type in ${sql([...types])} order by seq`;
  return [...rows];
}

/**
 * Incidents whose timeline holds this message: taken in, and neither deleted nor let go of since.
 */
export async function incidentsHolding(
  sql: Sql,
  teamId: string,
  message: { channelId: string; ts: string },
): Promise<number[]> {
  const rows = await sql<Row[]>`
    select incident_id as id from (
      select distinct on (incident_id) incident_id, type from timeline
      where team_id = ${teamId} and data -> 'source' ->> 'ts' = ${message.ts}
        and data -> 'source' ->> 'channelId' = ${message.channelId}
      order by incident_id, seq desc) latest
    where type not in ('delete_message', 'unpin_message')`;
  return rows.map((row) => Number(row['id']));
}
