import { SlackCallError } from '../slack/client.ts';
import { isKept } from './send-adopted.ts';
import { channelRoomOf, NotYet, type Sending, type Sent, Superseded } from './sending.ts';

/** What stands at the top of a room: its topic, its purpose, its bookmark. */

/** Slack takes at most 250 characters for a topic or a purpose. */
const maxTopicLength = 250;
/** Codes of `bookmarks.edit` that say that there is no such bookmark. */
const gone = new Set(['not_found']);
/** How soon to look again for the message a bookmark points to. */
const messageWaitMs = 500;

export async function sendTopic(sending: Sending): Promise<Sent> {
  const { channelId, ours } = channelRoomOf(sending);
  if (!ours && (await isKept(sending, channelId, 'topic'))) throw new Superseded('topic_kept');
  const topic = cut(sending.means.render.topic(sending.view));
  await sending.call('conversations.setTopic', { channel: channelId, topic });
  return {};
}

export async function sendPurpose(sending: Sending): Promise<Sent> {
  const { channelId, ours } = channelRoomOf(sending);
  if (!ours && (await isKept(sending, channelId, 'purpose'))) {
    throw new Superseded('purpose_kept');
  }
  const purpose = cut(sending.means.render.purpose(sending.view));
  await sending.call('conversations.setPurpose', { channel: channelId, purpose });
  return {};
}

/**
 * Links the room to its card, once, under the incident's present title. A bookmark that may have been
 * added is looked for first.
 */
export async function sendBookmark(sending: Sending): Promise<Sent> {
  const { channelId } = channelRoomOf(sending);
  const { bookmark, card } = sending.places;
  if (bookmark?.channelId === channelId) {
    const isThere = await rename(sending, channelId, bookmark.ts);
    if (isThere || !('anew' in sending.effect)) return {};
  }
  if (!card?.ts) throw new NotYet('no_card', messageWaitMs);
  // A card of an earlier room; the next one brings its bookmark along.
  if (card.channelId !== channelId) throw new Superseded('no_card');
  const { permalink } = await sending.call('chat.getPermalink', {
    channel: card.channelId,
    message_ts: card.ts,
  });
  const link = permalink ?? '';
  const earlier = sending.row.attempts > 1 ? await find(sending, channelId, link) : null;
  if (earlier) return { places: [{ place: 'bookmark', channelId, ts: earlier }] };
  const title = cut(sending.means.render.bookmark(sending.view));
  const answer = await sending.call('bookmarks.add', {
    channel_id: channelId,
    title,
    type: 'link',
    link,
  });
  return { places: [{ place: 'bookmark', channelId, ts: answer.bookmark?.id ?? null }] };
}

/**
 * Calls the bookmark what the incident is called now; in a repair it leads to the card again, too.
 * One that somebody took away stays away, unless it is repaired. Whether it is there.
 */
async function rename(sending: Sending, channelId: string, id: string | null): Promise<boolean> {
  const title = cut(sending.means.render.bookmark(sending.view));
  if (!id) return false;
  const { card } = sending.places;
  const isAnew = 'anew' in sending.effect && card?.ts && card.channelId === channelId;
  const at = { channel: channelId, message_ts: card?.ts };
  const link = isAnew ? (await sending.call('chat.getPermalink', at)).permalink : undefined;
  try {
    await sending.call('bookmarks.edit', {
      channel_id: channelId,
      bookmark_id: id,
      title,
      ...(link ? { link } : {}),
    });
    return true;
  } catch (error) {
    if (!(error instanceof SlackCallError) || !gone.has(error.code)) throw error;
    return false;
  }
}

async function find(sending: Sending, channelId: string, link: string): Promise<string | null> {
  const { bookmarks = [] } = await sending.call('bookmarks.list', { channel_id: channelId });
  return bookmarks.find((each) => each.link === link)?.id ?? null;
}

function cut(text: string): string {
  return text.length <= maxTopicLength ? text : `${text.slice(0, maxTopicLength - 1)}…`;
}
