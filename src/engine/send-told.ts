import { audienceOf } from '../incident/telling/audiences.ts';
import { mayKnow } from '../incident/telling/messages.ts';
import type { Audience, DeliveryCommand, Effect, Fact } from '../incident/types.ts';
import { SlackCallError } from '../slack/client.ts';
import { verdictOf } from './errors.ts';
import { post } from './post.ts';
import { peopleBehind } from './send-invite.ts';
import { NotYet, type Sending, type Sent, Superseded } from './sending.ts';
import { readersOf, unsaid, withoutGone } from './unsaid.ts';

/** What goes beyond the room: to channels of audiences, and to people one by one. */

type Announcement = Extract<Effect, { type: 'announce' }>;
type To<P extends Audience['place']> = Extract<Audience, { place: P }>;

/** How soon to look again whether the room that the message leads to is there. */
const roomWaitMs = 500;
/** Occasions that everybody in the channel should see, although they are replies. */
const endings = new Set(['mitigated', 'resolved', 'closed']);

/**
 * Tells a channel of an audience. What comes after its first message stands in that one's thread;
 * how it ends stands in the channel too.
 */
export async function sendToChannel(
  sending: Sending<Announcement>,
  to: To<'channel'>,
): Promise<Sent> {
  const { incident, policy, places, means, effect } = sending;
  if (effect.fact.type === 'ladder_told')
    return sendOfLadder(sending, to.channel, effect.fact.level);
  const audience = audienceOf(policy, to.audience);
  if (!audience) throw new Superseded('no_audience');
  const place = `told:${to.audience}:${to.channel}`;
  const channelId = (await means.directory.channelId(to.channel)) ?? to.channel;
  const first = places[place];
  const threadTs = first?.channelId === channelId ? first.ts : null;
  if (!mayKnow(incident, audience)) return unsaid(sending, { channelId, threadTs });
  if (isRoomComing(sending)) throw new NotYet('no_room', roomWaitMs);
  const message = means.render.fact(effect.fact, sending.view, to, []);
  try {
    const broadcast = threadTs !== null && isEnding(effect.fact, audience.told);
    const sent = await post(sending, { channelId, threadTs, broadcast }, message);
    const { ts } = sent;
    const isFirst = threadTs === null;
    return {
      result: { ts },
      ...(isFirst ? { places: [{ place, channelId: sent.channelId, ts }] } : {}),
    };
  } catch (error) {
    return notReached(error, to.audience, to.channel);
  }
}

/** Tells the channel that a level of a ladder names. Of a private incident nobody outside learns. */
async function sendOfLadder(
  sending: Sending<Announcement>,
  channel: string,
  level: string,
): Promise<Sent> {
  const { incident, means, view, effect } = sending;
  const channelId = (await means.directory.channelId(channel)) ?? channel;
  const to = { channelId, threadTs: null };
  if (incident.isPrivate) return unsaid(sending, to);
  try {
    const { ts } = await post(sending, to, means.render.fact(effect.fact, view, effect.to, []));
    return { result: { ts, channel: channelId } };
  } catch (error) {
    return notReached(error, level, channel);
  }
}

/** Whether there is going to be a channel that the message would lead to. */
function isRoomComing({ incident, places }: Sending<Announcement>): boolean {
  const hasRoom = incident.state.place === 'channel' && !incident.state.failedSteps.room;
  return hasRoom && !places['room'];
}

function isEnding(fact: Fact, told: Partial<Record<string, string>>): boolean {
  if (fact.type !== 'audience_told') return false;
  return Object.entries(told).some(([key, template]) => {
    return endings.has(key) && template === fact.template;
  });
}

/** A channel that is not there, or not ours to write in, is said in the room: somebody has to tell them. */
function notReached(error: unknown, audience: string, where: string): Sent {
  const isFinal =
    error instanceof SlackCallError && ['place', 'row'].includes(verdictOf(error.fault));
  if (!isFinal) throw error;
  return { reports: [{ type: 'audience_not_reached', audience, where, error: error.code }] };
}

/**
 * Finds out who people are, and leaves a direct message for each of them. What followers hear of a
 * private incident goes only to those who may see it.
 */
export async function sendToPeople(
  sending: Sending<Announcement>,
  { who }: To<'people'>,
): Promise<Sent> {
  const { effect } = sending;
  const { fact } = effect;
  if (fact.type === 'audience_told' && isRoomComing(sending)) {
    throw new NotYet('no_room', roomWaitMs);
  }
  const userIds = new Set<string>();
  const reports: DeliveryCommand[] = [];
  for (const each of who) {
    const found =
      'userId' in each ? { userIds: [each.userId] } : await peopleBehind(sending, each.ref);
    if ('userIds' in found) for (const userId of found.userIds) userIds.add(userId);
    else if ('audience' in fact && 'ref' in each) {
      const { audience } = fact;
      const { error } = found;
      reports.push({ type: 'audience_not_reached', audience, where: each.ref, error });
    }
  }
  const told = await withoutGone(sending, await readersOf(sending, fact, [...userIds]));
  return { follow: told.map((userId) => direct(effect, userId)), reports };
}

function direct(effect: Announcement, userId: string): Effect {
  return { ...effect, to: { place: 'dm', userId } };
}
