import { isEnded } from '../incident/lookup.ts';
import type { Effect } from '../incident/types.ts';
import type { OrganisationEffect } from '../organisation/types.ts';
import type { SlackCallError } from '../slack/client.ts';
import { placesInRoom } from './in-room.ts';
import { archivedCodes } from './mending-call.ts';
import type { Outcome } from './outcome.ts';
import type { Patience } from './patience.ts';
import type { Sending } from './sending.ts';
import type { Settlement } from './settle.ts';

/** What delivery does when the channel of an incident does not take what is sent there. */

/**
 * What a failure in the incident's room means; null where it was elsewhere, or means nothing for the
 * room.
 *
 * - Archived, and Slack does not bring it back: a new one is made at once.
 * - Deleted: who deletes a channel was asked whether they mean it, so a new one is offered and not
 *   made (docs/decisions/0014-a-room-that-is-gone.md).
 * - Removed from it, where we cannot join by ourselves: what is for the room waits there and is tried
 *   now and then. Of a private channel Slack says the same whether it was deleted or we were removed.
 */
export function roomFailed(
  sending: Sending,
  error: SlackCallError,
  patience: Patience,
): Outcome | null {
  if (!isRoom(sending, error)) return null;
  const { row, incident, effect } = sending;
  const isArchived = archivedCodes.has(error.code);
  const isOut =
    error.code === 'not_in_channel' || (error.code === 'channel_not_found' && incident.isPrivate);
  if ((isArchived || isOut) && isEnded(incident.phase)) {
    return {
      settlement: { row, outcome: 'superseded', doubt: 'none', error: error.code },
      reports: [],
    };
  }
  // Whoever asks for the room once more asks for a new one.
  if (isOut && effect.type !== 'sync_room') {
    return {
      settlement: paused(sending, error.code, pauseMs(row, patience)),
      reports: [{ type: 'room_lost', why: 'removed' }],
    };
  }
  if (!isArchived && !isOut && error.code !== 'channel_not_found') return null;
  return {
    settlement: {
      ...paused(sending, error.code, patience.backOffMs),
      lost: { places: placesInRoom, channelId: error.channelId ?? '' },
      ...(isArchived ? { follow: { about: incident, effects: [remake] } } : {}),
    },
    reports: isOut ? [] : [{ type: 'room_lost', why: isArchived ? 'stays_archived' : 'deleted' }],
  };
}

/** In the same statement that forgets the old room, so that this one does not find it. */
const remake = { family: 'sync', type: 'sync_room' } as const;

function isRoom({ places }: Sending, { channelId }: SlackCallError): boolean {
  const { room } = places;
  return channelId !== undefined && room?.channelId === channelId && room.threadTs === null;
}

function paused({ row, doubt }: Sending, error: string, waitMs: number): Settlement {
  const since = doubt ? 'since' : 'none';
  return { row, outcome: 'pending', doubt: since, error, waitMs, counted: false };
}

/** As long as it has waited already, up to five minutes: each look costs everybody's share of a method. */
function pauseMs({ triedForMs }: Sending['row'], { roomMs }: Patience): number {
  return Math.min(Math.max(roomMs, triedForMs), 30 * roomMs);
}

const inRoom = new Set([
  'sync_card',
  'sync_postmortem',
  'sync_meeting',
  'sync_topic',
  'sync_purpose',
  'sync_pin',
  'sync_bookmark',
]);

/** Whether this having been sent shows that the room can be reached. */
export function reachesRoom(effect: Effect | OrganisationEffect): boolean {
  return effect.type === 'announce' ? effect.to.place === 'room' : inRoom.has(effect.type);
}
