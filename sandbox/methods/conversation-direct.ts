import { markRead, openDirect } from '../server/channels.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Channel, Json } from '../server/model.ts';
import { channelJson } from '../server/wire.ts';
import { channelOf, requireKind, requireMembership, requireScopeFor } from './access.ts';
import { isTs } from './timestamp.ts';

/** Direct messages, and how far the caller has read. */
export const conversationDirect: Methods = {
  'conversations.open': open,
  'conversations.close': close,
  'conversations.mark': mark,
};

/** Slack opens direct messages with up to eight others. */
const othersMax = 8;

function open(call: MethodCall): Json {
  const { workspace, args, bot } = call;
  if (args.text('channel') !== undefined) {
    const channel = channelOf(call);
    requireKind(channel, 'im', 'mpim');
    return { no_op: true, already_open: true, channel: answered(call, channel) };
  }
  const members = [bot.id, ...othersOf(call)];
  requireScopeFor(call, members.length > 2 ? 'mpim' : 'im');
  const known = workspace.directChannel(members);
  const channel = known ?? openDirect(workspace, members);
  const already = known === undefined ? {} : { no_op: true, already_open: true };
  return { ...already, channel: answered(call, channel) };
}

function othersOf(call: MethodCall): string[] {
  const ids = [...new Set(call.args.list('users'))];
  if (ids.length === 0) throw new SlackError('users_list_not_supplied');
  if (ids.length > othersMax) throw new SlackError('too_many_users');
  for (const id of ids) {
    const user = call.workspace.users.get(id);
    if (user === undefined) throw new SlackError('user_not_found');
    if (user.deleted) throw new SlackError('user_disabled');
  }
  const others = ids.filter((id) => id !== call.bot.id);
  if (others.length === 0) throw new SlackError('not_enough_users');
  return others;
}

function answered(call: MethodCall, channel: Channel): Json {
  if (!call.args.flag('return_im')) return { id: channel.id };
  return channelJson(call.workspace, channel, call.bot.id);
}

function close(call: MethodCall): Json {
  const channel = channelOf(call);
  requireKind(channel, 'im', 'mpim');
  return {};
}

function mark(call: MethodCall): Json {
  const channel = channelOf(call);
  requireMembership(call, channel);
  const ts = call.args.text('ts') ?? '';
  if (!isTs(ts)) throw new SlackError('invalid_timestamp');
  markRead(call.workspace, channel, call.bot.id, ts);
  return {};
}
