import type { Incident } from '../../src/incident/types.ts';
import { type IncidentRow, incidentOf } from '../../src/store/state.ts';
import { withDatabase } from './stored.ts';

/** An incident as the database holds it, and the time it is in the story. */
export function incidentIn(
  url: string,
  number: number,
): Promise<{ incident: Incident; now: Date }> {
  return withDatabase(url, async (sql) => {
    const [row] = await sql<(IncidentRow & { story_now: Date })[]>`
      select *, greatest(now(), updated_at) as story_now from incidents where number = ${number}`;
    if (!row) throw new Error(`there is no incident ${number}`);
    return { incident: incidentOf(row), now: row.story_now };
  });
}

/** The lines of its timeline, oldest first. */
export function timelineIn(
  url: string,
  number: number,
): Promise<{ type: string; actor: string; data: Record<string, unknown> }[]> {
  return withDatabase(url, async (sql) => {
    const rows = await sql<{ type: string; actor: string; data: Record<string, unknown> }[]>`
      select t.type, t.actor->>'kind' as actor, t.data from timeline t join incidents i on i.id = t.incident_id
      where i.number = ${number} order by t.seq`;
    return [...rows];
  });
}
