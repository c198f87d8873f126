import type { LaterLine } from '../incident/links/adopt-types.ts';
import type { Answers, Method } from '../slack/client.ts';

/** What people wrote in a channel before it was a room. */

export interface ReadChannel {
  channelId: string;
  /** How many of the latest messages, besides those that somebody marked. */
  latest: number;
  /** Only what was written before this instant, if any. */
  before?: Date;
  /** Slack's text as people read it. */
  plain(text: string): string;
  call<M extends Method>(method: M, args: Record<string, unknown>): Promise<Answers[M]>;
}

/** Messages looked at: 5 pages of 200. */
const pages = 5;
/** Marked messages taken at most. */
const mostMarked = 100;
/** A line of the timeline takes so many characters. */
const mostText = 3000;

type Said = NonNullable<Answers['conversations.history']['messages']>[number];

/**
 * The messages of people that belong into the timeline, oldest first: those that are pinned or carry
 * a 📌, and the latest. What apps wrote, and who came and went, is left out. Looks at the last 1,000.
 */
export async function readChannel(request: ReadChannel): Promise<LaterLine[]> {
  const { latest, before } = request;
  const said = (await history(request)).filter(
    (each) => isOfPerson(each) && (!before || Number(each.ts) * 1000 < before.getTime()),
  );
  const marked = said.filter(isMarked).slice(0, mostMarked);
  const wanted = new Set([...marked, ...said.slice(0, latest)]);
  const taken = said.filter((each) => wanted.has(each)).reverse();
  const link = await linksOf(request, taken[0]?.ts);
  return taken.map((message) => lineOf(request, message, link));
}

/** The link of each message, made from that of one: asking for every one would take minutes. */
async function linksOf({ channelId, call }: ReadChannel, ts: string | undefined) {
  if (ts === undefined) return () => null;
  const { permalink } = await call('chat.getPermalink', { channel: channelId, message_ts: ts });
  const own = `p${ts.replace('.', '')}`;
  return (other: string) =>
    permalink?.endsWith(own)
      ? `${permalink.slice(0, -own.length)}p${other.replace('.', '')}`
      : null;
}

/** Newest first, as Slack gives it. */
async function history({ channelId, call }: ReadChannel): Promise<Said[]> {
  const found: Said[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await call('conversations.history', {
      channel: channelId,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    found.push(...(answer.messages ?? []));
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return found;
}

/** `thread_broadcast` is a reply that stands in the channel, too; other subtypes are Slack's own. */
function isOfPerson({ user, bot_id: bot, subtype, text }: Said): boolean {
  const isPlain = [undefined, 'thread_broadcast', 'file_share', 'me_message'].includes(subtype);
  return user !== undefined && bot === undefined && isPlain && (text ?? '').trim() !== '';
}

/** Slack's types do not know `pinned_to`: the channels in which a message is pinned. */
function isMarked(message: Said): boolean {
  const { pinned_to: places } = message as { pinned_to?: unknown[] };
  return (
    (places ?? []).length > 0 || (message.reactions ?? []).some(({ name }) => name === 'pushpin')
  );
}

function lineOf(
  { channelId, plain }: ReadChannel,
  message: Said,
  linkTo: (ts: string) => string | null,
): LaterLine {
  const { ts = '', user: who = null } = message;
  const text = plain(message.text ?? '').slice(0, mostText);
  const source = { channelId, ts, authorId: who, permalink: linkTo(ts), text: '' };
  return { who, name: null, at: new Date(Number(ts) * 1000), text, source };
}
