import { audienceOf } from '../incident/telling/audiences.ts';
import { mayKnow } from '../incident/telling/messages.ts';
import { type Method, SlackCallError } from '../slack/client.ts';
import { verdictOf } from './errors.ts';
import { placesInRoom } from './in-room.ts';
import { earlier, post } from './post.ts';
import type { Address } from './row-json.ts';
import { NotYet, type Sending, type Sent, Superseded } from './sending.ts';
import { takeBackRecords } from './take-back-records.ts';

/** What an incident leaves behind when it becomes private. */

/** How soon to look again whether anything is still on its way to where everybody sees it. */
const tellingWaitMs = 500;
/** Marks, in a row's last error, that it waits for that. */
const beingTold = 'being_told';

/** Codes that say that there is nothing left to take away, or that it looks as it should already. */
const goneAlready = new Set([
  ...['message_not_found', 'channel_not_found', 'not_found', 'bookmark_not_found'],
  ...['canvas_not_found', 'canvas_disabled_user_team', 'file_not_found', 'file_deleted'],
  ...['is_archived', 'already_archived', 'name_taken', 'no_pin'],
]);

/**
 * Deletes what was announced of it, to audiences too, records that they were sent, and what was said in
 * the thread that it came from, and to people directly; incidents that show it as similar forget it.
 */
export async function sendWithdrawn(sending: Sending): Promise<Sent> {
  const { incident, places, means } = sending;
  if (!incident.isPrivate) throw new Superseded('public');
  // All else is gone already; asking Slack for it again would only be refused.
  const isWaiting = sending.row.lastError === beingTold && (await means.isTelling(incident.id));
  if (isWaiting) throw new NotYet(beingTold, tellingWaitMs);
  const { news } = places;
  const { origin } = incident.state;
  if (origin) {
    for (const ts of await means.toldAtOrigin(incident.id)) {
      await unlessGone(sending, 'chat.delete', { channel: origin.channelId, ts });
    }
  }
  for (const { audience, channelId, ts } of await means.toldToAudiences(incident.id)) {
    if (mayStillKnow(sending, audience)) continue;
    await unlessGone(sending, 'chat.delete', { channel: channelId, ts });
  }
  await unannounce(sending);
  if (news) await unlessGone(sending, 'chat.delete', { channel: news.channelId, ts: news.ts });
  // What was on its way when it became private is found once it is known where it is.
  if (await means.isTelling(incident.id)) throw new NotYet(beingTold, tellingWaitMs);
  const reports = await takeBackRecords(sending);
  const tells = (await means.showingSimilar(incident)).map((incidentId) => ({
    incidentId,
    command: { type: 'tie_changed', number: incident.number, tie: null } as const,
  }));
  const outside = await means.outsidersTold(incident);
  return {
    reports,
    tells,
    follow: outside.map((userId) => ({ family: 'announce', type: 'take_back', userId }) as const),
    ...(news ? { lost: { places: ['news'], channelId: news.channelId } } : {}),
  };
}

/** Some audiences are told of private incidents, as the policy says. */
export function mayStillKnow({ incident, policy }: Sending, key: string): boolean {
  const audience = audienceOf(policy, key);
  return audience !== undefined && mayKnow(incident, audience);
}

/**
 * This row may have taken the place of an announcement that was on its way: what got through of it is
 * looked for and deleted, although nobody heard where it is.
 */
async function unannounce(sending: Sending): Promise<void> {
  const name = sending.policy.announce.channel;
  if (name === undefined || !sending.doubt) return;
  const channelId = (await sending.means.directory.channelId(name)) ?? name;
  const ts = await earlier(sending, { channelId, threadTs: null });
  if (ts !== null) await unlessGone(sending, 'chat.delete', { channel: channelId, ts });
}

/**
 * Puts the public room away: nothing at its head tells what it was about, its name is neutral, and
 * whoever looks in reads that the work went on elsewhere; a thread is cleared. Begun again, it does what
 * is left to do.
 */
export async function sendOldRoom(sending: Sending): Promise<Sent> {
  const { incident, places } = sending;
  const room = places['old_room'];
  if (!room || !incident.isPrivate) throw new Superseded('no_old_room');
  const { channelId } = room;
  for (const place of ['old_card', 'old_postmortem', 'old_similar']) {
    const ts = places[place]?.ts;
    if (ts) await unlessGone(sending, 'chat.delete', { channel: channelId, ts });
  }
  const canvas = places['old_canvas']?.ts;
  if (canvas) await unlessGone(sending, 'canvases.delete', { canvas_id: canvas });
  if (room.threadTs !== null) await clearThread(sending, channelId, room.threadTs);
  else if (room.ours) await putAway(sending, room);
  return { lost: { places: placesInRoom.map((place) => `old_${place}`), channelId } };
}

/** A thread is read by everybody in its channel, and nobody puts it away: what Muster wrote in it goes. */
async function clearThread(sending: Sending, channel: string, threadTs: string): Promise<void> {
  const { self } = sending.means;
  const ours: string[] = [];
  await orGone(async () => {
    let cursor: string | undefined;
    do {
      const { messages = [], response_metadata } = await sending.call('conversations.replies', {
        ...{ channel, ts: threadTs, limit: 200 },
        ...(cursor ? { cursor } : {}),
      });
      for (const { ts, user, bot_id: bot } of messages) {
        if (ts && (user === self.userId || bot === self.botId)) ours.push(ts);
      }
      cursor = response_metadata?.next_cursor;
    } while (cursor);
  }, 'thread_not_found');
  for (const ts of ours) await unlessGone(sending, 'chat.delete', { channel, ts });
}

async function putAway(sending: Sending, { channelId: channel }: Address): Promise<void> {
  const { row, places, means, view } = sending;
  const bookmark = places['old_bookmark']?.ts;
  const name = `moved-${row.messageKey.replaceAll('-', '').slice(0, 8)}`;
  await unlessGone(sending, 'conversations.setTopic', { channel, topic: '' });
  await unlessGone(sending, 'conversations.setPurpose', { channel, purpose: '' });
  if (bookmark) {
    const args = { channel_id: channel, bookmark_id: bookmark };
    // Of a channel that an earlier attempt has archived, Slack says that we may not.
    await orGone(() => sending.call('bookmarks.remove', args), 'permission_denied');
  }
  await unlessGone(sending, 'conversations.rename', { channel, name });
  // An earlier attempt may have said it.
  if (row.attempts > 1) sending.doubt = true;
  await orGone(() =>
    post(sending, { channelId: channel, threadTs: null }, means.render.moved(view)),
  );
  await unlessGone(sending, 'conversations.archive', { channel });
}

export function unlessGone<M extends Method>(
  sending: Sending,
  method: M,
  args: Record<string, unknown>,
) {
  return orGone(() => sending.call(method, args));
}

/** Does it, unless there is nothing there any more. */
export async function orGone(work: () => Promise<unknown>, also?: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SlackCallError)) throw error;
    const isGone = goneAlready.has(error.code) || error.code === also;
    const isDone = isGone || verdictOf(error.fault) === 'done';
    if (!isDone) throw error;
  }
}
