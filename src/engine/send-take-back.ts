import type { Effect } from '../incident/types.ts';
import { messagesShowing } from './messages-showing.ts';
import { directConversation } from './send-fact.ts';
import { mayStillKnow, unlessGone } from './send-withdrawn.ts';
import { type Sending, type Sent, Superseded } from './sending.ts';

type TakeBack = Extract<Effect, { type: 'take_back' }>;

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
  const withFile = told.filter(({ fileId }) => fileId !== null);
  const files = new Set(withFile.flatMap(({ fileId }) => fileId ?? []));
  const since = withFile[0]?.since;
  const shown = since ? await messagesShowing(sending, channel, { files, since }) : [];
  for (const ts of [...told.flatMap(({ ts: own }) => own ?? []), ...shown]) {
    await unlessGone(sending, 'chat.delete', { channel, ts });
  }
  for (const file of files) await unlessGone(sending, 'files.delete', { file });
  return {};
}
