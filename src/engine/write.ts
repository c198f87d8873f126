import type { ISql, PendingQuery, Row } from 'postgres';
import { placesInRoom } from './in-room.ts';
import type { Rows } from './rows.ts';

/**
 * Saves locked incidents as decided, with all that belongs to the decisions, in one statement.
 * Timers are saved by difference, so those that stay keep their attempts. A sync whose place still
 * waits for one is told by that one; what may be told once is left out when it was told.
 */
export async function writeDecisions(tx: ISql, rows: Rows): Promise<void> {
  await write(
    tx,
    rows,
    tx`
      update incidents i set
        title = n.title, severity = n.severity, status = n.status, phase = n.phase,
        is_private = n.is_private, is_drill = n.is_drill, resolved_at = n.resolved_at,
        closed_at = n.closed_at, policy_hash = n.policy_hash, updated_at = n.updated_at, version = n.version,
        state = n.state, state_version = n.state_version, timeline_hash = n.timeline_hash
      from given n where i.id = n.id returning i.number`,
  );
}

/**
 * Saves a new incident with all that belongs to it, and the key it was declared by, and returns its
 * number: the organisation's next one; a private incident brings its own and leaves no gap. Throws
 * what the database throws where the key is taken.
 */
export async function writeDeclared(tx: ISql, rows: Rows, declareKey: string): Promise<number> {
  const [number] = await write(
    tx,
    rows,
    tx`
      insert into incidents (
        id, team_id, number, declare_key, title, severity, status, phase, is_private, is_drill,
        declared_by, declared_at, resolved_at, closed_at, updated_at, version, policy_hash, state,
        state_version, timeline_hash)
      overriding system value
      select n.id, n.team_id, coalesce(o.number, n.number), ${declareKey}, title, severity, status, phase, is_private,
        is_drill, declared_by, declared_at, resolved_at, closed_at, updated_at, version,
        policy_hash, state, state_version, timeline_hash
      from given n left join numbered o on o.team_id = n.team_id
      where n.is_private or o.number is not null
      returning number`,
    tx`
      , taken as (
        insert into inbox (team_id, key) select team_id, ${declareKey} from given returning team_id
      ), numbered as (
        update organisations o set next_number = case when n.number > 0
          then greatest(o.next_number, n.number + 1) else o.next_number + 1 end
        from given n join taken on true where o.team_id = n.team_id and not n.is_private
        returning o.team_id,
          case when n.number > 0 then n.number else o.next_number - 1 end as number)`,
  );
  if (number === undefined) throw new Error('the organisation is not set up');
  return number;
}

/** One statement for all of it; gives the numbers of the incidents. `before` may add what saving them needs. */
async function write(
  tx: ISql,
  rows: Rows,
  saveIncidents: PendingQuery<Row[]>,
  before: PendingQuery<Row[]> = tx``,
): Promise<number[]> {
  const saved = await tx<{ number: number }[]>`
    with given as (
      select * from jsonb_to_recordset(${json(rows.incidents)}::jsonb) as n(
        id bigint, team_id text, number int, title text, severity text, status text, phase text,
        is_private boolean, is_drill boolean, declared_by text, declared_at timestamptz,
        resolved_at timestamptz, closed_at timestamptz, updated_at timestamptz, version int,
        policy_hash text, state jsonb, state_version smallint, timeline_hash bytea)
    ) ${before}, saved as (
      ${saveIncidents}
    ), lines as (
      insert into timeline (
        incident_id, seq, team_id, at, type, actor, data, policy_hash, correlation_id, salt,
        digest, hash)
      select * from jsonb_to_recordset(${json(rows.timeline)}::jsonb) as l(
        incident_id bigint, seq int, team_id text, at timestamptz, type text, actor jsonb,
        data jsonb, policy_hash text, correlation_id text, salt bytea, digest bytea, hash bytea)
    ), vanished as (
      delete from timers t
      using jsonb_to_recordset(${json(rows.vanished)}::jsonb) as v(incident_id bigint, key text)
      where t.incident_id = v.incident_id and t.key = v.key
    ), armed as (
      insert into timers as t (incident_id, key, team_id, kind, is_urgent, due_at)
      select * from jsonb_to_recordset(${json(rows.timers)}::jsonb) as w(
        incident_id bigint, key text, team_id text, kind text, is_urgent boolean,
        due_at timestamptz)
      on conflict (incident_id, key) do update
      set kind = excluded.kind, is_urgent = excluded.is_urgent, due_at = excluded.due_at
      where t.due_at <> excluded.due_at or t.is_urgent <> excluded.is_urgent
    ) ${rows.isHidden ? hidden(tx) : tx``} ${rows.likenesses.length > 0 ? likenessesOf(tx, rows) : tx``}, joined as (
      insert into participants as p (incident_id, team_id, user_id, joined_at)
      select * from jsonb_to_recordset(${json(rows.joined)}::jsonb) as j(
        incident_id bigint, team_id text, user_id text, at timestamptz)
      on conflict (incident_id, user_id) do update set joined_at = excluded.joined_at, left_at = null
      where p.left_at is not null
    ), gone as (
      update participants p set left_at = g.at
      from jsonb_to_recordset(${json(rows.left)}::jsonb) as g(
        incident_id bigint, user_id text, at timestamptz)
      where p.incident_id = g.incident_id and p.user_id = g.user_id and p.left_at is null
    ), sent as (
      select * from rows from (jsonb_to_recordset(${json(rows.outbox)}::jsonb) as (
        team_id text, incident_id bigint, lane text, needs text, effect jsonb,
        effect_version smallint, class text, priority smallint, method text, coalesce_key text,
        once_key text, decided_at timestamptz, correlation_id text)) with ordinality as o(
        team_id, incident_id, lane, needs, effect, effect_version, class, priority, method,
        coalesce_key, once_key, decided_at, correlation_id, place)
    ), syncs as (
      insert into outbox as o (
        team_id, incident_id, lane, needs, effect, effect_version, class, priority, method,
        coalesce_key, decided_at, correlation_id)
      select team_id, incident_id, lane, needs, effect, effect_version, class, priority, method,
        coalesce_key, decided_at, correlation_id
      from sent where coalesce_key is not null
      -- Home tabs are shared by incidents: one order for all, or two decisions wait for each other.
      order by coalesce_key
      on conflict (coalesce_key) where state = 'pending' and coalesce_key is not null
      do update set effect = excluded.effect, decided_at = excluded.decided_at,
        priority = least(o.priority, excluded.priority), correlation_id = excluded.correlation_id,
        -- The room that it waits for may be there again.
        not_before = case when o.last_error in ('not_in_channel', 'channel_not_found')
          then '-infinity' else o.not_before end
    ), announcements as (
      insert into outbox (
        team_id, incident_id, lane, needs, effect, effect_version, class, priority, method,
        once_key, decided_at, correlation_id)
      select team_id, incident_id, lane, needs, effect, effect_version, class, priority, method,
        once_key, decided_at, correlation_id
      from sent where coalesce_key is null order by place
      on conflict (team_id, once_key) where once_key is not null do nothing
    )
    select number from saved`;
  return saved.map(({ number }) => number);
}

/**
 * What was public stays behind in the moment in which an incident becomes private: whatever needs a
 * room waits for the new one. A direct conversation was private before.
 */
function hidden(tx: ISql): PendingQuery<Row[]> {
  return tx`, hidden as (
      update places p set place = 'old_' || p.place from given n, incidents i
      where i.id = n.id and n.is_private and not i.is_private and p.incident_id = n.id
        and p.place in ${tx(placesInRoom)} and p.channel_id not like 'D%'
    )`;
}

/** Most decisions change no word of it. */
function likenessesOf(tx: ISql, rows: Rows): PendingQuery<Row[]> {
  return tx`, found_by as (
      insert into likenesses as l (incident_id, team_id, title, words)
      select incident_id, team_id, title,
        array_to_tsvector(array(select jsonb_array_elements_text(words)))
      from jsonb_to_recordset(${json(rows.likenesses)}::jsonb) as w(
        incident_id bigint, team_id text, title text, words jsonb)
      on conflict (incident_id) do update set title = excluded.title, words = excluded.words
    )`;
}

function json(rows: object[]): string {
  return JSON.stringify(rows);
}
