import type { ViewContext } from './context.ts';
import { channel, type Mrkdwn, mention } from './mrkdwn.ts';
import { say } from './say.ts';

/**
 * Where an incident lives, to be read anywhere: its channel, or what it has instead where the
 * workspace allows none. A link into somebody's direct messages would lead nobody else anywhere.
 */
export function roomLink({
  policy,
  incident,
  places,
}: Pick<ViewContext, 'policy' | 'incident' | 'places'>): Mrkdwn {
  const { roomId, roomThreadTs } = places;
  if (!roomId && incident.state.place === 'record') return say(policy, 'room.record');
  if (!roomId) return say(policy, 'news.no_room');
  if (roomThreadTs === null) return channel(roomId);
  if (roomId.startsWith('D'))
    return say(policy, 'room.direct', { who: mention(incident.declaredBy) });
  return say(policy, 'room.thread', { channel: channel(roomId) });
}
