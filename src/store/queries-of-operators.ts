import type postgres from 'postgres';
import type { Incident } from '../incident/types.ts';
import { type IncidentRow, incidentOf } from './state.ts';

/** What who runs Muster asks of the tables: no person of the workspace is behind it. */

/** Open incidents by number, with the policy that each keeps. */
export async function openNumbers(
  sql: postgres.ISql,
  teamId: string,
): Promise<{ number: number; policyHash: string }[]> {
  return sql<{ number: number; policyHash: string }[]>`
    select number, policy_hash as "policyHash" from incidents
    where team_id = ${teamId} and phase not in ('closed', 'declined', 'cancelled', 'merged')
    order by number`;
}

/** The incident of that number as it is now, and story time; null where there is none. */
export async function incidentOfNumber(
  sql: postgres.ISql,
  teamId: string,
  number: number,
): Promise<{ incident: Incident; now: Date } | null> {
  const [row] = await sql<(IncidentRow & { story_now: Date })[]>`
    select i.*, greatest(now(), i.updated_at) as story_now from incidents i
    where i.team_id = ${teamId} and i.number = ${number}`;
  return row ? { incident: incidentOf(row), now: row.story_now } : null;
}

/** A timer that failed: parked, or waiting for its next try. */
export interface FailedTimer {
  /** Null: it belongs to no incident. */
  incidentId: number | null;
  number: number | null;
  key: string;
  kind: string;
  dueAt: Date;
  attempts: number;
  isParked: boolean;
  lastError: string;
}

/** All timers of the workspace that failed, those that were given up first. */
export async function failedTimers(sql: postgres.ISql, teamId: string): Promise<FailedTimer[]> {
  return sql<FailedTimer[]>`
    select t.incident_id as "incidentId", i.number, t.key, t.kind, t.due_at as "dueAt", t.attempts,
      t.parked_at is not null as "isParked", coalesce(t.last_error, '') as "lastError"
    from timers t join incidents i on i.id = t.incident_id
    where t.team_id = ${teamId} and t.attempts > 0
    union all
    select null, null, key, kind, due_at, attempts, parked_at is not null, coalesce(last_error, '')
    from organisation_timers where team_id = ${teamId} and attempts > 0
    order by "isParked" desc, "dueAt", key`;
}

/** Lets a timer that failed be tried at once, as if for the first time. */
export async function retryTimer(
  sql: postgres.ISql,
  teamId: string,
  { incidentId, key }: Pick<FailedTimer, 'incidentId' | 'key'>,
): Promise<void> {
  const anew = sql`parked_at = null, attempts = 0, not_before = '-infinity', last_error = null`;
  await (incidentId === null
    ? sql`update organisation_timers set ${anew} where team_id = ${teamId} and key = ${key}`
    : sql`update timers set ${anew} where incident_id = ${incidentId} and key = ${key}`);
}
