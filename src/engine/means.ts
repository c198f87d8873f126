import type { Pool } from '../store/pool.ts';
import type { Means, Self } from './sending.ts';

/**
 * Completes what delivery is given with what it asks of the database, and of Slack about itself.
 */
export function createMeans(
  given: Omit<Means, 'self' | 'newsComing' | 'roomsAmong'>,
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
    newsComing: (incidentId) => newsComing(pool, incidentId),
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

async function newsComing(pool: Pool, incidentId: number): Promise<boolean> {
  const rows = await pool.use(
    ({ sql }) => sql`
      select from outbox
      where lane = ${`${incidentId}:news`} and state in ('pending', 'sending')
        and effect->>'type' = 'sync_news' limit 1`,
  );
  return rows.length > 0;
}

async function roomsAmong(pool: Pool, teamId: string, channelIds: string[]): Promise<Set<string>> {
  if (channelIds.length === 0) return new Set();
  const rows = await pool.use(
    ({ sql }) => sql<{ channel_id: string }[]>`
      select channel_id from places
      where team_id = ${teamId} and channel_id = any (${channelIds}) and place = 'room'
        and thread_ts is null`,
  );
  return new Set(rows.map((row) => row.channel_id));
}
