import type { ConversationsInviteResponse, ConversationsMembersResponse } from '@slack/web-api';
import { addMember, removeMember } from '../server/channels.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Channel, Json, User } from '../server/model.ts';
import { channelJson } from '../server/wire.ts';
import {
  canSee,
  channelOf,
  requireKind,
  requireLive,
  requireMembership,
  requireScopeFor,
  userOf,
} from './access.ts';
import type { Answer } from './answer.ts';
import { listLimit, page } from './paging.ts';

/** Who is in a channel: inviting, removing, joining, leaving, listing. */
export const conversationMembers: Methods = {
  'conversations.invite': invite,
  'conversations.kick': kick,
  'conversations.join': join,
  'conversations.leave': leave,
  'conversations.members': members,
};

/** The most ids that one invitation takes. */
const inviteMax = 100;

function invite(call: MethodCall): Json {
  const { workspace, args, bot } = call;
  const channel = channelOf(call);
  requireKind(channel, 'public', 'private');
  requireLive(channel);
  requireMembership(call, channel);
  const ids = [...new Set(args.list('users'))];
  if (ids.length === 0) throw new SlackError('no_user');
  if (ids.length > inviteMax) throw new SlackError('invalid_arguments');
  const errors = ids.flatMap((user) => {
    const error = inviteFault(call, channel, user);
    return error === undefined ? [] : [{ user, ok: false, error }];
  });
  const refused = new Set(errors.map((each) => each.user));
  const welcome = ids.filter((id) => !refused.has(id));
  const first = errors[0];
  // One bad id spoils the invitation of all the others, unless the caller says `force`.
  if (first !== undefined && (welcome.length === 0 || !args.flag('force'))) {
    throw new SlackError(first.error, { errors });
  }
  for (const id of welcome) addMember(workspace, channel, id, bot.id);
  const answer = {
    channel: channelJson(workspace, channel, bot.id),
  } satisfies Answer<ConversationsInviteResponse>;
  return errors.length === 0 ? answer : { ...answer, errors };
}

function inviteFault(call: MethodCall, channel: Channel, id: string): string | undefined {
  if (id === call.bot.id) return 'cant_invite_self';
  const user = call.workspace.users.get(id);
  if (user === undefined) return 'user_not_found';
  if (channel.members.has(id)) return 'already_in_channel';
  if (user.deleted) return 'cant_invite';
  if (user.is_stranger) return 'org_user_not_in_team';
  if (user.is_ultra_restricted && hasChannel(call, user)) return 'ura_max_channels';
  return undefined;
}

/** A single-channel guest who has their channel can get no other. */
function hasChannel(call: MethodCall, guest: User): boolean {
  for (const channel of call.workspace.channels.values()) {
    const counts = channel.kind === 'public' || channel.kind === 'private';
    if (counts && !channel.archived && channel.members.has(guest.id)) return true;
  }
  return false;
}

function kick(call: MethodCall): Json {
  const channel = channelOf(call);
  requireKind(channel, 'public', 'private');
  requireMembership(call, channel);
  const user = userOf(call);
  if (user.id === call.bot.id) throw new SlackError('cant_kick_self');
  if (channel.is_general) throw new SlackError('cant_kick_from_general');
  if (!channel.members.has(user.id)) throw new SlackError('not_in_channel');
  removeMember(call.workspace, channel, user.id, call.bot.id);
  return {};
}

function join(call: MethodCall): Json {
  const { workspace, args, bot } = call;
  const channel = workspace.channels.get(args.required('channel', 'channel_not_found'));
  if (channel === undefined || !canSee(call, channel)) throw new SlackError('channel_not_found');
  requireKind(channel, 'public');
  requireScopeFor(call, channel.kind);
  requireLive(channel);
  const already = channel.members.has(bot.id);
  addMember(workspace, channel, bot.id);
  const answer = { channel: channelJson(workspace, channel, bot.id) };
  if (!already) return answer;
  const warning = 'already_in_channel';
  return { ...answer, warning, response_metadata: { warnings: [warning] } };
}

function leave(call: MethodCall): Json {
  const channel = channelOf(call);
  requireKind(channel, 'public', 'private');
  requireLive(channel);
  if (channel.is_general) throw new SlackError('cant_leave_general');
  if (!channel.members.has(call.bot.id)) return { not_in_channel: true };
  if (channel.kind === 'private' && channel.members.size === 1) throw new SlackError('last_member');
  removeMember(call.workspace, channel, call.bot.id);
  return {};
}

function members(call: MethodCall): Json {
  const channel = channelOf(call);
  const limit = listLimit(call.args);
  const { items, next_cursor } = page([...channel.members], (id) => id, call.args, limit);
  return {
    members: items,
    response_metadata: { next_cursor },
  } satisfies Answer<ConversationsMembersResponse>;
}
