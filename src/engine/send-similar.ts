import { isOpen } from '../incident/lookup.ts';
import { post } from './post.ts';
import { roomOf, type Sending, type Sent, Superseded } from './sending.ts';

/** Tells the room what happened before that looks like this, once; where nothing does, nothing is said. */
export async function sendSimilar(sending: Sending): Promise<Sent> {
  const { means, incident, view } = sending;
  if (!isOpen(incident.phase)) throw new Superseded('over');
  const similar = await means.similarTo(incident, true);
  if (similar.length === 0) throw new Superseded('nothing_similar');
  const { channelId, threadTs } = roomOf(sending);
  const { ts } = await post(sending, { channelId, threadTs }, means.render.similar(view, similar));
  return { result: { ts } };
}
