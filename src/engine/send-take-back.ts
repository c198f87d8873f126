import type { Effect } from '../incident/types.ts';
import { messagesShowing } from './messages-showing.ts';
import { cannotUpdate, update } from './post.ts';
import { directConversation } from './send-fact.ts';
import { mayStillKnow, unlessGone } from './send-withdrawn.ts';
import { type Sending, type Sent, Superseded } from './sending.ts';
import type { ToldReminder } from './told-of.ts';

type TakeBack = Extract<Effect, { type: 'take_back' }>;

/**
 * Deletes what one person was told directly of an incident that they may not see any more, its files too,
 * and takes it out of reminders of their action items.
 * It stands behind whatever was on its way to them. Begun again, it does what is left to do.
 */
export async function sendTakeBack(sending: Sending<TakeBack>): Promise<Sent> {
  const { effect, incident, means } = sending;
  const { userId } = effect;
  const [seen] = await means.amongParticipants(incident.id, [userId]);
  if (!incident.isPrivate || seen) throw new Superseded('sees_it');
  const all = await means.toldDirectly(incident.id, userId);
  const told = all.filter(({ audience }) => audience === null || !mayStillKnow(sending, audience));
  const reminders = await means.remindersNaming(incident, userId);
  if (told.length + reminders.length === 0) throw new Superseded('nothing_told');
  const channel = await directConversation(sending, userId);
  const withFile = told.filter(({ fileId }) => fileId !== null);
  const files = new Set(withFile.flatMap(({ fileId }) => fileId ?? []));
  const since = withFile[0]?.since;
  const shown = since ? await messagesShowing(sending, channel, { files, since }) : [];
  for (const ts of [...told.flatMap(({ ts: own }) => own ?? []), ...shown]) {
    await unlessGone(sending, 'chat.delete', { channel, ts });
  }
  for (const file of files) await unlessGone(sending, 'files.delete', { file });
  for (const { ts, fact } of reminders) await redraw(sending, { channelId: channel, ts }, fact);
  return {};
}

/** The reminder as of its day, without what they may not see any more; nothing where nothing else is left. */
async function redraw(
  sending: Sending,
  at: { channelId: string; ts: string },
  fact: ToldReminder['fact'],
): Promise<void> {
  const day = 'at' in fact ? fact.at : sending.row.now;
  const message = await sending.means.organisation.message(fact, 'person', day);
  try {
    if (message) return await update(sending, at, message);
  } catch (error) {
    if (!cannotUpdate(error)) throw error;
  }
  await unlessGone(sending, 'chat.delete', { channel: at.channelId, ts: at.ts });
}
