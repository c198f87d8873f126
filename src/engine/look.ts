import type { Client } from '../store/pool.ts';

/** What one look at the clock finds. */
export interface Looked {
  /** Story time. */
  now: Date;
  /** Hash of the policy in force; null before the workspace is set up. */
  policy: string | null;
  /** Incidents with something due: those by which somebody is called first, then the most overdue. */
  ids: number[];
  /** Whether more may be due than was looked at. */
  isFull: boolean;
  /** Timers that were given up, the organisation's too. */
  parked: number;
}

/** Incidents of one look, and timers of each urgency that are looked at for them. */
const incidentsMost = 500;
const timersMost = 2_000;
/** Nobody looked for longer than this, in real time: Muster was away, and late messages say so. */
const awayMinutes = 5;
/** The pulse is written down this often by all replicas together. */
const beatSeconds = 10;

/**
 * Looks at the clock, in one statement and without locks on incidents: what is due, and that somebody
 * looked. It reads what is due and nothing of what is armed for later: two stretches of the index,
 * from their most overdue on. The index may lag behind: what is due is worked out from the state.
 *
 * Real time tells that Muster was away, so that moving the story's clock does not look like it; story
 * time tells when, for people.
 */
export async function look(sql: Client['sql'], teamId: string): Promise<Looked | null> {
  const [row] = await sql<LookedRow[]>`
    with first_beat as (
      insert into pulses (team_id, beat_at, story_at)
      select ${teamId}, pg_catalog.clock_timestamp(), now()
      where not exists (select from pulses where team_id = ${teamId})
      on conflict do nothing
    ), beat as (
      update pulses set
        beat_at = pg_catalog.clock_timestamp(), story_at = now(),
        away_from_at = case when ${away(sql)} then story_at else away_from_at end,
        away_to_at = case when ${away(sql)} then now() else away_to_at end
      where team_id = ${teamId} and (
        beat_at not between pg_catalog.clock_timestamp() - ${beatSeconds} * interval '1 second'
          and pg_catalog.clock_timestamp()
        or story_at not between now() - ${beatSeconds} * interval '1 second' and now())
    ), urgent as (
      select incident_id, due_at from timers
      where team_id = ${teamId} and is_urgent and parked_at is null and due_at <= now()
        and not_before <= pg_catalog.clock_timestamp()
      order by due_at limit ${timersMost}
    ), other as (
      select incident_id, due_at from timers
      where team_id = ${teamId} and not is_urgent and parked_at is null and due_at <= now()
        and not_before <= pg_catalog.clock_timestamp()
      order by due_at limit ${timersMost}
    ), due as (
      select incident_id, due_at, true as is_urgent from urgent
      union all select incident_id, due_at, false from other
    )
    select now() as now,
      (select active_policy_hash from organisations where team_id = ${teamId}) as policy,
      to_jsonb(array(
        select incident_id from due group by incident_id
        order by bool_or(is_urgent) desc, min(due_at) limit ${incidentsMost})) as ids,
      greatest((select count(*) from urgent), (select count(*) from other)) >= ${timersMost}
        as is_full,
      (select count(*) from timers where team_id = ${teamId} and parked_at is not null)::int
        + (select count(*) from organisation_timers
          where team_id = ${teamId} and parked_at is not null)::int as parked`;
  if (!row) return null;
  const ids = row.ids.map(Number);
  const isFull = row.is_full || ids.length >= incidentsMost;
  return { now: row.now, policy: row.policy, ids, isFull, parked: row.parked };
}

interface LookedRow {
  now: Date;
  policy: string | null;
  ids: number[];
  is_full: boolean;
  parked: number;
}

function away(sql: Client['sql']) {
  return sql`pg_catalog.clock_timestamp() - beat_at > ${awayMinutes} * interval '1 minute'`;
}
