import type postgres from 'postgres';
import type { Address, IncidentJson } from './row-json.ts';

/** What is sent is rendered from this: an incident, where it is in Slack, and story time. */
export interface About {
  incident: IncidentJson;
  places: Record<string, Address>;
  now: string;
}

/**
 * The incidents of rows that are taken, as they are now. A statement of its own: the one that takes a
 * row sees all else as it was when it began, and who changed the incident while the row still waited
 * counts on it to show that.
 */
export async function aboutThese(
  sql: postgres.Sql,
  incidentIds: readonly number[],
): Promise<Map<number, About>> {
  if (incidentIds.length === 0) return new Map();
  const found = await sql<{ about: About }[]>`
    select ${aboutJson(sql)} as about
    from incidents i where i.id in ${sql([...new Set(incidentIds)])}`;
  return new Map(found.map(({ about }) => [about.incident.id, about]));
}

/** `About` of the incident `i` of a statement, as JSON so that it does not depend on the driver's types. */
export function aboutJson(sql: postgres.ISql) {
  return sql`jsonb_build_object(
      'incident', to_jsonb(i) - 'timeline_hash',
      'places', (
        select coalesce(jsonb_object_agg(p.place, jsonb_build_object('channelId', p.channel_id,
          'ts', p.ts, 'threadTs', p.thread_ts, 'ours', p.ours)), '{}')
        from places p where p.incident_id = i.id),
      'now', greatest(now(), i.updated_at))`;
}
