import type { Effect } from '../incident/types.ts';
import type { ToldDirectly } from './means.ts';
import { directConversation } from './send-fact.ts';
import { mayStillKnow, unlessGone } from './send-withdrawn.ts';
import { type Sending, type Sent, Superseded } from './sending.ts';

type TakeBack = Extract<Effect, { type: 'take_back' }>;

/** Messages read at most when looking for those that show a file: 10 pages of 200. */
const pages = 10;

/**
 * Deletes what one person was told directly of an incident that they may not see any more, its files too.
 * It stands behind whatever was on its way to them. Begun again, it does what is left to do.
 */
export async function sendTakeBack(sending: Sending<TakeBack>): Promise<Sent> {
  const { effect, incident, means } = sending;
  const { userId } = effect;
  const [seen] = await means.amongParticipants(incident.id, [userId]);
  if (!incident.isPrivate || seen) throw new Superseded('sees_it');
  const all = await means.toldDirectly(incident.id, userId);
  const told = all.filter(({ audience }) => audience === null || !mayStillKnow(sending, audience));
  if (told.length === 0) throw new Superseded('nothing_told');
  const channel = await directConversation(sending, userId);
  const shown = await showing(sending, channel, told);
  for (const ts of [...told.flatMap(({ ts: own }) => own ?? []), ...shown]) {
    await unlessGone(sending, 'chat.delete', { channel, ts });
  }
  for (const { fileId } of told) {
    if (fileId !== null) await unlessGone(sending, 'files.delete', { file: fileId });
  }
  return {};
}

/** The messages that show these files: Slack does not say where a file was shown directly. */
async function showing(sending: Sending, channel: string, told: ToldDirectly[]): Promise<string[]> {
  const files = told.filter(({ fileId }) => fileId !== null);
  const [first] = files;
  if (!first) return [];
  const ids = new Set(files.map(({ fileId }) => fileId));
  const oldest = (first.since.getTime() / 1000 - 60).toFixed(6);
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const { messages = [], response_metadata } = await sending.call('conversations.history', {
      ...{ channel, oldest, limit: 200 },
      ...(cursor ? { cursor } : {}),
    });
    for (const { ts, files: shown = [] } of messages) {
      if (ts && shown.some(({ id }) => ids.has(id ?? ''))) found.push(ts);
    }
    cursor = response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return found;
}
