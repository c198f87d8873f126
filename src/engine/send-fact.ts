import type { Audience, Effect } from '../incident/types.ts';
import { SlackCallError } from '../slack/client.ts';
import { pageReached } from './page-reports.ts';
import { awaitWhoIsPaged } from './page-told.ts';
import { type Destination, post, sendEither } from './post.ts';
import type { LateLine } from './render.ts';
import { sendToChannel, sendToPeople } from './send-told.ts';
import { NotYet, roomOf, type Sending, type Sent, Superseded } from './sending.ts';
import { toldLate } from './told-late.ts';
import { orMayNotSee, readersOf, unsaid } from './unsaid.ts';

type Announcement = Extract<Effect, { type: 'announce' }>;

/** Tells a fact once, where its audience is. */
export async function sendFact(sending: Sending<Announcement>): Promise<Sent> {
  const { to, fact, away, more = [] } = sending.effect;
  const { means, incident } = sending;
  if (to.place === 'channel') return sendToChannel(sending, to);
  if (to.place === 'people') return sendToPeople(sending, to);
  const late = await toldLate(sending);
  if (late) return 'ts' in late ? { result: late } : tellLate(sending, late);
  if (to.place === 'room') awaitWhoIsPaged(sending, fact);
  const rows = fact.type === 'brief' ? await means.latestLines(incident.id) : [];
  const view = await withPast(sending);
  const told = means.render.together([
    means.render.fact(fact, view, to, rows),
    ...more.map((each) => means.render.fact(each.fact, view, to, [])),
  ]);
  const message = away ? means.render.late(told, sending.view, away) : told;
  if (to.place === 'whisper') return whisper(sending, to.userId, message);
  const { ts } = await post(sending, await destination(sending, to), message);
  const isPage = fact.type === 'paged' && to.place === 'dm';
  return {
    result: { ts },
    ...(isPage ? { reports: [pageReached(fact.page, [to.userId])] } : {}),
  };
}

/** A brief says besides what is like it, and that it is the same again how often it happened. */
async function withPast({ means, effect, incident, view }: Sending<Announcement>) {
  const { fact, more = [] } = effect;
  if (fact.type === 'brief') return { ...view, similar: await means.similarTo(incident, true) };
  const isSame = [fact, ...more.map((each) => each.fact)].some(({ type }) => type === 'same_again');
  return isSame ? { ...view, again: (await means.pastOf(incident)).again } : view;
}

/** All that could not be told in time, as one message. */
async function tellLate(sending: Sending<Announcement>, late: LateLine[]): Promise<Sent> {
  if (late.length === 0) throw new Superseded('outdated');
  const { channelId, threadTs } = roomOf(sending);
  const message = sending.means.render.toldLate(late, sending.view);
  const { ts } = await post(sending, { channelId, threadTs }, message);
  // An earlier copy would hold a part of this one only.
  sending.looks.length = 0;
  return { result: { ts } };
}

async function destination(
  sending: Sending<Announcement>,
  to: Exclude<Audience, { place: 'channel' | 'people' }>,
): Promise<Destination> {
  const { incident } = sending;
  switch (to.place) {
    case 'room':
    case 'whisper': {
      const { channelId, threadTs } = roomOf(sending);
      return { channelId, threadTs };
    }
    case 'origin': {
      const { origin } = incident.state;
      if (!origin) throw new Superseded('no_origin');
      const thread = { channelId: origin.channelId, threadTs: origin.ts };
      if (incident.isPrivate) await unsaid(sending, thread);
      return thread;
    }
    case 'dm': {
      const channelId = await directConversation(sending, to.userId);
      const direct = { channelId, threadTs: null };
      const [reader] = await readersOf(sending, sending.effect.fact, [to.userId]);
      return reader ? direct : unsaid(sending, direct);
    }
  }
}

/** Opens the direct conversation with someone; Slack answers with the same one every time. */
export async function directConversation(sending: Sending, userId: string): Promise<string> {
  const { channel } = await sending.call('conversations.open', { users: userId });
  if (!channel?.id) throw new NotYet('no_direct_conversation', 1000);
  return channel.id;
}

/** To one person in the room; to them directly where they are not in it. Nobody looks for it later. */
async function whisper(
  sending: Sending<Announcement>,
  userId: string,
  message: ReturnType<Sending['means']['render']['fact']>,
): Promise<Sent> {
  const { channelId, threadTs } = roomOf(sending);
  try {
    await sendEither(sending, message, (content) =>
      sending.call('chat.postEphemeral', {
        channel: channelId,
        user: userId,
        ...content,
        ...(threadTs === null ? {} : { thread_ts: threadTs }),
      }),
    );
    return {};
  } catch (error) {
    const isElsewhere = error instanceof SlackCallError && error.code === 'user_not_in_channel';
    if (!isElsewhere) throw error;
    await orMayNotSee(sending, userId);
    const channel = await directConversation(sending, userId);
    const { ts } = await post(sending, { channelId: channel, threadTs: null }, message);
    return { result: { ts } };
  }
}
