import type { Pool } from '../store/pool.ts';
import type { Announcement, Means } from './sending.ts';

/** Completes what delivery is given with what it asks of the database. */
export function createMeans(given: Omit<Means, 'announcement' | 'roomsAmong'>, pool: Pool): Means {
  return {
    ...given,
    announcement: (incidentId) => announcement(pool, incidentId),
    roomsAmong: (teamId, channelIds) => roomsAmong(pool, teamId, channelIds),
  };
}

async function announcement(pool: Pool, incidentId: number): Promise<Announcement> {
  const [row] = await pool.use(
    ({ sql }) => sql<{ channel_id: string | null; ts: string | null; coming: boolean }[]>`
      select p.channel_id, p.ts, exists (
        select from outbox where lane = ${`${incidentId}:news`}
          and state in ('pending', 'sending') and effect->>'type' = 'sync_news') as coming
      from (select 1) one
      left join places p on p.incident_id = ${incidentId} and p.place = 'news'`,
  );
  if (row?.channel_id && row.ts) return { channelId: row.channel_id, ts: row.ts };
  return row?.coming ? 'coming' : null;
}

async function roomsAmong(pool: Pool, teamId: string, channelIds: string[]): Promise<Set<string>> {
  if (channelIds.length === 0) return new Set();
  const rows = await pool.use(
    ({ sql }) => sql<{ channel_id: string }[]>`
      select channel_id from places
      where team_id = ${teamId} and channel_id in ${sql(channelIds)} and place = 'room'
        and thread_ts is null`,
  );
  return new Set(rows.map((row) => row.channel_id));
}
