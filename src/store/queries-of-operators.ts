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
export async function incidentToMove(
  sql: postgres.ISql,
  teamId: string,
  number: number,
): Promise<{ incident: Incident; now: Date } | null> {
  const [row] = await sql<(IncidentRow & { story_now: Date })[]>`
    select i.*, greatest(now(), i.updated_at) as story_now from incidents i
    where i.team_id = ${teamId} and i.number = ${number}`;
  return row ? { incident: incidentOf(row), now: row.story_now } : null;
}
