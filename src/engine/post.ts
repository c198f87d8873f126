import { SlackCallError } from '../slack/client.ts';
import type { Message } from '../views/context.ts';
import { contentRefused, verdictOf } from './errors.ts';
import { type Bound, LookUpRefused } from './sending.ts';

/** Where a message goes. */
export interface Destination {
  channelId: string;
  threadTs: string | null;
  /** A reply that stands in the channel, too. */
  broadcast?: boolean;
}

/** Where a message is. */
interface Posted {
  channelId: string;
  ts: string;
}

/** Where it is, and whether an earlier attempt left it there, with what was so then. */
type Post = Posted & { isEarlier: boolean };

/** Slack's `ts` of a message in seconds, from an instant. */
const slackTs = (at: Date) => (at.getTime() / 1000).toFixed(6);

/** Slack's clock and ours may differ by so much. */
const skewMs = 60_000;

/** Messages read at most when looking for one: 10 pages of 200. */
const pages = 10;

/**
 * Posts a message once. If an earlier attempt may have got through, it is looked for first, by the
 * key in its metadata. Returns its `ts`.
 */
export async function post(sending: Bound, to: Destination, message: Message): Promise<Post> {
  const looked = await lookedUp(sending, to);
  if (looked.ts !== null) return { channelId: to.channelId, ts: looked.ts, isEarlier: true };
  const told = looked.isRepeat ? sending.words.repeated(message) : message;
  const answer = await sendEither(sending, told, (content) =>
    sending.call('chat.postMessage', { ...address(to), ...content, ...marks(sending) }),
  );
  const sent = { channelId: answer.channel ?? to.channelId, ts: answer.ts ?? '' };
  if (looked.isAgain) lookLater(sending, to, sent);
  return { ...sent, isEarlier: false };
}

/** The first copy may become visible yet: whoever sees both takes the newer away. */
function lookLater({ row, looks }: Bound, { threadTs }: Destination, sent: Posted): void {
  looks.push({
    family: 'announce',
    type: 'second_look',
    ...sent,
    threadTs,
    key: row.messageKey,
    outboxId: row.id,
  });
}

/** Replaces a message's content. */
export async function update(
  sending: Bound,
  at: { channelId: string; ts: string },
  message: Message,
): Promise<void> {
  await sendEither(sending, message, (content) =>
    sending.call('chat.update', { channel: at.channelId, ts: at.ts, ...content }),
  );
}

/** Codes of `chat.update` that say the message is gone or can no longer be changed. */
export function cannotUpdate(error: unknown): boolean {
  return (
    error instanceof SlackCallError &&
    ['message_not_found', 'cant_update_message', 'edit_window_closed'].includes(error.code)
  );
}

/** Slack makes several messages of a longer text. */
const textMost = 3_900;
/** What goes out alone, where its blocks were refused, with where the rest is. */
const plainMost = 3_500;

/** Sends blocks and text; where Slack refuses the blocks, the text alone, which says where the rest is. */
export async function sendEither<T>(
  { words }: Pick<Bound, 'words'>,
  message: Message,
  send: (content: Record<string, unknown>) => Promise<T>,
): Promise<T> {
  try {
    return await send({
      text: words.shortened(message.text, textMost),
      blocks: message.blocks,
    });
  } catch (error) {
    if (!(error instanceof SlackCallError) || !contentRefused.has(error.code)) throw error;
    return send({ text: words.shortened(message.text, plainMost), blocks: [] });
  }
}

/**
 * The message of an earlier attempt, if there is one. Where Slack does not let us look, or lets us wait
 * for it, and what is to be said is urgent, it is said once more at last: a second page is better than
 * none.
 */
async function lookedUp(
  sending: Bound,
  to: Destination,
): Promise<{ ts: string | null; isAgain: boolean; isRepeat: boolean }> {
  const isAgain = sending.row.ambiguous;
  try {
    const ts = await earlier(sending, to);
    if (isAgain && ts === null) sending.means.metrics.possibleDuplicates.inc();
    return { ts, isAgain, isRepeat: false };
  } catch (error) {
    const { repeatAfterMs, row, means } = sending;
    const isLate = repeatAfterMs !== null && row.doubtForMs >= repeatAfterMs;
    if (!isLate || !isUnanswered(error)) throw error;
    sending.doubt = false;
    means.metrics.ambiguousSends.inc({ resolution: 'repeated' });
    means.metrics.possibleDuplicates.inc();
    return { ts: null, isAgain, isRepeat: true };
  }
}

function address({ channelId, threadTs, broadcast }: Destination) {
  if (threadTs === null) return { channel: channelId };
  const reply = { channel: channelId, thread_ts: threadTs };
  return broadcast ? { ...reply, reply_broadcast: true } : reply;
}

/** What every message carries: the key it is found by, and no previews or name linking. */
function marks({ row }: Bound) {
  return {
    metadata: { event_type: 'muster', event_payload: { k: row.messageKey } },
    unfurl_links: false,
    unfurl_media: false,
    link_names: false,
  };
}

/** The `ts` of the message an earlier attempt of this row left, if there is one. */
export async function earlier(sending: Bound, to: Destination): Promise<string | null> {
  if (!sending.doubt) return null;
  const { messageKey: key, firstAttemptAt: since } = sending.row;
  const [oldest] = await copiesOf(sending, to, { key, since }).catch((error: unknown) => {
    throw isRefusal(error, sending) ? new LookUpRefused(error.code) : error;
  });
  const ts = oldest ?? null;
  sending.doubt = false;
  sending.means.metrics.ambiguousSends.inc({ resolution: ts === null ? 'not_found' : 'found' });
  return ts;
}

/** Whether a look-up told nothing: it was refused, has to wait, or got no answer. */
function isUnanswered(error: unknown): boolean {
  if (error instanceof LookUpRefused) return true;
  return (
    isLookUp(error) && ['rate_limited', 'unknown', 'not_sent'].includes(verdictOf(error.fault))
  );
}

/** Whether it failed while an earlier message was looked for. */
export function isLookUp(error: unknown): error is SlackCallError {
  return (
    error instanceof SlackCallError &&
    ['conversations.history', 'conversations.replies'].includes(error.method)
  );
}

/** No history scope, or a channel that lets us write and not read; the room is to be mended instead. */
function isRefusal(error: unknown, { row }: Bound): error is SlackCallError {
  if (!(error instanceof SlackCallError)) return false;
  const isRoom = row.places['room']?.channelId === error.channelId;
  return verdictOf(error.fault) === 'row' || (error.code === 'not_in_channel' && !isRoom);
}

/**
 * The `ts` of our messages with this key, oldest first. One that is looked for to be found is read no
 * further than the page that holds it; `all` reads on for others.
 */
export async function copiesOf(
  sending: Bound,
  to: Destination,
  { key, since, all = false }: { key: string; since: Date; all?: boolean },
): Promise<string[]> {
  const { self } = sending.means;
  const oldest = slackTs(new Date(since.getTime() - skewMs));
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const args = {
      oldest,
      limit: 200,
      include_all_metadata: true,
      ...(cursor ? { cursor } : {}),
    };
    const { messages = [], response_metadata } =
      to.threadTs === null
        ? await sending.call('conversations.history', { channel: to.channelId, ...args })
        : await sending.call('conversations.replies', {
            channel: to.channelId,
            ts: to.threadTs,
            ...args,
          });
    const ours = messages.filter(
      (each) => keyOf(each) === key && (each.bot_id === self.botId || each.user === self.userId),
    );
    found.push(...ours.flatMap(({ ts }) => (ts ? [ts] : [])));
    cursor = response_metadata?.next_cursor;
    if (!cursor || (found.length > 0 && !all)) break;
  }
  return found.sort((a, b) => Number(a) - Number(b));
}

/** The key in a message's metadata, which the SDK's types leave out of messages. */
function keyOf(message: object): unknown {
  const { metadata } = message as { metadata?: { event_payload?: { k?: unknown } } };
  return metadata?.event_payload?.k;
}
