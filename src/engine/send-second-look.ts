import type { SecondLook } from '../incident/second-look.ts';
import type { Effect } from '../incident/types.ts';
import { SlackCallError } from '../slack/client.ts';
import { copiesOf } from './post.ts';
import { NotYet, type Sending, type Sent } from './sending.ts';

/** So long before the second copy the first may have been sent: the wait, and an outage. */
const reachMs = 6 * 3_600_000;

/**
 * Slack showed a message later than we waited for it, so it was sent again. When both are there, the
 * newer goes, and whatever led to it leads to the older: that one people have read and answered.
 * Looked at now and then for ten minutes, and then left.
 */
export async function sendSecondLook(sending: Sending<SecondLook>): Promise<Sent> {
  const { row, effect, places, patience, means } = sending;
  const { channelId, threadTs, key, ts, outboxId } = effect;
  const sentAt = new Date(Number(ts) * 1000);
  const since = new Date(sentAt.getTime() - reachMs);
  const nextMs = patience.secondLooksMs.find((ms) => ms > row.triedForMs);
  // The first attempt only begins the wait.
  const isEarly = row.triedForMs < (patience.secondLooksMs[0] ?? 0);
  const copies = isEarly
    ? []
    : await copiesOf(sending, { channelId, threadTs }, { key, since, all: true });
  const [kept, ...others] = copies;
  if (kept === undefined || others.length === 0) {
    if (nextMs === undefined) return {};
    throw new NotYet('second_look', nextMs - row.triedForMs + 1);
  }
  for (const other of others) await remove(sending, channelId, other);
  means.metrics.ambiguousSends.inc({ resolution: 'copy_removed' });
  await means.copyKept(outboxId, kept);
  const moved = Object.entries(places).filter(
    ([, place]) => place.channelId === channelId && place.ts !== null && others.includes(place.ts),
  );
  const names = moved.map(([name]) => name);
  return {
    places: moved.map(([place, address]) => ({ ...address, place, ts: kept })),
    follow: [
      ...(names.includes('card') ? [sync('sync_card'), sync('sync_pin')] : []),
      ...(names.includes('news') ? [sync('sync_news')] : []),
    ],
  };
}

function sync(type: 'sync_card' | 'sync_pin' | 'sync_news'): Effect {
  return { family: 'sync', type };
}

async function remove(sending: Sending, channel: string, ts: string): Promise<void> {
  try {
    await sending.call('chat.delete', { channel, ts });
  } catch (error) {
    const isGone = error instanceof SlackCallError && error.code === 'message_not_found';
    if (!isGone) throw error;
  }
}
