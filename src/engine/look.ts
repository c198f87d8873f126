import { randomInt } from 'node:crypto';
import type { Client } from '../store/pool.ts';
import { mayWork } from '../store/release.ts';

/** What one look at the clock finds. */
export interface Looked {
  /** Story time. */
  now: Date;
  /** Hash of the policy in force; null before the workspace is set up. */
  policy: string | null;
  /** Incidents with something due: those by which somebody is called first, then the most overdue. */
  ids: number[];
  /**
   * Incidents with something due that a process was firing when it ended: fired one timer at a time,
   * those that were tried least first.
   */
  suspects: number[];
  /** Whether more may be due than was looked at. */
  isFull: boolean;
  /** Timers that were given up, the organisation's too. */
  parked: number;
  /** False where a newer release keeps the clock: then nothing is due here, and no pulse is written. */
  mayWork: boolean;
  /** Real time by the database's clock. */
  realNow: Date;
}

/** Incidents of one look, and timers of each urgency that are looked at for them. */
const incidentsMost = 500;
const timersMost = 2_000;
/** Nobody looked for longer than this, in real time: Muster was away, and late messages say so. */
const awayMinutes = 5;
/** Whose mark is older has died, or stands still: a pass ends within 15 s and the next one marks anew. */
const markSeconds = 30;
/** By then everything in it has fired or is parked, or is another release's to fire. */
const forgottenMinutes = 15;
/** Under this number this process marks what it fires. */
const worker = randomInt(1, 2 ** 31 - 1);
/** The pulse is written down this often by all replicas together. */
const beatSeconds = 10;

/**
 * Looks at the clock, in one statement and without locks on incidents: what is due, and that somebody
 * looked. It reads what is due and nothing of what is armed for later: two stretches of the index,
 * from their most overdue on. The index may lag behind: what is due is worked out from the state.
 *
 * The same statement marks what was found as being fired by this process, and finds the marks of those
 * that ended: their connection is gone.
 *
 * Real time tells that Muster was away, so that moving the story's clock does not look like it; story
 * time tells when, for people.
 */
export async function look(sql: Client['sql'], teamId: string): Promise<Looked | null> {
  const [row] = await sql<LookedRow[]>`
    with gate as materialized (select ${mayWork(sql)} as is_open), first_beat as (
      insert into pulses (team_id, beat_at, story_at)
      select ${teamId}, pg_catalog.clock_timestamp(), now()
      from gate where is_open and not exists (select from pulses where team_id = ${teamId})
      on conflict do nothing
    ), beat as (
      update pulses set
        beat_at = pg_catalog.clock_timestamp(), story_at = now(),
        away_from_at = case when ${away(sql)} then story_at else away_from_at end,
        away_to_at = case when ${away(sql)} then now() else away_to_at end
      where team_id = ${teamId} and (select is_open from gate) and (
        beat_at not between pg_catalog.clock_timestamp() - ${beatSeconds} * interval '1 second'
          and pg_catalog.clock_timestamp()
        or story_at not between now() - ${beatSeconds} * interval '1 second' and now())
    ), urgent as (
      select incident_id, due_at from timers
      where team_id = ${teamId} and is_urgent and parked_at is null and due_at <= now()
        and not_before <= pg_catalog.clock_timestamp() and (select is_open from gate)
      order by due_at limit ${timersMost}
    ), other as (
      select incident_id, due_at from timers
      where team_id = ${teamId} and not is_urgent and parked_at is null and due_at <= now()
        and not_before <= pg_catalog.clock_timestamp() and (select is_open from gate)
      order by due_at limit ${timersMost}
    ), due as (
      select incident_id, due_at, true as is_urgent from urgent
      union all select incident_id, due_at, false from other
    ), ${suspecting(sql, teamId)}, found as (
      select to_jsonb(array(
        select incident_id from due
        where incident_id not in (select incident_id from suspect)
        group by incident_id
        order by bool_or(is_urgent) desc, min(due_at) limit ${incidentsMost})) as ids
    ), marked as (
      insert into firing_marks as m (team_id, worker, backend, marked_at, incident_ids)
      select ${teamId}, ${worker}::int, pg_backend_pid(), pg_catalog.clock_timestamp(), ids
      from found where ids <> '[]'
      on conflict (team_id, worker) do update set backend = excluded.backend,
        marked_at = excluded.marked_at, incident_ids = excluded.incident_ids
    ), unmarked as (
      delete from firing_marks
      where team_id = ${teamId} and worker = ${worker}::int and (select ids from found) = '[]'
    )
    select now() as now, (select is_open from gate) as may_work,
      pg_catalog.clock_timestamp() as real_now,
      (select active_policy_hash from organisations where team_id = ${teamId}) as policy,
      (select ids from found) as ids,
      to_jsonb(array(
        select incident_id from suspect where is_ready and (select is_open from gate)
        order by tries, incident_id limit ${incidentsMost})) as suspects,
      greatest((select count(*) from urgent), (select count(*) from other)) >= ${timersMost}
        as is_full,
      (select count(*) from timers where team_id = ${teamId} and parked_at is not null)::int
        + (select count(*) from organisation_timers
          where team_id = ${teamId} and parked_at is not null)::int as parked`;
  if (!row) return null;
  const ids = row.ids.map(Number);
  const isFull = row.is_full || ids.length >= incidentsMost;
  const { now, policy, parked, may_work, real_now: realNow } = row;
  const suspects = row.suspects.map(Number);
  return { now, policy, ids, suspects, isFull, parked, mayWork: may_work, realNow };
}

interface LookedRow {
  now: Date;
  policy: string | null;
  ids: number[];
  suspects: number[];
  is_full: boolean;
  parked: number;
  may_work: boolean;
  real_now: Date;
}

function away(sql: Client['sql']) {
  return sql`pg_catalog.clock_timestamp() - beat_at > ${awayMinutes} * interval '1 minute'`;
}

/**
 * `suspect`: incidents that a process was firing when it ended, as long as they have something due;
 * its mark goes when none of them has.
 */
function suspecting(sql: Client['sql'], teamId: string) {
  return sql`lost as (
      select m.worker, m.marked_at, given.id::bigint as incident_id
      from firing_marks m cross join lateral jsonb_array_elements_text(m.incident_ids) as given(id)
      where m.team_id = ${teamId} and m.worker <> ${worker}::int and (
        m.marked_at < pg_catalog.clock_timestamp() - ${markSeconds} * interval '1 second'
        or not exists (select from pg_stat_get_activity(m.backend)))
    ), suspect as (
      select t.incident_id, max(t.attempts) as tries,
        bool_or(t.not_before <= pg_catalog.clock_timestamp()) as is_ready
      from (select distinct incident_id from lost) l
      join timers t on t.incident_id = l.incident_id
      where t.parked_at is null and t.due_at <= now()
      group by t.incident_id
    ), forgotten as (
      delete from firing_marks m
      where m.team_id = ${teamId} and m.worker in (
        select worker from lost l left join suspect s on s.incident_id = l.incident_id
        group by worker
        having count(s.incident_id) = 0 or min(marked_at)
          < pg_catalog.clock_timestamp() - ${forgottenMinutes} * interval '1 minute')
    )`;
}
