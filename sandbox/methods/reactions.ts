import { addReaction, removeReaction } from '../server/messages.ts';
import {
  type MethodCall,
  type Methods,
  messageAt,
  readableMessages,
  SlackError,
} from '../server/method.ts';
import type { Channel, Json, Message } from '../server/model.ts';
import { messageJson, permalink } from '../server/wire.ts';
import { canSee, channelOf, requireLive, userOf } from './access.ts';
import { page } from './paging.ts';
import { isTs } from './timestamp.ts';

/** Emoji under messages. */
export const reactions: Methods = {
  'reactions.add': add,
  'reactions.remove': remove,
  'reactions.get': get,
  'reactions.list': list,
};

function add(call: MethodCall): Json {
  const { workspace, bot } = call;
  const channel = reachableChannel(call);
  requireLive(channel);
  const message = messageOf(call, channel);
  addReaction(workspace, channel, message, nameOf(call), bot.id);
  return {};
}

function remove(call: MethodCall): Json {
  const channel = reachableChannel(call);
  const message = messageOf(call, channel);
  removeReaction(call.workspace, channel, message, nameOf(call), call.bot.id);
  return {};
}

function get(call: MethodCall): Json {
  if (call.args.text('channel') === undefined) throw new SlackError('no_item_specified');
  const channel = channelOf(call);
  return shown(call, channel, messageOf(call, channel));
}

function list(call: MethodCall): Json {
  const { workspace, args, bot } = call;
  const user = args.has('user') ? userOf(call) : bot;
  const items = [...workspace.channels.values()]
    .filter((channel) => canSee(call, channel))
    .flatMap((channel) =>
      readableMessages(channel)
        .filter((message) => message.reactions.some((each) => each.users.includes(user.id)))
        .map((message) => ({ channel, message })),
    );
  const limit = Math.max(1, args.integer('limit') ?? 100);
  const part = page(items, ({ channel, message }) => `${channel.id}:${message.ts}`, args, limit);
  return {
    items: part.items.map(({ channel, message }) => shown(call, channel, message)),
    response_metadata: { next_cursor: part.next_cursor },
  };
}

/** An app reacts where it is a member. */
function reachableChannel(call: MethodCall): Channel {
  if (call.args.text('channel') === undefined) throw new SlackError('no_item_specified');
  const channel = channelOf(call);
  if (!channel.members.has(call.bot.id)) throw new SlackError('no_access');
  return channel;
}

function messageOf(call: MethodCall, channel: Channel): Message {
  const ts = call.args.text('timestamp');
  if (ts === undefined) throw new SlackError('no_item_specified');
  if (!isTs(ts)) throw new SlackError('bad_timestamp');
  return messageAt(channel, ts);
}

/** The emoji's name, with or without colons; a skin tone may follow. */
function nameOf(call: MethodCall): string {
  const name = (call.args.text('name') ?? '').replace(/^:|:$/g, '');
  if (!/^[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?$/.test(name)) throw new SlackError('invalid_name');
  return name;
}

function shown(call: MethodCall, channel: Channel, message: Message): Json {
  const { workspace } = call;
  return {
    type: 'message',
    channel: channel.id,
    message: { ...messageJson(workspace, message), permalink: permalink(workspace, message) },
  };
}
