import { z } from 'zod';
import { channelId, type Happening, userId } from '../happening.ts';

/** What people write in a war room is a word: whoever writes there is still with it. */

/** A busy room must not cost a write for each line: somebody is reported again after so long. */
const againAfterMs = 2 * 60_000;
/** Channels and people that are remembered; beyond that somebody is reported once too often. */
const mostRemembered = 5_000;

/** Story time of the last report, by channel and person; of this replica. */
const reported = new Map<string, number>();

const said = z.object({
  channel_type: z.enum(['channel', 'group']),
  channel: channelId,
  user: userId,
  // Joins, edits and bots are no words; a file or a broadcast reply is.
  subtype: z.enum(['file_share', 'thread_broadcast', 'me_message']).optional(),
  bot_id: z.undefined().optional(),
});

/** Whether it was said by somebody in a channel. Reports them where the channel is a war room. */
export async function heardIn({ desk, event, gesture }: Happening): Promise<void> {
  const words = said.safeParse(event).data;
  if (!words || words.user === desk.bot.userId) return;
  const { channel, user } = words;
  const nowMs = desk.ports.now().getTime();
  const key = `${desk.bot.teamId}:${channel}:${user}`;
  const last = reported.get(key);
  if (last !== undefined && nowMs - last < againAfterMs && nowMs >= last) return;
  if (reported.size >= mostRemembered) reported.clear();
  reported.set(key, nowMs);
  const room = await desk.ports.roomOf(channel);
  if (room === null || (await desk.ports.isApp(user))) return;
  await desk.ports.run(room, { type: 'heard', userId: user }, gesture);
}
