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

/** Throws `Superseded` where it is private and they are not in it (any more). */
export async function orMayNotSee({ incident, means }: Sending, userId: UserId): Promise<void> {
  if (!incident.isPrivate) return;
  const [reader] = await means.amongParticipants(incident.id, [userId]);
  if (!reader) throw new Superseded('private');
}

/** Without apps, and who left the workspace since. */
export async function withoutGone({ means }: Sending, userIds: UserId[]): Promise<UserId[]> {
  const reads = await Promise.all(userIds.map((userId) => means.directory.isReader(userId)));
  return userIds.filter((_, at) => reads[at]);
}

/**
 * Those of these people who may read this of the incident as it is now: it may be private by now, and who
 * left its room sees it no more, whatever they hold.
 */
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
  // A page is to be answered, and says the number alone.
  return fact.type === 'paged' ? userIds : means.amongParticipants(incident.id, userIds);
}
