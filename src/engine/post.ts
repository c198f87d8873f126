import { SlackCallError } from '../slack/client.ts';
import type { Message } from '../views/context.ts';
import { contentRefused } from './errors.ts';
import type { Bound } from './sending.ts';

/** Where a message goes. */
export interface Destination {
  channelId: string;
  threadTs: string | null;
  /** A reply that stands in the channel, too. */
  broadcast?: boolean;
}

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
export async function post(
  sending: Bound,
  to: Destination,
  message: Message,
): Promise<{ channelId: string; ts: string }> {
  const found = await earlier(sending, to);
  if (found) return { channelId: to.channelId, ts: found };
  const answer = await sendEither(message, (content) =>
    sending.call('chat.postMessage', { ...address(to), ...content, ...marks(sending) }),
  );
  return { channelId: answer.channel ?? to.channelId, ts: answer.ts ?? '' };
}

/** Replaces a message's content. */
export async function update(
  sending: Bound,
  at: { channelId: string; ts: string },
  message: Message,
): Promise<void> {
  await sendEither(message, (content) =>
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

/** Sends blocks and text; where Slack refuses the blocks, the text alone. */
async function sendEither<T>(
  message: Message,
  send: (content: Record<string, unknown>) => Promise<T>,
): Promise<T> {
  try {
    return await send({ text: message.text, blocks: message.blocks });
  } catch (error) {
    if (!(error instanceof SlackCallError) || !contentRefused.has(error.code)) throw error;
    return send({ text: message.text.slice(0, 3500), blocks: [] });
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
  const ts = await find(sending, to);
  sending.doubt = false;
  sending.means.metrics.ambiguousSends.inc({ resolution: ts === null ? 'not_found' : 'found' });
  return ts;
}

async function find(sending: Bound, to: Destination): Promise<string | null> {
  const { row, means } = sending;
  const { self } = means;
  const oldest = slackTs(new Date(row.firstAttemptAt.getTime() - skewMs));
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
    const ours = messages.find(
      (each) =>
        keyOf(each) === row.messageKey && (each.bot_id === self.botId || each.user === self.userId),
    );
    if (ours?.ts) return ours.ts;
    cursor = response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return null;
}

/** The key in a message's metadata, which the SDK's types leave out of messages. */
function keyOf(message: object): unknown {
  const { metadata } = message as { metadata?: { event_payload?: { k?: unknown } } };
  return metadata?.event_payload?.k;
}
