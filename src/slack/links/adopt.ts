import { randomUUID } from 'node:crypto';
import type { AskedRoom } from '../../incident/links/adopt-types.ts';
import type { IncidentView } from '../../incident/places.ts';
import { limits } from '../../incident/text.ts';
import type { Declare, PersonCommand } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { shortMessage } from '../../views/blocks.ts';
import type { Message } from '../../views/context.ts';
import { adoptModal } from '../../views/links/adopt.ts';
import { Mrkdwn, mention } from '../../views/mrkdwn.ts';
import { say } from '../../views/say.ts';
import { type FoundChannel, TriggerExpired } from '../calls.ts';
import type { Typed } from '../commands.ts';
import { afterwards, type Desk } from '../gesture.ts';
import type { Submitted } from '../modals.ts';
import { fromSlack } from '../typed.ts';
import { recorded } from './recorded.ts';

/** `/incident adopt`: the channel it is typed in becomes the room of an incident. */

/** `adopt Checkout is failing` for a new incident, `adopt #12` for one that has no room; the form either way. */
export async function adoptCommand(typed: Typed): Promise<Message | null> {
  const { desk, channelId, asked, userId } = typed;
  const policy = desk.ports.activePolicy();
  if (channelId === null || !/^[CG]/.test(channelId)) {
    return shortMessage(say(policy, 'adopt.not_here'));
  }
  const [of, roomOf] = await Promise.all([
    asked.number === null ? null : desk.ports.read.byNumber(asked.number, userId),
    desk.ports.roomOf(channelId),
  ]);
  if (asked.number !== null && !of) return shortMessage(say(policy, 'refused.not_found'));
  if (roomOf !== null) return roomOfAnother(typed, roomOf);
  if (of && hasChannel(of)) return hasRoom(policy, of);
  afterwards(typed, () => openAdopt(typed, channelId, of));
  return null;
}

async function roomOfAnother({ desk, userId }: Typed, id: number): Promise<Message> {
  const policy = desk.ports.activePolicy();
  const known = await desk.ports.read.byId(id, userId);
  if (!known) return shortMessage(say(policy, 'refused.not_found'));
  return shortMessage(say(policy, 'adopt.room_of', { number: known.incident.number }));
}

/** A thread, and a channel that is gone, can be followed by a channel. */
function hasChannel({ incident, places }: IncidentView): boolean {
  const { roomId, roomThreadTs } = places;
  return roomId !== null && roomThreadTs === null && !incident.state.failedSteps.room;
}

function hasRoom(policy: Policy, { incident, places }: IncidentView): Message {
  const room = new Mrkdwn(`<#${places.roomId}>`);
  return shortMessage(say(policy, 'adopt.has_room', { number: incident.number, room }));
}

async function openAdopt(
  { desk, triggerId, text }: Typed,
  channelId: string,
  of: IncidentView | null,
): Promise<Message | null> {
  const policy = desk.ports.activePolicy();
  const channel = await desk.calls.channel(channelId);
  const wrong = channel ? unfit(policy, channel) : unseen(desk);
  if (!channel || wrong) return wrong;
  const { incident = null } = of ?? {};
  if (incident && incident.isPrivate !== channel.isPrivate) {
    const code = incident.isPrivate ? 'refused.room_public' : 'refused.room_private';
    return shortMessage(say(policy, code));
  }
  const title = (text || titleOf(desk, channel)).slice(0, limits.title);
  const given = { key: randomUUID(), now: desk.ports.now(), title, of: incident };
  try {
    await desk.calls.openView(triggerId, adoptModal(policy, channel, given));
    return null;
  } catch (error) {
    if (!(error instanceof TriggerExpired)) throw error;
    return shortMessage(say(policy, 'adopt.expired'));
  }
}

/** Slack hides a private channel from who is not in it. */
function unseen({ ports, bot }: Desk): Message {
  return shortMessage(say(ports.activePolicy(), 'adopt.invite_me', { me: mention(bot.userId) }));
}

/** A channel where an incident would be in the way of others, or seen by outsiders. */
function unfit(policy: Policy, channel: FoundChannel): Message | null {
  if (channel.isShared) return shortMessage(say(policy, 'adopt.shared'));
  const used = [policy.announce.channel, ...policy.audiences.flatMap((each) => each.channels)];
  const isUsed = used.some((name) => name === `#${channel.name}` || name === channel.id);
  return channel.isGeneral || isUsed ? shortMessage(say(policy, 'adopt.general')) : null;
}

/** What people said the channel is for, else its name in words. */
function titleOf({ ports }: Desk, { purpose, topic, name }: FoundChannel): string {
  const said = fromSlack(purpose || topic, ports.nameOf)
    .split('\n')[0]
    ?.trim();
  if (said) return said;
  const words = name
    .replace(/^inc(ident)?[-_]/, '')
    .replace(/^(new|\d+)[-_]/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function roomFrom({ filled, metadata }: Submitted): AskedRoom {
  const [channelId = '', seen = ''] = (metadata.arg ?? '').split(':');
  const latest = Math.min(100, Math.max(0, Number(filled.choice('latest')) || 0));
  return { channelId, isPrivate: seen === 'private', latest, startedAt: filled.instant('started') };
}

/** One channel becomes the room of one incident a day, whoever asks and however often. */
export function adoptKey({ ports }: Desk, { channelId }: AskedRoom): string {
  return `adopt:${channelId}:${ports.now().toISOString().slice(0, 10)}`;
}

export function adoptedFrom(submitted: Submitted): Declare {
  const room = roomFrom(submitted);
  return { ...recorded(submitted), summary: '', isPrivate: room.isPrivate, room };
}

export function adoptRoomFrom(submitted: Submitted): PersonCommand {
  return { type: 'adopt_room', by: submitted.userId, room: roomFrom(submitted) };
}
