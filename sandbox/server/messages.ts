import { SlackError } from './method.ts';
import type { App, BotProfile, Channel, Json, Message, Ts } from './model.ts';
import type { Workspace } from './workspace.ts';

/** What somebody says. `text` is already escaped, `blocks` already have their ids. */
export interface Draft {
  channel: Channel;
  user: string;
  text: string;
  /** The app through which it is said. */
  app?: App;
  subtype?: string;
  blocks?: Json[];
  attachments?: Json[];
  metadata?: { event_type: string; event_payload: Json };
  thread_ts?: Ts;
  broadcast?: boolean;
  username?: string;
  icons?: { emoji?: string; image_64?: string };
  files?: string[];
  client_msg_id?: string;
  extra?: Json;
}

/** What an edit replaces; what is absent stays. */
export interface Edit {
  text?: string;
  blocks?: Json[];
  attachments?: Json[];
  metadata?: { event_type: string; event_payload: Json } | null;
  files?: string[];
  /** Sets the "(edited)" mark with this member as editor. */
  editor?: string;
}

/** Posts a message, counts it in its thread, marks it read for its author, and announces it. */
export function postMessage(workspace: Workspace, draft: Draft): Message {
  const message = compose(workspace, draft);
  draft.channel.messages.set(message.ts, message);
  if (message.thread_ts !== undefined && message.thread_ts !== message.ts) {
    const root = draft.channel.messages.get(message.thread_ts);
    if (root !== undefined) {
      root.replies.push(message.ts);
      root.thread_ts ??= root.ts;
      message.parent_user_id = root.user;
    }
  }
  draft.channel.lastRead.set(draft.user, message.ts);
  workspace.announce({ kind: 'message_posted', channel: draft.channel, message });
  return message;
}

/** Shows something to one member only. It is in no history and can be changed by response URLs alone. */
export function postEphemeral(workspace: Workspace, draft: Draft, to: string): Message {
  const message = { ...compose(workspace, draft), ephemeralTo: to, visibleFrom: 0 };
  const shown = draft.channel.ephemerals.get(to) ?? [];
  draft.channel.ephemerals.set(to, [...shown, message]);
  workspace.announce({ kind: 'ephemeral_changed', channel: draft.channel, user: to });
  return message;
}

/** Takes an ephemeral message away; `with` puts another in its place. */
export function replaceEphemeral(
  workspace: Workspace,
  channel: Channel,
  user: string,
  ts: Ts,
  edit: Edit | undefined,
): Message | undefined {
  const shown = channel.ephemerals.get(user) ?? [];
  const old = shown.find((message) => message.ts === ts);
  if (old === undefined) return undefined;
  if (edit === undefined) {
    channel.ephemerals.set(
      user,
      shown.filter((message) => message !== old),
    );
  } else {
    apply(old, edit);
  }
  workspace.announce({ kind: 'ephemeral_changed', channel, user });
  return old;
}

/** Changes a message in place. Reads may show the old one for a while. */
export function editMessage(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  edit: Edit,
): Message {
  const { before: _older, ...shown } = message;
  const previous: Message = structuredClone(shown);
  apply(message, edit);
  if (edit.editor !== undefined)
    message.edited = { user: edit.editor, ts: `${workspace.clock.seconds()}.000000` };
  if (workspace.settings.visibilityLagMs > 0)
    message.before = { until: workspace.visibleFrom(), message: previous };
  workspace.announce({ kind: 'message_changed', channel, message, previous });
  return message;
}

/** Deletes a message; a thread's root stays as a tombstone while it has replies. Unpins it too. */
export function deleteMessage(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  deletedBy: string,
): void {
  channel.pins = channel.pins.filter((pin) => pin.ts !== message.ts);
  if (message.replies.length > 0) {
    const grave: Message = {
      ts: message.ts,
      channel: message.channel,
      user: 'USLACKBOT',
      text: 'This message was deleted.',
      subtype: 'tombstone',
      tombstone: true,
      thread_ts: message.ts,
      replies: message.replies,
      reactions: [],
      files: [],
      visibleFrom: 0,
    };
    channel.messages.set(message.ts, grave);
  } else {
    channel.messages.delete(message.ts);
    leaveThread(channel, message);
  }
  workspace.announce({ kind: 'message_deleted', channel, message, deletedBy });
}

/** Adds a reaction; `already_reacted` when this member has that one there. */
export function addReaction(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  reaction: string,
  user: string,
): void {
  const known = message.reactions.find((each) => each.name === reaction);
  if (known?.users.includes(user)) throw new SlackError('already_reacted');
  if (known === undefined) message.reactions.push({ name: reaction, users: [user] });
  else known.users.push(user);
  workspace.announce({ kind: 'reaction_added', channel, message, user, reaction });
}

/** Takes a reaction back; `no_reaction` when this member has none of that name there. */
export function removeReaction(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  reaction: string,
  user: string,
): void {
  const known = message.reactions.find((each) => each.name === reaction);
  if (known === undefined || !known.users.includes(user)) throw new SlackError('no_reaction');
  known.users = known.users.filter((each) => each !== user);
  message.reactions = message.reactions.filter((each) => each.users.length > 0);
  workspace.announce({ kind: 'reaction_removed', channel, message, user, reaction });
}

/** Pins a message and leaves the system message that Slack leaves; `already_pinned`. */
export function pinMessage(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  user: string,
): void {
  if (channel.pins.some((pin) => pin.ts === message.ts)) throw new SlackError('already_pinned');
  const pin = { ts: message.ts, created: workspace.clock.seconds(), created_by: user };
  channel.pins.push(pin);
  workspace.announce({ kind: 'pin_added', channel, message, pin, user });
  postMessage(workspace, {
    channel,
    user,
    subtype: 'pinned_item',
    text: `<@${user}> pinned a message to this channel.`,
    extra: { item_type: 'C', item: { type: 'message', channel: channel.id, ts: message.ts } },
  });
}

/** Unpins a message; `no_pin` when it is not pinned. */
export function unpinMessage(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  user: string,
): void {
  const pin = channel.pins.find((each) => each.ts === message.ts);
  if (pin === undefined) throw new SlackError('no_pin');
  channel.pins = channel.pins.filter((each) => each !== pin);
  workspace.announce({ kind: 'pin_removed', channel, message, pin, user });
}

/** How a message names the bot that wrote it. */
export function botProfile(workspace: Workspace, app: App): BotProfile {
  const icon = (size: number): string => `https://a.slack-edge.invalid/bot_${size}.png`;
  return {
    id: app.bot_id,
    app_id: app.id,
    name: app.name,
    deleted: false,
    updated: workspace.users.get(app.bot_user_id)?.updated ?? 0,
    team_id: workspace.team.id,
    icons: { image_36: icon(36), image_48: icon(48), image_72: icon(72) },
  };
}

function compose(workspace: Workspace, draft: Draft): Message {
  const message: Message = {
    ts: workspace.nextTs(),
    channel: draft.channel.id,
    user: draft.user,
    text: draft.text,
    replies: [],
    reactions: [],
    files: draft.files ?? [],
    visibleFrom: workspace.visibleFrom(),
  };
  if (draft.app !== undefined) {
    message.bot_id = draft.app.bot_id;
    message.app_id = draft.app.id;
    message.bot_profile = botProfile(workspace, draft.app);
  }
  if (draft.subtype !== undefined) message.subtype = draft.subtype;
  if (draft.blocks !== undefined) message.blocks = draft.blocks;
  if (draft.attachments !== undefined) message.attachments = draft.attachments;
  if (draft.metadata !== undefined) message.metadata = draft.metadata;
  if (draft.thread_ts !== undefined) message.thread_ts = draft.thread_ts;
  if (draft.broadcast === true) message.broadcast = true;
  if (draft.username !== undefined) message.username = draft.username;
  if (draft.icons !== undefined) message.icons = draft.icons;
  if (draft.client_msg_id !== undefined) message.client_msg_id = draft.client_msg_id;
  if (draft.extra !== undefined) message.extra = draft.extra;
  return message;
}

function apply(message: Message, edit: Edit): void {
  if (edit.text !== undefined) message.text = edit.text;
  if (edit.blocks?.length === 0) delete message.blocks;
  else if (edit.blocks !== undefined) message.blocks = edit.blocks;
  if (edit.attachments?.length === 0) delete message.attachments;
  else if (edit.attachments !== undefined) message.attachments = edit.attachments;
  if (edit.files !== undefined) message.files = edit.files;
  if (edit.metadata === null) delete message.metadata;
  else if (edit.metadata !== undefined) message.metadata = edit.metadata;
}

function leaveThread(channel: Channel, message: Message): void {
  if (message.thread_ts === undefined) return;
  const root = channel.messages.get(message.thread_ts);
  if (root === undefined) return;
  root.replies = root.replies.filter((ts) => ts !== message.ts);
  if (root.replies.length === 0) {
    delete root.thread_ts;
    if (root.tombstone) channel.messages.delete(root.ts);
  }
}
