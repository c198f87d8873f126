import type { Incident } from '../incident/types.ts';
import type { OrganisationFact } from '../organisation/types.ts';
import type { Client, Pool } from '../store/pool.ts';
import { withInstants } from '../store/state.ts';

/** What was told of an incident to whom, and where: what is taken back of one that becomes private. */

export async function toldAtOrigin(pool: Pool, incidentId: number): Promise<string[]> {
  const rows = await pool.use(
    ({ sql }) => sql<{ ts: string }[]>`
      select result->>'ts' as ts from outbox
      where incident_id = ${incidentId} and lane = ${`${incidentId}:origin`}
        and state = 'sent' and settled_at is not null and result->>'ts' is not null
      order by id`,
  );
  return rows.map((row) => row.ts);
}

export async function toldToAudiences(
  pool: Pool,
  incidentId: number,
): Promise<{ audience: string; channelId: string; ts: string }[]> {
  return pool.use(
    ({ sql }) => sql<{ audience: string; channelId: string; ts: string }[]>`
      select o.effect->'to'->>'audience' as audience, o.result->>'ts' as ts,
        coalesce(o.result->>'channel', p.channel_id) as "channelId"
      from outbox o
      left join places p on p.incident_id = o.incident_id and p.place =
        'told:' || (o.effect->'to'->>'audience') || ':' || (o.effect->'to'->>'channel')
      where o.incident_id = ${incidentId} and o.effect->'to'->>'place' = 'channel'
        and o.state = 'sent' and o.settled_at is not null and o.result->>'ts' is not null
        and coalesce(o.result->>'channel', p.channel_id) is not null
      order by o.id`,
  );
}

/** Whom a page was told to directly, and the `ts` of what they were told. */
export async function pageShown(
  pool: Pool,
  incidentId: number,
  page: number,
): Promise<{ userId: string; ts: string }[]> {
  return pool.use(
    ({ sql }) => sql<{ userId: string; ts: string }[]>`
      select told.key as "userId", told.value as ts
      from outbox o, jsonb_each_text(o.result->'told') told
      where o.incident_id = ${incidentId} and o.settled_at is not null
        and o.effect->>'type' = 'page'
        and (o.effect->>'page')::int = ${page} and o.result ? 'told'
      union all
      select effect->'to'->>'userId', result->>'ts' from outbox
      where incident_id = ${incidentId} and settled_at is not null
        and effect->'fact'->>'type' = 'paged'
        and (effect->'fact'->>'page')::int = ${page} and effect->'to'->>'place' = 'dm'
        and result->>'ts' is not null`,
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

/**
 * All rows of an incident, of those that wait or are on their way too: there are few of these in the
 * whole of the table, and of each incident's others there is an index.
 */
function rowsOf(sql: Client['sql'], incidentId: number) {
  return sql`(
    select * from outbox where incident_id = ${incidentId} and settled_at is not null
    union all
    select * from outbox where incident_id = ${incidentId} and state in ('pending', 'sending')
  )`;
}

/**
 * Rows that tell somebody directly, whispers to who was not in the room among them; but for pages, which
 * are to be answered, and what is said to outsiders.
 */
function toldDirectlyRows(sql: Client['sql'], incidentId: number) {
  return sql`
    select id, state, coalesce(effect->'to'->>'userId', effect->>'userId') as user_id,
      result->>'ts' as ts, effect->'file'->>'id' as file_id,
      effect->'fact'->>'audience' as audience, first_attempt_at as since
    from ${rowsOf(sql, incidentId)} told
    where (effect->'to'->>'place' in ('dm', 'whisper') or effect->>'type' in (
        'meeting_file', 'document_file', 'timeline_file'))
      and coalesce(effect->'fact'->>'type', '') <> 'paged'
      and coalesce(effect->'fact'->>'what', effect->'news'->>'what', '') <> 'withdrawn'`;
}

/** The same, and who was reminded of its action items. What is on its way to them may get through: it counts. */
export async function outsidersTold(pool: Pool, incident: About): Promise<string[]> {
  const { id } = incident;
  const rows = await pool.use(
    ({ sql }) => sql<{ user_id: string }[]>`
      select distinct user_id from (
        select user_id, state, ts, file_id from (${toldDirectlyRows(sql, id)}) direct
        union all
        select user_id, state, ts, null from (${reminderRows(sql, incident)}) reminders) told
      where (state in ('pending', 'sending') or ts is not null or file_id is not null)
        and not exists (
          select from participants p where p.incident_id = ${id}
            and p.user_id = told.user_id and p.left_at is null)
      order by user_id`,
  );
  return rows.map((row) => row.user_id);
}

type About = Pick<Incident, 'id' | 'teamId'>;

/** A reminder of action items, and what was to be said in it. */
export interface ToldReminder {
  ts: string;
  fact: OrganisationFact;
}

/** Reminders that may name it, those of an owner and of who oversees; read by the index `outbox_reminders`. */
function reminderRows(sql: Client['sql'], { id, teamId }: About) {
  return sql`
    select id, state, effect->>'userId' as user_id, result->>'ts' as ts, effect->'fact' as fact
    from outbox
    where team_id = ${teamId} and effect->'fact'->>'type' = 'action_items_due'
      and effect->'fact'->'incidents' @> to_jsonb(${id}::bigint)`;
}

/** What one person was sent of them, oldest first. */
export async function remindersNaming(
  pool: Pool,
  incident: About,
  userId: string,
): Promise<ToldReminder[]> {
  const rows = await pool.use(
    ({ sql }) => sql<{ ts: string; fact: unknown }[]>`
      select ts, fact from (${reminderRows(sql, incident)}) reminders
      where user_id = ${userId} and ts is not null order by id`,
  );
  return rows.map(({ ts, fact }) => ({ ts, fact: withInstants<OrganisationFact>(fact) }));
}

/** A file is known by its row before it is shown, also where that row was let go in the middle. */
export async function toldDirectly(
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

export async function isTelling(pool: Pool, incidentId: number): Promise<boolean> {
  const [row] = await pool.use(
    ({ sql }) => sql<{ now: boolean }[]>`
      select exists (
        select from outbox where incident_id = ${incidentId} and state = 'sending'
          and (effect->'to'->>'place' in ('channel', 'origin')
            or (effect->>'type' = 'record_file' and not effect->'to' ? 'emails'))) as now`,
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

export async function recordsShown(pool: Pool, incidentId: number): Promise<ShownRecord[]> {
  return pool.use(
    ({ sql }) => sql<ShownRecord[]>`
      select id::float8 as "rowId", effect->>'audience' as audience, effect->>'by' as sender,
        effect->'file'->>'id' as "fileId", effect->'file'->>'sha256' as sha256,
        coalesce(effect->'whose', '{}') as whose, first_attempt_at as since
      from ${rowsOf(sql, incidentId)} record
      where effect->>'type' = 'record_file' and effect->'file'->>'id' is not null
      order by record.id`,
  );
}
