import type { HomeView, ModalView } from '@slack/types';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SharedFile } from '../incident/links/types.ts';
import type { Message } from '../views/context.ts';
import { safeClientOptions } from './client-options.ts';
import { textFileReader } from './read-text-file.ts';
import { sharedFiles } from './shared-files.ts';

/**
 * The few Web API calls that answer a person at once instead of going through the outbox: forms,
 * because their trigger lasts 3 s, and what only that person sees.
 */
export interface SlackCalls {
  /** Opens a form. Throws `TriggerExpired` when Slack does not take the trigger any more. */
  openView(triggerId: string, view: ModalView): Promise<{ id: string; hash: string }>;
  /** Puts a view on top of the one that is open. Throws `TriggerExpired`. */
  pushView(triggerId: string, view: ModalView): Promise<void>;
  updateView(viewId: string, hash: string, view: ModalView): Promise<void>;
  publishHome(userId: string, view: HomeView): Promise<void>;
  /** Says something to one person in a channel, or in a thread there. */
  whisper(channelId: string, userId: string, message: Message, threadTs?: string): Promise<void>;
  /** Answers a direct message where it was written. */
  say(channelId: string, message: Message): Promise<void>;
  /** Answers a gesture through its response_url: to that person only. */
  respond(responseUrl: string, answer: Message & { replaceOriginal: boolean }): Promise<void>;
  /** Writes to one person directly. For what nothing may be kept of; all else goes by the outbox. */
  direct(userId: string, message: Message): Promise<void>;
  /** A file as text; null where Slack does not hand it over, or it is no text of at most 2 MB. */
  textFile(fileId: string): Promise<string | null>;
  /** What people wrote in a thread after `sinceTs`, oldest first; the first 600 messages of it. */
  replies(channelId: string, threadTs: string, sinceTs: string): Promise<Reply[]>;
  /** The link to a message; rejects after 500 ms. */
  permalink(channelId: string, ts: string): Promise<string | null>;
  /** A channel as Slack shows it to us; null where it does not. */
  channel(channelId: string): Promise<FoundChannel | null>;
  /** One message with its author and link; null when it is not there for us. */
  message(channelId: string, ts: string): Promise<KeptMessage | null>;
}

/** A message in a thread, as Slack writes it. */
export interface Reply {
  ts: string;
  text: string;
  userId: string;
}

/** A channel, for who wants to make it a room. */
export interface FoundChannel {
  id: string;
  name: string;
  topic: string;
  purpose: string;
  isPrivate: boolean;
  /** It is the channel that everybody of the workspace is in. */
  isGeneral: boolean;
  /** People of another organisation are in it. */
  isShared: boolean;
  createdAt: Date;
  people: number;
}

/** A message as a timeline keeps it. */
export interface KeptMessage {
  text: string;
  authorId: string | null;
  permalink: string | null;
  files?: SharedFile[];
  /** It is pinned, or somebody's 📌 is on it. */
  isMarked?: boolean;
}

/** The form did not open: Slack gives 3 s from the gesture to it, or did not answer. */
export class TriggerExpired extends Error {
  constructor(code: string) {
    super(`no form came of the trigger: ${code}`);
    this.name = 'TriggerExpired';
  }
}

const triggerFaults = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'invalid_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
]);

/** Milliseconds one of these calls may take; the gesture's own 3 s run meanwhile. */
const LONGEST_CALL_MS = 2_500;

/** The calls over HTTP. None is repeated. */
export function slackCalls(settings: {
  token: string;
  apiUrl: string | undefined;
  log: Logger;
}): SlackCalls {
  const { token, apiUrl, log } = settings;
  const client = new WebClient(
    token,
    safeClientOptions({ apiUrl, log, timeoutMs: LONGEST_CALL_MS }),
  );
  // For what is worth having only if it comes before a form's trigger expires.
  const hasty = new WebClient(token, safeClientOptions({ apiUrl, log, timeoutMs: 500 }));
  return {
    async openView(triggerId, view) {
      if (triggerId === '') throw new TriggerExpired('none');
      const opened = await withTrigger(() => client.views.open({ trigger_id: triggerId, view }));
      return { id: opened.view?.id ?? '', hash: opened.view?.hash ?? '' };
    },
    async pushView(triggerId, view) {
      await withTrigger(() => client.views.push({ trigger_id: triggerId, view }));
    },
    async updateView(viewId, hash, view) {
      await client.views.update({ view_id: viewId, hash, view });
    },
    async publishHome(userId, view) {
      await client.views.publish({ user_id: userId, view });
    },
    async whisper(channelId, userId, message, threadTs) {
      const place = { channel: channelId, ...(threadTs ? { thread_ts: threadTs } : {}) };
      await client.chat.postEphemeral({ ...place, user: userId, ...message });
    },
    async say(channelId, message) {
      await client.chat.postMessage({ channel: channelId, unfurl_links: false, ...message });
    },
    async direct(userId, message) {
      const { channel } = await client.conversations.open({ users: userId });
      await client.chat.postMessage({
        channel: channel?.id ?? '',
        unfurl_links: false,
        ...message,
      });
    },
    replies: (channelId, threadTs, sinceTs) =>
      readReplies(client, { channelId, threadTs, sinceTs }),
    respond,
    textFile: textFileReader(settings),
    permalink: (channelId, ts) => permalinkOf(hasty, channelId, ts),
    channel: (channelId) => readChannel(client, channelId),
    message: (channelId, ts) => readMessage(client, channelId, ts),
  };
}

async function withTrigger<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw new TriggerExpired(String(error));
    if (triggerFaults.has(error.data.error)) throw new TriggerExpired(error.data.error);
    throw error;
  }
}

async function respond(url: string, answer: Message & { replaceOriginal: boolean }) {
  const { text, blocks, replaceOriginal } = answer;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      response_type: 'ephemeral',
      replace_original: replaceOriginal,
      text,
      blocks,
    }),
    redirect: 'error',
    signal: AbortSignal.timeout(LONGEST_CALL_MS),
  });
  if (!response.ok) throw new Error(`response_url answered ${response.status}`);
}

async function readMessage(
  client: WebClient,
  channel: string,
  ts: string,
): Promise<KeptMessage | null> {
  const at = { channel, latest: ts, oldest: ts, inclusive: true, limit: 1 };
  const { messages = [] } = await client.conversations.history(at);
  // A reply in a thread is not in the channel's history.
  const found =
    messages.find((each) => each.ts === ts) ??
    (await client.conversations.replies({ ...at, ts })).messages?.find((each) => each.ts === ts);
  if (!found) return null;
  return {
    text: found.text ?? '',
    authorId: found.user ?? null,
    permalink: await permalinkOf(client, channel, ts),
    files: sharedFiles(found.files),
    isMarked: isPinned(found) || (found.reactions ?? []).some(({ name }) => name === 'pushpin'),
  };
}

/** So many pages of 200 messages are read of a thread. */
const pagesMost = 3;

async function readReplies(
  client: WebClient,
  { channelId, threadTs, sinceTs }: { channelId: string; threadTs: string; sinceTs: string },
): Promise<Reply[]> {
  const found: Reply[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesMost; page += 1) {
    const answer = await client.conversations.replies({
      ...{ channel: channelId, ts: threadTs, oldest: sinceTs, limit: 200 },
      ...(cursor ? { cursor } : {}),
    });
    for (const { ts, text, user, bot_id: botId } of answer.messages ?? []) {
      // The message that the thread hangs on comes with every page.
      if (!ts || !user || botId || ts === threadTs || ts === sinceTs) continue;
      found.push({ ts, text: text ?? '', userId: user });
    }
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (!cursor) break;
  }
  return found;
}

async function readChannel(client: WebClient, id: string): Promise<FoundChannel | null> {
  try {
    const asked = { channel: id, include_num_members: true };
    const { channel } = await client.conversations.info(asked);
    if (!channel || channel.is_archived) return null;
    return {
      id,
      name: channel.name ?? id,
      topic: channel.topic?.value ?? '',
      purpose: channel.purpose?.value ?? '',
      isPrivate: channel.is_private ?? false,
      isGeneral: channel.is_general ?? false,
      isShared: Boolean(channel.is_ext_shared || channel.is_pending_ext_shared),
      createdAt: new Date((channel.created ?? 0) * 1000),
      people: channel.num_members ?? 0,
    };
  } catch (error) {
    const isHidden =
      error instanceof WebAPIPlatformError && error.data.error === 'channel_not_found';
    if (isHidden) return null;
    throw error;
  }
}

/** Slack's types do not know `pinned_to`: the channels in which a message is pinned. */
function isPinned(message: object): boolean {
  const { pinned_to: places } = message as { pinned_to?: unknown[] };
  return (places ?? []).length > 0;
}

async function permalinkOf(client: WebClient, channel: string, ts: string) {
  const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts });
  return permalink ?? null;
}
