import type { ChatGetPermalinkResponse } from '@slack/web-api';
import { deleteMessage, type Edit, editMessage } from '../server/messages.ts';
import { type MethodCall, type Methods, messageAt, SlackError } from '../server/method.ts';
import type { Json, Message } from '../server/model.ts';
import { messageJson, permalink } from '../server/wire.ts';
import { channelOf } from './access.ts';
import type { Answer } from './answer.ts';
import { type Content, contentOf, isEmpty } from './content.ts';

/** Changing and deleting what was said, and the link to it. */
export const chat: Methods = {
  'chat.update': update,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
};

/** chat.update takes less text than chat.postMessage, and refuses more instead of cutting it. */
const updateTextMax = 4000;

function update(call: MethodCall): Json {
  const { workspace, args } = call;
  const channel = channelOf(call);
  if (channel.archived) throw new SlackError('is_inactive');
  const message = messageAt(channel, args.text('ts') ?? '');
  if (!isOwnWords(call, message)) throw new SlackError('cant_update_message');
  if ([...(args.text('text') ?? '')].length > updateTextMax) throw new SlackError('msg_too_long');
  const content = contentOf(call);
  const edit = editOf(call, message, content);
  if (isEmpty({ text: message.text, ...shown(message), ...edit }) && message.files.length === 0) {
    throw new SlackError('no_text');
  }
  editMessage(workspace, channel, message, edit);
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: messageJson(workspace, message),
  };
}

function shown(message: Message): Content {
  const content: Content = {};
  if (message.blocks !== undefined) content.blocks = message.blocks;
  if (message.attachments !== undefined) content.attachments = message.attachments;
  return content;
}

/** What the call replaces. Blocks that it does not mention survive only when it has no text. */
function editOf(call: MethodCall, message: Message, content: Content): Edit & Content {
  const { text, blocks, attachments, metadata } = content;
  if (
    [text, blocks, attachments].every((part) => part === undefined) &&
    !call.args.has('file_ids')
  ) {
    throw new SlackError('no_text');
  }
  const edit: Edit & Content = {};
  if (text !== undefined) edit.text = text;
  if (blocks !== undefined) edit.blocks = blocks;
  else if (text !== undefined) edit.blocks = [];
  if (attachments !== undefined) edit.attachments = attachments;
  if (metadata !== undefined) edit.metadata = metadata;
  if (call.args.has('file_ids')) edit.files = call.args.list('file_ids');
  const rewritten = text !== undefined && text !== message.text;
  const withBlocks = (edit.blocks ?? message.blocks ?? []).length > 0;
  // Slack marks an edit of plain text; messages with blocks change without a mark.
  return rewritten && !withBlocks ? { ...edit, editor: call.bot.id } : edit;
}

function remove(call: MethodCall): Json {
  const channel = channelOf(call);
  const message = messageAt(channel, call.args.text('ts') ?? '');
  if (!isOwnWords(call, message)) throw new SlackError('cant_delete_message');
  deleteMessage(call.workspace, channel, message, call.bot.id);
  return { channel: channel.id, ts: message.ts };
}

const ownSubtypes = new Set([
  undefined,
  'bot_message',
  'file_share',
  'thread_broadcast',
  'me_message',
]);

/** True for what this app said itself; Slack's own messages about its acts are not among it. */
function isOwnWords(call: MethodCall, message: Message): boolean {
  return message.app_id === call.app.id && ownSubtypes.has(message.subtype);
}

function getPermalink(call: MethodCall): Json {
  const channel = channelOf(call);
  const message = messageAt(channel, call.args.text('message_ts') ?? '');
  return {
    channel: channel.id,
    permalink: permalink(call.workspace, message),
  } satisfies Answer<ChatGetPermalinkResponse>;
}
