import { inviteesFor } from '../incident/invitees.ts';
import { isEnded } from '../incident/lookup.ts';
import type { Effect } from '../incident/types.ts';
import { SlackCallError } from '../slack/client.ts';
import { verdictOf } from './errors.ts';
import { placesInRoom } from './in-room.ts';
import { post } from './post.ts';
import { isNamed, roomName, roomNames, roomPrefix } from './room-name.ts';
import type { Address } from './row-json.ts';
import { sendAdopted } from './send-adopted.ts';
import { cardOf } from './send-card.ts';
import { sendTopic } from './send-header.ts';
import { channelRoomOf, NotYet, type Sending, type Sent, Superseded } from './sending.ts';

/** A channel may look older than our attempt by the difference of the clocks. */
const skewSeconds = 60;
/** How soon to look again for the announcement that a room without a channel hangs on. */
const announcementWaitMs = 300;
/** Marks, in a row's last error, that the workspace allows no channel. */
const noChannel = 'no_channel:';

/**
 * Makes the room: a channel, or where the workspace allows none or its process wants none, the thread
 * under the announcement, or a thread in a direct conversation with the declarer where there is no
 * announcement.
 */
export async function sendRoom(sending: Sending): Promise<Sent> {
  const { room } = sending.places;
  const seen = room ? await publicRoom(sending, room.channelId) : null;
  if (seen) return seen;
  const adopted = await sendAdopted(sending, () => following(sending));
  if (adopted) return adopted;
  if (sending.incident.state.place === 'thread') return room ? {} : thread(sending, null);
  if (room && room.threadTs === null) {
    if ('anew' in sending.effect) return repaired(sending, room);
    // One that was said to be gone may be there again, or come back; only Slack knows.
    return sending.incident.state.failedSteps.room ? sendTopic(sending) : {};
  }
  const refused = sending.row.lastError?.startsWith(noChannel)
    ? sending.row.lastError.slice(noChannel.length)
    : undefined;
  const { doubt } = sending;
  if (refused === undefined) {
    const made = await channel(sending);
    if ('channelId' in made) {
      return {
        places: [{ place: 'room', channelId: made.channelId }],
        follow: await following(sending),
      };
    }
    // A room in a thread that could not become a channel stays what it is.
    if (room) return { reports: [{ type: 'step_failed', step: 'room', error: made.refused }] };
    // That no channel came of an earlier attempt does not say that no message did.
    sending.doubt = doubt;
    return thread(sending, made.refused);
  }
  return thread(sending, refused);
}

/**
 * Brings a room back that was put away or that we were put out of, and calls it as it should be called.
 * Where Slack lets nobody rename it, it keeps its name.
 */
async function repaired(sending: Sending, { channelId, ours }: Address): Promise<Sent> {
  const { incident, policy, row } = sending;
  const { channel } = await sending.call('conversations.info', { channel: channelId });
  // What the topic meets is mended on the way.
  if (channel?.is_archived || channel?.is_member === false) await sendTopic(sending);
  if (!ours || isNamed(channel?.name ?? '', roomPrefix(incident, policy))) return {};
  const random = row.messageKey.replaceAll('-', '').slice(0, 6);
  for (const name of roomNames(roomName(incident, policy, random), random)) {
    try {
      await sending.call('conversations.rename', { channel: channelId, name });
      return {};
    } catch (error) {
      if (!(error instanceof SlackCallError) || verdictOf(error.fault) !== 'row') throw error;
      if (error.code !== 'name_taken') return {};
    }
  }
  return {};
}

/**
 * A room that everybody sees, of an incident that became private while it was being made: it stays
 * behind like any other, and the next attempt makes the one that is wanted.
 */
async function publicRoom(sending: Sending, channelId: string): Promise<Sent | null> {
  if (!sending.incident.isPrivate || channelId.startsWith('D')) return null;
  const { channel } = await sending.call('conversations.info', { channel: channelId });
  if (!channel || channel.is_private) return null;
  const { room } = sending.places;
  return {
    places: [{ ...room, place: 'old_room', channelId }],
    lost: { places: placesInRoom, channelId },
    follow: [
      { family: 'sync', type: 'sync_room' },
      { family: 'sync', type: 'sync_old_room' },
    ],
  };
}

async function channel(sending: Sending): Promise<{ channelId: string } | { refused: string }> {
  const { incident, policy, row } = sending;
  const random = row.messageKey.replaceAll('-', '').slice(0, 6);
  const names = roomNames(roomName(incident, policy, random), random);
  const adopted = await adopt(sending, new Set(names));
  if (adopted) return { channelId: adopted };
  for (const name of names) {
    try {
      const answer = await sending.call('conversations.create', {
        name,
        is_private: incident.isPrivate,
      });
      const channelId = answer.channel?.id;
      if (!channelId) throw new Error('conversations.create answered without a channel');
      return { channelId };
    } catch (error) {
      if (!(error instanceof SlackCallError) || verdictOf(error.fault) !== 'row') throw error;
      if (error.code !== 'name_taken') return { refused: error.code };
    }
  }
  return { refused: 'name_taken' };
}

/**
 * The channel an earlier attempt made without our hearing of it: one that we created since then,
 * by one of the names we would ask for, and that is no incident's room.
 */
async function adopt(sending: Sending, names: ReadonlySet<string>): Promise<string | null> {
  if (!sending.doubt) return null;
  const { means, row } = sending;
  const { self } = means;
  const since = row.firstAttemptAt.getTime() / 1000 - skewSeconds;
  const found = (await ourChannels(sending)).filter(
    ({ name, creator, created }) =>
      creator === self.userId && (created ?? 0) >= since && names.has(name ?? ''),
  );
  sending.doubt = false;
  const ids = found
    .sort((a, b) => (a.created ?? 0) - (b.created ?? 0))
    .flatMap(({ id }) => (id ? [id] : []));
  const taken = await means.roomsAmong(row.teamId, ids);
  const free = ids.find((id) => !taken.has(id)) ?? null;
  means.metrics.ambiguousSends.inc({ resolution: free ? 'found' : 'not_found' });
  const name = found.find(({ id }) => id === free)?.name;
  // Two calls at once may both have made a channel of that name. Nobody was told of the other one.
  const twins = found.filter((each) => each.name === name && each.id !== free);
  for (const { id } of twins) if (id && !taken.has(id)) await putAway(sending, id);
  return free;
}

/** One empty channel too many spoils nothing, so that it stays is no reason to begin again. */
async function putAway(sending: Sending, channel: string): Promise<void> {
  try {
    await sending.call('conversations.archive', { channel });
  } catch (error) {
    if (!(error instanceof SlackCallError)) throw error;
  }
}

/** The channels we are in; none where we may not ask, because then none can have been made either. */
async function ourChannels(sending: Sending) {
  const found = [];
  let cursor: string | undefined;
  try {
    do {
      const answer = await sending.call('users.conversations', {
        types: 'public_channel,private_channel',
        limit: 200,
        ...(cursor ? { cursor } : {}),
      });
      found.push(...(answer.channels ?? []));
      cursor = answer.response_metadata?.next_cursor;
    } while (cursor);
  } catch (error) {
    if (!(error instanceof SlackCallError) || error.code !== 'missing_scope') throw error;
  }
  return found;
}

/**
 * The room without a channel. What the declarer is told names Slack's reason; null where no channel
 * is wanted.
 */
async function thread(sending: Sending, refused: string | null): Promise<Sent> {
  const { incident, means } = sending;
  const reports: Sent['reports'] =
    refused === null ? [] : [{ type: 'step_failed', step: 'room', error: refused }];
  // Everybody sees the thread of an announcement.
  const news = incident.isPrivate ? null : await means.announcement(incident.id);
  if (news === 'coming') {
    const reason = refused === null ? 'announcement_coming' : `${noChannel}${refused}`;
    throw new NotYet(reason, announcementWaitMs);
  }
  if (news) {
    const room = { place: 'room', channelId: news.channelId, threadTs: news.ts, ours: false };
    return { places: [room], follow: await following(sending), reports };
  }
  const { channel: im } = await sending.call('conversations.open', { users: incident.declaredBy });
  const head = await post(
    sending,
    { channelId: im?.id ?? '', threadTs: null },
    await cardOf(sending),
  );
  // The thread hangs on the card, so that what stands at its head is never old.
  const room = { place: 'room', channelId: head.channelId, threadTs: head.ts, ours: false };
  const card = { place: 'card', channelId: head.channelId, ts: head.ts };
  return { places: [room, card], reports };
}

/** What shows or fills the room: at first only the announcement; in a second room, everything. */
async function following({ incident, policy, places, means }: Sending): Promise<Effect[]> {
  const sync = (type: 'card' | 'pin' | 'topic' | 'purpose' | 'bookmark' | 'news'): Effect => ({
    family: 'sync',
    type: `sync_${type}`,
  });
  const news = incident.isPrivate || !policy.announce.channel ? [] : [sync('news')];
  const isSecond = incident.state.failedSteps.room || places['room'] || places['old_room'];
  if (!isSecond) return news;
  const holders = Object.values(incident.state.roles).flat();
  // Who was in a room that everybody saw may go on in the one that not everybody sees.
  const others = places['old_room'] ? await means.participantsOf(incident.id) : [];
  const userIds = [...holders.map(({ userId }) => userId), ...others];
  const who = [...inviteesFor(incident, policy), ...userIds.map((userId) => ({ userId }))];
  const isNext = incident.isPrivate && !places['old_room'];
  return [
    ...news,
    ...(['card', 'pin', 'topic', 'purpose', 'bookmark'] as const).map(sync),
    // Who was put out of a private room is let into the next one by people alone.
    { family: 'sync', type: 'sync_invite', who, ...(isNext ? { butWhoLeft: true } : {}) },
  ];
}

/** Puts the room away; only a channel that Muster made, and only while the incident is over. */
export async function sendArchive(sending: Sending): Promise<Sent> {
  const room = channelRoomOf(sending);
  if (!room.ours) throw new Superseded('not_our_channel');
  if (!isEnded(sending.incident.phase)) throw new Superseded('open_again');
  await sending.call('conversations.archive', { channel: room.channelId });
  return {};
}
