import { isShown } from '../incident/postmortem/whether.ts';
import { cannotUpdate, update } from './post.ts';
import { first } from './send-card.ts';
import { roomOf, type Sending, type Sent, Superseded } from './sending.ts';

/** The document's copy in the room changes with what the message tells. */
const copy = { family: 'sync', type: 'sync_canvas' } as const;

/** Makes the message about the postmortem show the state: posts it once, then keeps editing it. */
export async function sendPostmortem(sending: Sending): Promise<Sent> {
  const room = roomOf(sending);
  const { postmortem: shown } = sending.places;
  const message = sending.means.render.postmortem(sending.view);
  if (shown?.ts && shown.channelId === room.channelId) {
    try {
      await update(sending, { channelId: shown.channelId, ts: shown.ts }, message);
      return { cool: shown.ts, follow: [copy] };
    } catch (error) {
      if (!cannotUpdate(error)) throw error;
    }
  }
  // Whatever it would tell waits until it is time for it.
  if (!isShown(sending.incident, sending.policy)) throw new Superseded('not_yet');
  const to = { channelId: room.channelId, threadTs: room.threadTs };
  const sent = await first(sending, 'postmortem', to, message);
  return { ...sent, follow: [...(sent.follow ?? []), copy] };
}
