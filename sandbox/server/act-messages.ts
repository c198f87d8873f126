import { typedMessage } from '../blocks/composer.ts';
import { giveBlockIds } from '../blocks/stored.ts';
import { type ActOf, type Doing, messageIn, placeOf, refuse } from './act-parts.ts';
import { markRead } from './channels.ts';
import type { Core } from './core.ts';
import { createFile, shareFiles } from './files.ts';
import { mayPost } from './member-view.ts';
import {
  addReaction,
  deleteMessage,
  editMessage,
  pinMessage,
  postMessage,
  removeReaction,
  replaceEphemeral,
  unpinMessage,
} from './messages.ts';
import type { Channel, Json, User } from './model.ts';

export const postMessageAct: Doing<'post_message'> = (core, act, user) => {
  const channel = writable(core, user, act.channel);
  if (act.text.trim() === '') throw refuse('no_text', 'Write something first.');
  const message = postMessage(core.workspace, {
    channel,
    user: user.id,
    client_msg_id: core.workspace.ids.secret(),
    ...words(core, act.text),
    ...(act.thread_ts === undefined ? {} : { thread_ts: rootOf(channel, act.thread_ts) }),
    ...(act.broadcast === true ? { broadcast: true } : {}),
  });
  return { ok: true, ts: message.ts, channel: channel.id };
};

export const editMessageAct: Doing<'edit_message'> = (core, act, user) => {
  const channel = writable(core, user, act.channel);
  const message = messageIn(channel, user, act.ts);
  if (message.user !== user.id)
    throw refuse('cant_update_message', 'Only the author can edit a message.');
  editMessage(core.workspace, channel, message, { ...words(core, act.text), editor: user.id });
  return { ok: true, ts: message.ts };
};

export const deleteMessageAct: Doing<'delete_message'> = (core, act, user) => {
  const channel = placeOf(core, user, act.channel);
  const message = messageIn(channel, user, act.ts);
  if (message.user !== user.id && !user.is_admin)
    throw refuse('cant_delete_message', 'Only the author can delete a message.');
  deleteMessage(core.workspace, channel, message, user.id);
  return { ok: true };
};

export const reactAct: Doing<'add_reaction' | 'remove_reaction'> = (core, act, user) => {
  const channel = placeOf(core, user, act.channel);
  refuseArchived(channel);
  const message = messageIn(channel, user, act.ts);
  const name = act.name.replaceAll(':', '');
  const change = act.type === 'add_reaction' ? addReaction : removeReaction;
  change(core.workspace, channel, message, name, user.id);
  return { ok: true };
};

export const pinAct: Doing<'pin_message' | 'unpin_message'> = (core, act, user) => {
  const channel = writable(core, user, act.channel);
  const message = messageIn(channel, user, act.ts);
  const change = act.type === 'pin_message' ? pinMessage : unpinMessage;
  change(core.workspace, channel, message, user.id);
  return { ok: true };
};

export const uploadAct: Doing<'upload_file'> = (core, act, user) => {
  const channel = writable(core, user, act.channel);
  const content = Buffer.from(act.content, act.encoding ?? 'utf8');
  const file = createFile(core.workspace, {
    name: act.name,
    user: user.id,
    size: content.byteLength,
    content,
    ...(act.title === undefined ? {} : { title: act.title }),
  });
  core.workspace.announce({ kind: 'file_created', file });
  const message = shareFiles(core.workspace, {
    channel,
    user: user.id,
    files: [file],
    ...words(core, act.text ?? ''),
    ...(act.thread_ts === undefined ? {} : { thread_ts: rootOf(channel, act.thread_ts) }),
  });
  return { ok: true, ts: message.ts, channel: channel.id };
};

export const markReadAct: Doing<'mark_read'> = (core, act, user) => {
  markRead(core.workspace, placeOf(core, user, act.channel), user.id, act.ts);
  return { ok: true };
};

export const dismissAct: Doing<'dismiss_ephemeral'> = (core, act, user) => {
  const channel = placeOf(core, user, act.channel);
  replaceEphemeral(core.workspace, channel, user.id, act.ts, undefined);
  return { ok: true };
};

/** The root of the thread that a reply belongs to: replying to a reply goes to the same thread. */
function rootOf(channel: Channel, ts: string): string {
  const message = channel.messages.get(ts);
  if (message === undefined) throw refuse('thread_not_found', 'That thread is no longer there.');
  return message.thread_ts ?? message.ts;
}

function words(core: Core, text: string): { text: string; blocks?: Json[] } {
  const typed = typedMessage(text, core.workspace);
  return text === '' ? { text } : { text: typed.text, blocks: giveBlockIds(typed.blocks) };
}

function writable(core: Core, user: User, name: ActOf<'post_message'>['channel']): Channel {
  const channel = placeOf(core, user, name);
  refuseArchived(channel);
  if (!channel.members.has(user.id))
    throw refuse('not_in_channel', `You are not in ${channel.name}. Join it first.`);
  if (!mayPost(channel, user))
    throw refuse('restricted_action', 'You are not allowed to post here.');
  return channel;
}

function refuseArchived(channel: Channel): void {
  if (channel.archived) throw refuse('is_archived', 'This channel is archived.');
}
