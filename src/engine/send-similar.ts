import { publishedWords } from '../incident/links/likeness.ts';
import type { SimilarEffect } from '../incident/links/similar.ts';
import { isOpen } from '../incident/lookup.ts';
import { textEntries } from '../incident/postmortem/texts.ts';
import { post, update } from './post.ts';
import { orGone, unlessGone } from './send-withdrawn.ts';
import { roomOf, type Sending, type Sent, Superseded } from './sending.ts';

/** What others look like it, and what it is found by itself. */
export function sendSimilar(sending: Sending<SimilarEffect>): Promise<Sent> {
  const { type } = sending.effect;
  if (type === 'tell_similar') return tellSimilar(sending);
  if (type === 'forget_similar') return forgetSimilar(sending);
  return type === 'find_similar' ? findSimilar(sending) : findWords(sending);
}

/** Tells the room what happened before that looks like this, once; where nothing does, nothing is said. */
async function tellSimilar(sending: Sending): Promise<Sent> {
  const { means, incident, view } = sending;
  if (!isOpen(incident.phase)) throw new Superseded('over');
  const similar = await means.similarTo(incident, true);
  if (similar.length === 0) throw new Superseded('nothing_similar');
  const { channelId, threadTs } = roomOf(sending);
  const told = means.render.similar(view, similar);
  const { ts, isEarlier } = await post(sending, { channelId, threadTs }, told);
  // What it named then may be private by now.
  if (isEarlier) await update(sending, { channelId, ts }, told);
  return {
    places: [{ place: 'similar', channelId, ts }],
    result: { ts },
    reports: [{ type: 'similar_found', kept: similar, isFinal: false }],
  };
}

/** Takes out of what the room was told what it may not know any more; all of it where nothing is left. */
async function forgetSimilar(sending: Sending): Promise<Sent> {
  const { means, incident, places, view } = sending;
  const { channelId, ts } = places['similar'] ?? {};
  if (!channelId || !ts) throw new Superseded('not_told');
  const { similar } = await means.pastOf(incident);
  if (similar.length === 0) {
    await unlessGone(sending, 'chat.delete', { channel: channelId, ts });
    return { lost: { places: ['similar'], channelId } };
  }
  await orGone(() => update(sending, { channelId, ts }, means.render.similar(view, similar)));
  return {};
}

/** Finds what the document says of past incidents that look like it; also that there are none. */
async function findSimilar({ means, incident }: Sending): Promise<Sent> {
  const kept = await means.similarTo(incident, true);
  return { reports: [{ type: 'similar_found', kept, isFinal: true }] };
}

/** Reads the words of a postmortem that is published; its texts are in the timeline. */
async function findWords({ means, incident, policy }: Sending): Promise<Sent> {
  if (incident.state.postmortem.status !== 'published') throw new Superseded('not_published');
  const rows = await means.timelineOf(incident.id);
  const texts = rows.filter(({ type }) => (textEntries as readonly string[]).includes(type));
  return { reports: [{ type: 'words_found', words: publishedWords(policy, texts) }] };
}
