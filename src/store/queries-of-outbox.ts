import type postgres from 'postgres';
import type { SendKind } from '../incident/repair.ts';

/** What who runs Muster asks of the outbox: no person of the workspace is behind it. */

/** A send that was given up, or waits longer than it should. Never what is in it. */
export interface OwedSend {
  rowId: number;
  /** The first letters of its message key: the same however often it is tried. */
  id: string;
  /** Null: it belongs to no incident. */
  incidentId: number | null;
  number: number | null;
  isPrivate: boolean;
  state: 'dead' | 'pending' | 'sending';
  lane: string;
  effect: string;
  /** Of a message: what it tells, by its type. */
  fact: string | null;
  attempts: number;
  /** It may be in Slack already. */
  isDoubtful: boolean;
  /** Since the decision that left it, in seconds of story time. */
  ageSeconds: number;
  lastError: string;
  /** Rows of its lane that wait for it. */
  behind: number;
}

/** Real seconds after its first attempt that a row may still be on its way. */
const patienceSeconds = 60;
/** Story seconds after its decision that a row may wait for its turn. */
const turnSeconds = 120;
/** Nobody reads more at once. */
const mostListed = 500;

/** All of the workspace, or of one incident: what was given up first, then the oldest. */
export async function owedSends(
  sql: postgres.ISql,
  teamId: string,
  incidentId: number | null = null,
): Promise<OwedSend[]> {
  return sql<OwedSend[]>`
    with heads as (
      select min(id) as id, count(*)::int - 1 as behind from outbox
      where state in ('pending', 'sending') and team_id = ${teamId} group by lane
    ), owed as (
      select id, 0 as behind from outbox where state = 'dead' and team_id = ${teamId}
      union all
      select o.id, h.behind from heads h join outbox o on o.id = h.id
      where o.ambiguous_since is not null
        or o.first_attempt_at < pg_catalog.clock_timestamp() - ${patienceSeconds} * interval '1 second'
        or o.decided_at < now() - ${turnSeconds} * interval '1 second'
    )
    select o.id::float8 as "rowId", left(o.message_key::text, 8) as id,
      o.incident_id::float8 as "incidentId", i.number, coalesce(i.is_private, false) as "isPrivate",
      o.state, o.lane, o.effect->>'type' as effect, o.effect->'fact'->>'type' as fact, o.attempts,
      o.ambiguous_since is not null as "isDoubtful",
      greatest(0, extract(epoch from now() - o.decided_at))::float8 as "ageSeconds",
      coalesce(o.last_error, '') as "lastError", w.behind
    from owed w join outbox o on o.id = w.id left join incidents i on i.id = o.incident_id
    where ${incidentId}::bigint is null or o.incident_id = ${incidentId}
    order by o.state <> 'dead', o.id limit ${mostListed}`;
}

/** What it is, in so few words that it tells nothing of what is in it. */
export function kindOfSend({ effect }: Pick<OwedSend, 'effect'>): SendKind {
  if (effect === 'page' || effect === 'pager') return 'page';
  if (['timeline_file', 'document_file', 'record_file'].includes(effect)) return 'file';
  return effect.startsWith('sync_') ? 'place' : 'message';
}

/**
 * Has a send tried again that was given up: it goes to the end of its lane, as a row of a new id,
 * and keeps the key and the doubt by which it is looked for first. Where a newer row says the same,
 * it is superseded, and that one takes over its doubt. `over`: it was given up no more.
 */
export async function resend(
  sql: postgres.ISql,
  teamId: string,
  rowId: number,
): Promise<'again' | 'newer' | 'over'> {
  const [row] = await sql<{ became: string }[]>`
    with dead as (
      select o.id, o.message_key, o.first_attempt_at, o.ambiguous_since, (
        select max(n.id) from outbox n
        where n.id > o.id and n.lane = o.lane and n.coalesce_key = o.coalesce_key
          and n.state in ('pending', 'sending', 'sent', 'dead')) as newer
      from outbox o where o.id = ${rowId} and o.team_id = ${teamId} and o.state = 'dead'
      for update of o
    ), inherited as (
      update outbox n set message_key = d.message_key, first_attempt_at = d.first_attempt_at,
        ambiguous_since = d.ambiguous_since
      from dead d where n.id = d.newer and n.state = 'pending' and n.ambiguous_since is null
        and d.ambiguous_since is not null
    ), superseded as (
      update outbox o set state = 'superseded', last_error = 'newer_one',
        settled_at = pg_catalog.clock_timestamp()
      from dead d where o.id = d.id and d.newer is not null
      returning 'newer' as became
    ), again as (
      update outbox o set id = default, state = 'pending', attempts = 0, not_before = '-infinity',
        last_error = null, settled_at = null
      from dead d where o.id = d.id and d.newer is null
      returning 'again' as became
    )
    select became from superseded union all select became from again`;
  return row === undefined ? 'over' : row.became === 'newer' ? 'newer' : 'again';
}

/** Marks, in a row's last error, that an operator settled it. */
const byOperator = { sent: 'sent_by_operator', dropped: 'dropped_by_operator' } as const;

/**
 * Settles a send by hand: nobody tries it any more. True where this did it, and where an earlier
 * call did the same; false where it is on its way, or was dealt with otherwise.
 */
export async function settleByHand(
  sql: postgres.ISql,
  teamId: string,
  { rowId, how }: { rowId: number; how: 'sent' | 'dropped' },
): Promise<boolean> {
  const mark = byOperator[how];
  const rows = await sql`
    update outbox set state = ${how === 'sent' ? 'sent' : 'superseded'}, last_error = ${mark},
      ambiguous_since = null, settled_at = coalesce(settled_at, pg_catalog.clock_timestamp())
    where id = ${rowId} and team_id = ${teamId}
      and (state = 'dead' or last_error = ${mark}
        or (state = 'pending' and (${how === 'dropped'} or ambiguous_since is not null)))
    returning id`;
  return rows.length > 0;
}

/** The send of that short id, whatever became of it; the newest where it was inherited. */
export async function sendOf(
  sql: postgres.ISql,
  teamId: string,
  id: string,
): Promise<OwedSend | null> {
  // What is no such beginning is nobody's, and no fault of the database.
  if (!/^[0-9a-f]{8}$/.test(id)) return null;
  const [first, last] = [`${id}-0000-0000-0000-000000000000`, `${id}-ffff-ffff-ffff-ffffffffffff`];
  const [row] = await sql<OwedSend[]>`
    select o.id::float8 as "rowId", left(o.message_key::text, 8) as id,
      o.incident_id::float8 as "incidentId", i.number, coalesce(i.is_private, false) as "isPrivate",
      o.state, o.lane, o.effect->>'type' as effect, o.effect->'fact'->>'type' as fact, o.attempts,
      o.ambiguous_since is not null as "isDoubtful", 0 as "ageSeconds",
      coalesce(o.last_error, '') as "lastError", 0 as behind
    from outbox o left join incidents i on i.id = o.incident_id
    where o.team_id = ${teamId} and o.id = any (array(
        select id from outbox
        where settled_at is not null and message_key between ${first}::uuid and ${last}::uuid
        union all
        select id from outbox
        where state in ('pending', 'sending') and message_key between ${first}::uuid and ${last}::uuid))
    order by o.id desc limit 1`;
  return row ?? null;
}

/** Which of these message keys the outbox knows; what is no key is not known. */
export async function knownKeys(sql: postgres.ISql, keys: string[]): Promise<Set<string>> {
  const asked = JSON.stringify(keys.filter((key) => uuid.test(key)));
  const rows = await sql<{ key: string }[]>`
    with asked as (select value::uuid as key from jsonb_array_elements_text(${asked}::text::jsonb)),
    waiting as materialized (select message_key from outbox where state in ('pending', 'sending'))
    select key from asked where key in (select message_key from waiting)
      or exists (select from outbox o where o.settled_at is not null and o.message_key = key)`;
  return new Set(rows.map(({ key }) => key));
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
