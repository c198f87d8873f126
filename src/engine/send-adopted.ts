import type { Adopted, KeptPart } from '../incident/links/adopt-types.ts';
import { SlackCallError } from '../slack/client.ts';
import { verdictOf } from './errors.ts';
import type { Sending, Sent } from './sending.ts';

/** A channel that people made themselves becomes the room. */

/** People looked up at most: 5 pages of 200. */
const pages = 5;

type Channel = NonNullable<Awaited<ReturnType<typeof infoOf>>>;

/**
 * Takes the channel that was asked for, once. Null where there is none to take: none was asked for,
 * the incident has a channel, or that one is another's or is gone, and the usual way makes one.
 */
export async function sendAdopted(
  sending: Sending,
  follow: () => Promise<Sent['follow']>,
): Promise<Sent | null> {
  const { incident, places, means, row } = sending;
  const { adopted } = incident.state;
  const { room } = places;
  if (!adopted || places['old_room']?.channelId === adopted.channelId) return null;
  if (room && room.threadTs === null && !isLost(sending, adopted)) return null;
  const channel = await infoOf(sending, adopted.channelId);
  const fault = channel ? faultOf(channel, sending) : 'channel_not_found';
  if (channel === null || fault !== null) return adopted.done ? null : failed(fault ?? '');
  const taken = await means.roomsAmong(row.teamId, [adopted.channelId]);
  // Somebody was faster: an incident has a room all the same.
  if (taken.size > 0) return null;
  if (!channel.is_member) {
    await sending.call('conversations.join', { channel: adopted.channelId });
  }
  const people = await peopleIn(sending, adopted.channelId);
  const ours = channel.creator === means.self.userId;
  return {
    places: [{ place: 'room', channelId: adopted.channelId, ours }],
    follow: (await follow()) ?? [],
    reports: [{ type: 'room_adopted', people, kept: keptParts(channel, means.self.userId) }],
  };
}

/** The room that it had is gone, and people made this one instead. */
function isLost({ incident, places }: Sending, { channelId, done }: Adopted): boolean {
  return (
    incident.state.failedSteps.room !== undefined &&
    !done &&
    places['room']?.channelId !== channelId
  );
}

function failed(error: string): Sent {
  return { reports: [{ type: 'step_failed', step: 'room', error }] };
}

async function infoOf(sending: Sending, channel: string) {
  try {
    const answer = await sending.call('conversations.info', { channel });
    return answer.channel ?? null;
  } catch (error) {
    if (!(error instanceof SlackCallError) || verdictOf(error.fault) !== 'place') throw error;
    return null;
  }
}

/** Why it cannot be the room, as a code that the card shows. */
function faultOf(channel: Channel, { incident }: Sending): string | null {
  if (channel.is_archived) return 'is_archived';
  if (channel.is_ext_shared) return 'channel_is_shared';
  if (Boolean(channel.is_private) === incident.isPrivate) return null;
  return incident.isPrivate ? 'channel_is_public' : 'channel_is_private';
}

/** What its people wrote at its head is theirs. */
export function keptParts(
  { topic, purpose }: Pick<Channel, 'topic' | 'purpose'>,
  self: string,
): KeptPart[] {
  const isTheirs = (part: typeof topic) => (part?.value ?? '') !== '' && part?.creator !== self;
  return [
    ...(isTheirs(topic) ? (['topic'] as const) : []),
    ...(isTheirs(purpose) ? (['purpose'] as const) : []),
  ];
}

/** Whether this part of a channel that people made is as they wrote it. */
export async function isKept(sending: Sending, channel: string, part: KeptPart): Promise<boolean> {
  const info = await infoOf(sending, channel);
  return info !== null && keptParts(info, sending.means.self.userId).includes(part);
}

async function peopleIn(sending: Sending, channel: string): Promise<string[]> {
  const { self, directory } = sending.means;
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await sending.call('conversations.members', {
      channel,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    for (const userId of answer.members ?? []) {
      if (userId !== self.userId && !(await directory.isApp(userId))) found.push(userId);
    }
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return found;
}
