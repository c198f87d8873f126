import { pinMessage, unpinMessage } from '../server/messages.ts';
import { type MethodCall, type Methods, messageAt, SlackError } from '../server/method.ts';
import type { Channel, Json, Message } from '../server/model.ts';
import { messageJson, permalink } from '../server/wire.ts';
import { channelOf, requireLive, requireMembership } from './access.ts';
import { isTs } from './timestamp.ts';

/** Messages pinned to their channel. */
export const pins: Methods = {
  'pins.add': add,
  'pins.remove': remove,
  'pins.list': list,
};

/** How many messages one channel holds pinned. */
const pinsMax = 100;

function add(call: MethodCall): Json {
  const channel = channelOf(call);
  requireMembership(call, channel);
  requireLive(channel, 'restricted_action');
  const message = messageOf(call, channel);
  const pinned = channel.pins.some((pin) => pin.ts === message.ts);
  if (!pinned && channel.pins.length >= pinsMax) throw new SlackError('too_many_pins');
  pinMessage(call.workspace, channel, message, call.bot.id);
  return {};
}

function remove(call: MethodCall): Json {
  const channel = channelOf(call);
  requireLive(channel, 'restricted_action');
  unpinMessage(call.workspace, channel, messageOf(call, channel), call.bot.id);
  return {};
}

function messageOf(call: MethodCall, channel: Channel): Message {
  const ts = call.args.text('timestamp');
  if (ts === undefined) throw new SlackError('no_item_specified');
  if (!isTs(ts)) throw new SlackError('bad_timestamp');
  return messageAt(channel, ts);
}

function list(call: MethodCall): Json {
  const { workspace } = call;
  const channel = channelOf(call);
  const newestFirst = [...channel.pins].reverse();
  const items = newestFirst.flatMap((pin) => {
    const message = channel.messages.get(pin.ts);
    if (message === undefined) return [];
    return {
      type: 'message',
      created: pin.created,
      created_by: pin.created_by,
      channel: channel.id,
      message: { ...messageJson(workspace, message), permalink: permalink(workspace, message) },
    };
  });
  return { items };
}
