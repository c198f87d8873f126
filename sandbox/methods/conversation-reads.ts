import type { ConversationsListResponse } from '@slack/web-api';
import {
  type MethodCall,
  type Methods,
  readable,
  readableMessages,
  SlackError,
} from '../server/method.ts';
import type { Channel, Json, Message } from '../server/model.ts';
import { channelJson, messageJson } from '../server/wire.ts';
import { canSee, channelOf, requireScopeFor, userOf } from './access.ts';
import { cursorOf, cursorTo, listLimit, page } from './paging.ts';
import { micros, tsOf } from './timestamp.ts';

/** What reads of conversations give: later than what was written, as in Slack. */
export const conversationReads: Methods = {
  'conversations.info': info,
  'conversations.list': (call) => list(call, () => true),
  'users.conversations': listOfUser,
  'conversations.history': history,
  'conversations.replies': replies,
};

function info(call: MethodCall): Json {
  const channel = channelOf(call);
  const json = channelJson(call.workspace, channel, call.bot.id);
  if (call.args.flag('include_num_members')) json['num_members'] = channel.members.size;
  if (call.args.flag('include_locale')) json['locale'] = 'en-US';
  return { channel: json };
}

const kinds = new Map<string, Channel['kind']>([
  ['public_channel', 'public'],
  ['private_channel', 'private'],
  ['mpim', 'mpim'],
  ['im', 'im'],
]);

function list(call: MethodCall, fits: (channel: Channel) => boolean): Json {
  const { workspace, args, bot } = call;
  const wanted = wantedKinds(call);
  const limit = listLimit(args);
  const live = args.flag('exclude_archived');
  const now = Date.now();
  const seen = [...workspace.channels.values()].filter(
    (channel) =>
      wanted.has(channel.kind) &&
      channel.visibleFrom <= now &&
      canSee(call, channel) &&
      fits(channel) &&
      !(live && channel.archived),
  );
  const { items, next_cursor } = page(seen, (channel) => channel.id, args, limit);
  return {
    channels: items.map((channel) => ({
      ...channelJson(workspace, channel, bot.id),
      ...(channel.kind === 'im' ? {} : { num_members: channel.members.size }),
    })),
    response_metadata: { next_cursor },
  } satisfies Pick<ConversationsListResponse, 'channels' | 'response_metadata'>;
}

/** The kinds in the argument `types`, public channels when absent; each needs its own scope. */
function wantedKinds(call: MethodCall): Set<Channel['kind']> {
  const types = call.args.list('types');
  const wanted = new Set<Channel['kind']>();
  for (const type of types.length === 0 ? ['public_channel'] : types) {
    const kind = kinds.get(type);
    if (kind === undefined) throw new SlackError('invalid_types');
    requireScopeFor(call, kind);
    wanted.add(kind);
  }
  return wanted;
}

function listOfUser(call: MethodCall): Json {
  const user = call.args.has('user') ? userOf(call, 'user', 'invalid_arguments') : call.bot;
  return list(call, (channel) => channel.members.has(user.id));
}

/** Slack's bounds for one page of messages. */
const historyDefault = 100;
const historyMost = 999;

function history(call: MethodCall): Json {
  const channel = channelOf(call);
  if (!canRead(call, channel)) throw new SlackError('not_in_channel');
  const top = readableMessages(channel).filter(isInChannel);
  const between = within(call, top).reverse();
  const size = pageSize(call, historyDefault, historyMost);
  const { messages, more } = messagePage(call, between, size, (ts, cursor) => ts <= cursor);
  return {
    ...(call.args.has('latest') ? { latest: call.args.text('latest') } : {}),
    ...(call.args.has('oldest') ? { oldest: call.args.text('oldest') } : {}),
    messages,
    ...more,
    pin_count: channel.pins.length,
    channel_actions_ts: null,
    channel_actions_count: 0,
  };
}

const repliesMost = 1000;

function replies(call: MethodCall): Json {
  const channel = channelOf(call);
  if (!canRead(call, channel)) throw new SlackError('channel_not_found');
  const stored = channel.messages.get(call.args.text('ts') ?? '');
  const root = stored === undefined ? undefined : readable(stored);
  if (root === undefined) throw new SlackError('thread_not_found');
  const thread = readableMessages(channel).filter(
    (message) => message.ts === root.ts || message.thread_ts === root.ts,
  );
  const between = [
    root,
    ...within(
      call,
      thread.filter((message) => message.ts !== root.ts),
    ),
  ];
  const size = pageSize(call, repliesMost, repliesMost);
  const { messages, more } = messagePage(call, between, size, (ts, cursor) => ts >= cursor);
  return { messages, ...more };
}

function canRead(call: MethodCall, channel: Channel): boolean {
  return channel.members.has(call.bot.id);
}

/** Replies stand in their thread only, unless they were also sent to the channel. */
function isInChannel(message: Message): boolean {
  const reply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  return !reply || message.broadcast === true;
}

/** The messages between `oldest` and `latest`, both excluded unless `inclusive`. */
function within(call: MethodCall, messages: readonly Message[]): Message[] {
  const oldest = tsOf(call.args, 'oldest', 'invalid_ts_oldest');
  const latest = tsOf(call.args, 'latest', 'invalid_ts_latest');
  const slack = call.args.flag('inclusive') ? 1 : 0;
  const from = oldest === undefined ? -1 : micros(oldest) - slack;
  const to = latest === undefined ? Number.POSITIVE_INFINITY : micros(latest) + slack;
  return messages.filter(({ ts }) => micros(ts) > from && micros(ts) < to);
}

function pageSize(call: MethodCall, usual: number, most: number): number {
  return Math.max(1, Math.min(call.args.integer('limit') ?? usual, most));
}

/**
 * One page of messages. The cursor is a place in time, so a page stays right when the message at
 * its edge was deleted; `after` tells whether a message lies at or beyond that place.
 */
function messagePage(
  call: MethodCall,
  all: readonly Message[],
  size: number,
  after: (ts: number, cursor: number) => boolean,
): { messages: Json[]; more: Json } {
  const cursor = cursorOf(call.args);
  const left =
    cursor === undefined ? all : all.filter((message) => after(micros(message.ts), micros(cursor)));
  const next = left[size];
  const messages = left.slice(0, size).map((message) => shownMessage(call, message));
  if (next === undefined) return { messages, more: { has_more: false } };
  const response_metadata = { next_cursor: cursorTo(next.ts) };
  return { messages, more: { has_more: true, response_metadata } };
}

/** Metadata comes with `include_all_metadata` only, and other apps' with a scope of its own. */
function shownMessage(call: MethodCall, message: Message): Json {
  const json = messageJson(call.workspace, message);
  const own = message.app_id === call.app.id || call.app.scopes.has('metadata.message:read');
  if (!own || !call.args.flag('include_all_metadata')) delete json['metadata'];
  return json;
}
