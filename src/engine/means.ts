import type { Pool } from '../store/pool.ts';
import type { Announcement, Means, Self } from './sending.ts';

/**
 * Completes what delivery is given with what it asks of the database, and of Slack about itself.
 */
export function createMeans(
  given: Omit<Means, 'self' | 'announcement' | 'roomsAmong'>,
  pool: Pool,
): Means {
  let self: Promise<Self> | undefined;
  return {
    ...given,
    self: () => {
      self ??= whoWeAre(given.slack);
      // An outage must not be remembered as the answer.
      self.catch(() => {
        self = undefined;
      });
      return self;
    },
    announcement: (incidentId) => announcement(pool, incidentId),
    roomsAmong: (teamId, channelIds) => roomsAmong(pool, teamId, channelIds),
  };
}

async function whoWeAre(slack: Means['slack']): Promise<Self> {
  const answer = await slack.call('auth.test', {}, 'self');
  return {
    teamId: answer.team_id ?? '',
    userId: answer.user_id ?? '',
    botId: answer.bot_id ?? '',
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
