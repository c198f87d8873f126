import { audienceOf } from '../incident/telling/audiences.ts';
import { mayKnow } from '../incident/telling/messages.ts';
import type { Fact, UserId } from '../incident/types.ts';
import { type Destination, earlier } from './post.ts';
import { type Sending, Superseded } from './sending.ts';

/** It became private while this was on its way; what may have got through is taken back. */
export async function unsaid(sending: Sending, to: Destination): Promise<never> {
  const ts = await earlier(sending, to);
  if (ts !== null) await sending.call('chat.delete', { channel: to.channelId, ts });
  throw new Superseded('private');
}

/** Those of these people who may read this of the incident as it is now: it may be private by now. */
export async function readersOf(
  { incident, policy, means }: Sending,
  fact: Fact,
  userIds: UserId[],
): Promise<UserId[]> {
  if (!incident.isPrivate) return userIds;
  if (fact.type === 'audience_told') {
    const audience = audienceOf(policy, fact.audience);
    return audience !== undefined && mayKnow(incident, audience) ? userIds : [];
  }
  if (fact.type === 'meeting_news' && fact.what === 'withdrawn') {
    const seen = await means.amongParticipants(incident.id, userIds);
    return userIds.filter((userId) => !seen.includes(userId));
  }
  const isPersonal = fact.type === 'followed' || /^(clocks|meeting|action_item)_/.test(fact.type);
  return isPersonal ? means.amongParticipants(incident.id, userIds) : userIds;
}
