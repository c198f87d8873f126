import type postgres from 'postgres';
import type { Finding, LookedOver } from '../incident/findings.ts';
import { type About, aboutJson } from './claim-about.ts';

/** What the database says of an incident that is looked over. */
export interface LookedUp extends About {
  /** Who left the room. */
  left: string[];
  timers: { parked: number; armed: number; nextAt: string | null };
  dead: { count: number; error: string | null };
  waiting: { count: number; error: string | null };
  /** Types of syncs that are on their way. */
  underway: string[];
  /** Real time; null where Slack wants no peace. */
  blockedUntil: string | null;
  /** Real minutes since any replica looked at the clock. */
  beatMinutes: number | null;
}

/** Real seconds after its first attempt that a row may still be on its way. */
const patienceSeconds = 60;
/** Shorter than this is the peace between two edits of one message. */
const peaceSeconds = 5;
/** Replicas look each two seconds; a restart takes less than this. */
const beatMinutes = 2;

export async function lookUp(
  sql: postgres.ISql,
  teamId: string,
  incidentId: number,
): Promise<LookedUp | null> {
  const [row] = await sql<{ found: LookedUp }[]>`
    with owed as (
      select o.effect->>'type' as type, o.last_error, o.id,
        (o.ambiguous_since is not null or o.first_attempt_at
          < pg_catalog.clock_timestamp() - ${patienceSeconds} * interval '1 second') as is_long
      from outbox o
      where o.incident_id = ${incidentId} and o.state in ('pending', 'sending')
    ), dead as (
      select id, last_error from outbox
      where team_id = ${teamId} and incident_id = ${incidentId} and state = 'dead'
    )
    select ${aboutJson(sql)} || jsonb_build_object(
      'left', (select coalesce(jsonb_agg(user_id), '[]') from participants
        where incident_id = i.id and left_at is not null),
      'timers', (select jsonb_build_object(
          'parked', count(*) filter (where parked_at is not null),
          'armed', count(*) filter (where parked_at is null),
          'nextAt', min(due_at) filter (where parked_at is null))
        from timers where incident_id = i.id),
      'dead', (select jsonb_build_object('count', count(*),
        'error', (array_agg(last_error order by id desc))[1]) from dead),
      'waiting', (select jsonb_build_object('count', count(*),
        'error', (array_agg(last_error order by id desc))[1]) from owed where is_long),
      'underway', (select coalesce(jsonb_agg(distinct type), '[]') from owed where not is_long),
      'blockedUntil', (select max(blocked_until) from rate_blocks
        where team_id = ${teamId} and blocked_until
          > pg_catalog.clock_timestamp() + ${peaceSeconds} * interval '1 second'),
      'beatMinutes', (
        select floor(extract(epoch from pg_catalog.clock_timestamp() - beat_at) / 60)
        from pulses where team_id = ${teamId})
    ) as found
    from incidents i where i.id = ${incidentId} and i.team_id = ${teamId}`;
  return row?.found ?? null;
}

/** What these rows say is wrong, without asking Slack. */
export function findingsOf(found: LookedUp): Finding[] {
  return [sendsFinding(found), timersFinding(found), clockFinding(found)];
}

function sendsFinding({ dead, waiting, blockedUntil }: LookedUp): Finding {
  const check = 'sends';
  if (dead.count > 0) {
    const wrong = { is: 'given_up', count: dead.count, error: dead.error ?? '' } as const;
    return { check, is: 'wrong', wrong, mend: 'sends' };
  }
  if (blockedUntil !== null) {
    return { check, is: 'wrong', wrong: { is: 'blocked', until: new Date(blockedUntil) } };
  }
  if (waiting.count > 0) {
    const wrong = { is: 'waiting', count: waiting.count, error: waiting.error ?? '' } as const;
    return { check, is: 'wrong', wrong };
  }
  return { check, is: 'fine' };
}

function timersFinding({ timers }: LookedUp): Finding {
  const check = 'timers';
  if (timers.parked === 0) return { check, is: 'fine' };
  return { check, is: 'wrong', wrong: { is: 'parked', count: timers.parked }, mend: 'timers' };
}

function clockFinding({ beatMinutes: minutes }: LookedUp): Finding {
  const check = 'clock';
  if (minutes === null || minutes < beatMinutes) return { check, is: 'fine' };
  return { check, is: 'wrong', wrong: { is: 'clock_late', minutes } };
}

/** The timers that wait for the incident. */
export function armedOf({ timers }: LookedUp): LookedOver['armed'] {
  if (timers.armed === 0 || timers.nextAt === null) return null;
  return { count: timers.armed, nextAt: new Date(timers.nextAt) };
}
