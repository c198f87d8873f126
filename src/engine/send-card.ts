import { SlackCallError } from '../slack/client.ts';
import type { Message } from '../views/context.ts';
import { cannotUpdate, type Destination, earlier, post, update } from './post.ts';
import { channelRoomOf, NotYet, roomOf, type Sending, type Sent, Superseded } from './sending.ts';

/** How soon to look again whether the card is in the room. */
const cardWaitMs = 500;

/** Makes the card show the state: posts it once, then keeps editing that message. */
export async function sendCard(sending: Sending): Promise<Sent> {
  const room = roomOf(sending);
  const { card } = sending.places;
  const message = await cardOf(sending);
  const to = { channelId: room.channelId, threadTs: room.threadTs };
  if (!card?.ts) return first(sending, 'card', to, message);
  if (card.channelId !== room.channelId) {
    // In a second room whatever leads to the card must lead to this one.
    const sent = await first(sending, 'card', to, message);
    await remove(sending, { channelId: card.channelId, ts: card.ts });
    return {
      ...sent,
      follow: [
        { family: 'sync', type: 'sync_pin' },
        { family: 'sync', type: 'sync_bookmark' },
      ],
    };
  }
  try {
    await update(sending, { channelId: card.channelId, ts: card.ts }, message);
    return { cool: card.ts };
  } catch (error) {
    if (!cannotUpdate(error)) throw error;
    const sent = await first(sending, 'card', to, message);
    return {
      ...sent,
      follow: [
        { family: 'sync', type: 'sync_pin' },
        // It led to the card that is gone.
        { family: 'sync', type: 'sync_bookmark', anew: true },
      ],
    };
  }
}

/** The card, with what is behind the incident, which nothing else in a room shows. */
export async function cardOf({ means, incident, view }: Sending): Promise<Message> {
  return means.render.card({ ...view, ...(await means.pastOf(incident)) });
}

/** Takes a card away that shows nothing any more: its room, a thread, has become a channel. */
async function remove(sending: Sending, card: { channelId: string; ts: string }): Promise<void> {
  try {
    await sending.call('chat.delete', { channel: card.channelId, ts: card.ts });
  } catch (error) {
    // The new card is posted; an old one too many is no reason to do that again.
    if (!(error instanceof SlackCallError)) throw error;
  }
}

/** Makes the announcement show the state, in the channel the policy names. */
export async function sendNews(sending: Sending): Promise<Sent> {
  const { incident, policy, places, means } = sending;
  const name = policy.announce.channel;
  if (name === undefined) throw new Superseded('no_announcements');
  if (incident.isPrivate) return unsaid(sending, (await means.directory.channelId(name)) ?? name);
  const message = means.render.news(sending.view);
  const { news } = places;
  if (news?.ts) {
    try {
      await update(sending, { channelId: news.channelId, ts: news.ts }, message);
      return { cool: news.ts };
    } catch (error) {
      if (!cannotUpdate(error)) throw error;
    }
  }
  // Slack takes names too; the directory only saves it the search, and survives a rename.
  const channelId = (await means.directory.channelId(name)) ?? name;
  return first(sending, 'news', { channelId, threadTs: null }, message);
}

/** It became private while its announcement was on its way; what may have got through is taken back. */
async function unsaid(sending: Sending, channelId: string): Promise<Sent> {
  const ts = await earlier(sending, { channelId, threadTs: null });
  if (ts !== null) await remove(sending, { channelId, ts });
  throw new Superseded('private');
}

/** Posts what becomes a place of the incident, unless an earlier attempt did. */
export async function first(
  sending: Sending,
  place: 'card' | 'news' | 'postmortem' | `meeting:${string}`,
  to: Destination,
  message: Parameters<typeof post>[2],
): Promise<Sent> {
  const { channelId, ts, isEarlier } = await post(sending, to, message);
  // What an earlier attempt left may be old: this row may stand for a change that came since.
  if (isEarlier) await update(sending, { channelId, ts }, message);
  return { places: [{ place, channelId, ts }], result: { ts } };
}

/** Pins the card. */
export async function sendPin(sending: Sending): Promise<Sent> {
  const room = channelRoomOf(sending);
  const { card } = sending.places;
  if (!card?.ts) throw new Superseded('no_card');
  if (card.channelId !== room.channelId) {
    // It follows into the second room; what was claimed with this row may be older than that.
    if (sending.incident.state.failedSteps.card) throw new Superseded('no_card');
    throw new NotYet('card_moves', cardWaitMs);
  }
  await sending.call('pins.add', { channel: card.channelId, timestamp: card.ts });
  return {};
}
