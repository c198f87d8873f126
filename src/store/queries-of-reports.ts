import type postgres from 'postgres';
import type { FieldValue } from '../incident/kinds/types.ts';
import type { Kept } from '../incident/presence/types.ts';
import type { Incident, UserId } from '../incident/types.ts';
import type { Counted } from '../organisation/report.ts';
import { type IncidentRow, incidentOf } from './state.ts';

/** What reports and reviews ask of the tables. Exercises are in none of it. */

interface CountedRow {
  number: number;
  severity: string | null;
  kind: string | null;
  declared_at: Date;
  resolved_at: Date | null;
  is_open: boolean;
  milestones: Record<string, { at: string }> | null;
  kept: Record<string, Kept> | null;
  fields: Record<string, FieldValue> | null;
  is_again: boolean;
}

/** Whose numbers they are: everybody's, of public incidents alone, or those that somebody may see. */
export type Reader = 'everybody' | { userId: UserId; seesPrivate: boolean };

/**
 * Incidents declared in a span (from, until before; null: until now), in one query and without what no report counts.
 * What turned out to be none, and what went on as another one, does not count.
 */
export async function countedIncidents(
  sql: postgres.ISql,
  { teamId, fromAt, toAt = null }: { teamId: string; fromAt: Date; toAt?: Date | null },
  reader: Reader,
): Promise<Counted[]> {
  const rows = await sql<CountedRow[]>`
    select number, severity, state->>'kind' as kind, declared_at, resolved_at,
      phase in ('triage', 'active', 'mitigated') as is_open, state->'milestones' as milestones,
      state->'kept' as kept, state->'fields' as fields,
      -- Numbers do not say which was first: those of private incidents are drawn.
      exists (
        select from jsonb_array_elements(coalesce(state->'related', '[]')) tie
        join incidents other
          on other.team_id = i.team_id and other.number = (tie->>'number')::int
        where tie->>'how' = 'same' and other.declared_at < i.declared_at) as is_again
    from incidents i
    where team_id = ${teamId} and not is_drill
      and declared_at >= ${fromAt} and (${toAt}::timestamptz is null or declared_at < ${toAt})
      and phase not in ('declined', 'cancelled', 'merged')
      and (not is_private or ${mayRead(sql, reader)})
    order by declared_at, number`;
  return rows.map((row) => ({
    number: row.number,
    severity: row.severity,
    kind: row.kind,
    declaredAt: row.declared_at,
    resolvedAt: row.resolved_at,
    isOpen: row.is_open,
    milestones: Object.fromEntries(
      Object.entries(row.milestones ?? {}).map(([key, { at }]) => [key, new Date(at)]),
    ),
    onTime: sum(row.kept, ({ onTime }) => onTime),
    late: sum(row.kept, ({ late }) => late),
    fields: row.fields ?? {},
    isAgain: row.is_again,
  }));
}

function sum(kept: CountedRow['kept'], of: (each: Kept) => number): number {
  return Object.values(kept ?? {}).reduce((total, each) => total + of(each), 0);
}

function mayRead(sql: postgres.ISql, reader: Reader) {
  if (reader === 'everybody') return sql`false`;
  const { userId, seesPrivate } = reader;
  return sql`(${seesPrivate} or exists (
    select from participants p
    where p.incident_id = i.id and p.user_id = ${userId} and p.left_at is null))`;
}

/** More are no review any more. */
const reviewedAtMost = 200;

/** Public incidents that are resolved and may have work left, the oldest first; by the index `incidents_to_review`. */
export async function incidentsToReview(sql: postgres.ISql, teamId: string): Promise<Incident[]> {
  const rows = await sql<IncidentRow[]>`
    select * from incidents
    where team_id = ${teamId} and not is_private and not is_drill and (
      phase in ('resolved', 'reviewing')
      or (phase = 'closed' and state->'improving' = 'true')
      -- What was merged, or was none, keeps what nobody took over.
      or (phase not in ('triage', 'active', 'mitigated') and ${hasActionItems(sql)}))
    order by number limit ${reviewedAtMost}`;
  return rows.map(incidentOf);
}

/** As the index `incidents_action_items` says it. */
function hasActionItems(sql: postgres.ISql) {
  return sql`jsonb_path_exists(state, '$.actionItems[*] ? (@.ended == null)')`;
}

/**
 * Incidents with open action items, and who is in the room of each; exercises have none. All of them, or
 * those in which one person has some, or those among these ids.
 */
export async function incidentsWithActionItems(
  sql: postgres.ISql,
  teamId: string,
  { owner = null, among = null }: { owner?: UserId | null; among?: number[] | null } = {},
): Promise<{ incident: Incident; people: UserId[] }[]> {
  if (among?.length === 0) return [];
  const rows = await sql<(IncidentRow & { people: UserId[] | null })[]>`
    select i.*, (
      select array_agg(p.user_id) from participants p
      where p.incident_id = i.id and p.left_at is null) as people
    from incidents i
    where team_id = ${teamId} and not is_drill and ${hasActionItems(sql)}
      and (${owner}::text is null or jsonb_path_exists(
        state, '$.actionItems[*] ? (@.ended == null && @.owner == $owner)',
        jsonb_build_object('owner', ${owner ?? ''}::text)))
      ${among ? sql`and id in ${sql(among)}` : sql``}
    order by number`;
  return rows.map((row) => ({ incident: incidentOf(row), people: row.people ?? [] }));
}

/** When exercises of the policy were held last, by key; those that never were are missing. */
export async function lastDrills(
  sql: postgres.ISql,
  teamId: string,
  keys: string[],
): Promise<ReadonlyMap<string, { number: number; at: Date }>> {
  const rows = await sql<{ key: string; number: number; at: Date }[]>`
    select distinct on (state->'drill'->>'key') state->'drill'->>'key' as key, number,
      declared_at as at
    from incidents
    where team_id = ${teamId} and is_drill and not is_private
      and ${JSON.stringify(keys)}::text::jsonb ? (state->'drill'->>'key')
      and phase not in ('cancelled', 'declined')
    order by state->'drill'->>'key', declared_at desc`;
  return new Map(rows.map(({ key, number, at }) => [key, { number, at }]));
}

/**
 * Of how many public incidents nobody chose yet whether they get a postmortem, where their process
 * lets people choose.
 */
export async function countUndecided(sql: postgres.ISql, teamId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from incidents i
    where i.team_id = ${teamId} and not i.is_private and not i.is_drill
      and i.phase in ('resolved', 'reviewing', 'closed')
      and coalesce(i.state->'postmortem'->'choice', 'null') = 'null'
      and i.policy_hash in (
        select hash from policies where (body->'postmortem'->>'chosen')::boolean)`;
  return row?.count ?? 0;
}
