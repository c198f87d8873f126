import type { ConversationsCreateResponse } from '@slack/web-api';
import { storeText } from '../blocks/text.ts';
import {
  archiveChannel,
  createChannel,
  renameChannel,
  setPurpose,
  setTopic,
  unarchiveChannel,
} from '../server/channels.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Channel, Json } from '../server/model.ts';
import { channelJson } from '../server/wire.ts';
import {
  channelOf,
  requireKind,
  requireLive,
  requireMembership,
  requireScopeFor,
} from './access.ts';
import type { Answer } from './answer.ts';
import { channelNameFault } from './channel-name.ts';

/** Making channels, naming them, saying what they are for, archiving them. */
export const conversations: Methods = {
  'conversations.create': create,
  'conversations.rename': rename,
  'conversations.setTopic': (call) => remark(call, 'topic'),
  'conversations.setPurpose': (call) => remark(call, 'purpose'),
  'conversations.archive': archive,
  'conversations.unarchive': unarchive,
};

function create(call: MethodCall): Json {
  const { workspace, args, bot } = call;
  const kind = args.flag('is_private') ? 'private' : 'public';
  requireScopeFor(call, kind);
  if (workspace.settings.strict?.noChannelCreation) throw new SlackError('restricted_action');
  const name = freeName(call);
  const channel = createChannel(workspace, { name, kind, creator: bot.id });
  return answerWith(call, channel);
}

function rename(call: MethodCall): Json {
  const { workspace, bot } = call;
  const channel = channelOf(call);
  requireKind(channel, 'public', 'private');
  requireLive(channel);
  requireMembership(call, channel);
  // An app may rename what it made itself; other names are its owners' and admins' to change.
  if (channel.creator !== bot.id || channel.is_general) throw new SlackError('not_authorized');
  const name = freeName(call, channel);
  renameChannel(workspace, channel, name, bot.id);
  return answerWith(call, channel);
}

/** The argument `name`, checked and not yet taken. Archived and private channels keep theirs. */
function freeName(call: MethodCall, renamed?: Channel): string {
  const name = call.args.text('name', true) ?? '';
  const fault = channelNameFault(name);
  if (fault !== undefined) throw new SlackError(fault);
  for (const channel of call.workspace.channels.values()) {
    if (channel.name === name && channel !== renamed) throw new SlackError('name_taken');
  }
  return name;
}

/** Slack's limit for topics and purposes, in characters. */
const remarkMax = 250;

function remark(call: MethodCall, which: 'topic' | 'purpose'): Json {
  const { workspace, args, bot } = call;
  const channel = channelOf(call);
  requireLive(channel);
  requireMembership(call, channel);
  const raw = args.text(which, true) ?? '';
  if ([...raw].length > remarkMax) throw new SlackError('too_long');
  const text = storeText(raw, { names: workspace });
  if (which === 'topic') setTopic(workspace, channel, text, bot.id);
  else setPurpose(workspace, channel, text, bot.id);
  return { ...answerWith(call, channel), [which]: text };
}

function archive(call: MethodCall): Json {
  const channel = channelOf(call);
  requireKind(channel, 'public', 'private');
  if (channel.is_general) throw new SlackError('cant_archive_general');
  requireLive(channel, 'already_archived');
  requireMembership(call, channel);
  archiveChannel(call.workspace, channel, call.bot.id);
  return {};
}

function unarchive(call: MethodCall): Json {
  const channel = channelOf(call);
  requireKind(channel, 'public', 'private');
  if (!channel.archived) throw new SlackError('not_archived');
  // Many workspaces let no bot bring a channel back: it lost its membership when it was archived.
  if (call.workspace.settings.strict !== null) throw new SlackError('no_permission');
  unarchiveChannel(call.workspace, channel, call.bot.id);
  return {};
}

function answerWith(call: MethodCall, channel: Channel): Json {
  return {
    channel: channelJson(call.workspace, channel, call.bot.id),
  } satisfies Answer<ConversationsCreateResponse>;
}
