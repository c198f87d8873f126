import type {
  ChannelShown,
  CommandHint,
  HomeShown,
  MemberView,
  MessageShown,
  ShortcutHint,
  ThreadShown,
  WorkspaceState,
} from '../protocol.ts';
import { canvasesShown } from './canvases.ts';
import type { Core } from './core.ts';
import type { App, Channel, Message, User } from './model.ts';
import {
  bookmarkShown,
  channelSummary,
  groupSummary,
  memberSummary,
  messageShown,
  viewShown,
} from './shown.ts';
import type { Workspace } from './workspace.ts';

/** Everything that one member sees, with one channel and one thread open. */
export function memberView(
  core: Core,
  user: User,
  open: { channel?: Channel; thread?: string },
): MemberView {
  const { workspace } = core;
  const apps = [...workspace.apps.values()];
  const { channel } = open;
  const visible = channel !== undefined && maySee(channel, user);
  return {
    team: teamOf(workspace),
    now: workspace.clock.now(),
    user: memberSummary(workspace, user),
    users: [...workspace.users.values()].map((each) => memberSummary(workspace, each)),
    user_groups: [...workspace.groups.values()].map(groupSummary),
    channels: [...workspace.channels.values()]
      .filter((each) => maySee(each, user))
      .map((each) => channelSummary(workspace, each, user.id)),
    channel: visible ? channelShown(workspace, channel, user) : null,
    thread:
      visible && open.thread !== undefined
        ? threadShown(workspace, channel, user, open.thread)
        : null,
    homes: apps.filter((app) => app.home_tab).map((app) => homeShown(workspace, app, user)),
    modals: (workspace.modals.get(user.id) ?? []).map(viewShown),
    commands: apps.flatMap(commandHints),
    shortcuts: apps.flatMap(shortcutHints),
  };
}

/** Whether a member may read there. Guests see only the channels they are in. */
export function maySee(channel: Channel, user: User): boolean {
  if (channel.members.has(user.id)) return true;
  return channel.kind === 'public' && !user.is_restricted && !user.is_ultra_restricted;
}

/** Whether a member may write there. */
export function mayPost(channel: Channel, user: User): boolean {
  const few = channel.postingRestrictedTo;
  return (
    !channel.archived &&
    channel.members.has(user.id) &&
    !user.deleted &&
    (few === undefined || few.has(user.id) || user.is_admin)
  );
}

/** What each member is told about an app's commands while typing. */
export function commandHints(app: App): CommandHint[] {
  return app.commands.map(({ command, description, usage_hint }) => ({
    command,
    description,
    usage_hint: usage_hint ?? '',
    app_id: app.id,
  }));
}

/** What each member finds among the shortcuts. */
export function shortcutHints(app: App): ShortcutHint[] {
  return app.shortcuts.map((shortcut) => ({ ...shortcut, app_id: app.id }));
}

/** The workspace's name and address. */
export function teamOf(workspace: Workspace): WorkspaceState['team'] {
  const { id, name, domain } = workspace.team;
  return { id, name, domain };
}

function channelShown(workspace: Workspace, channel: Channel, user: User): ChannelShown {
  const pinned = channel.pins.flatMap((pin) => channel.messages.get(pin.ts) ?? []);
  return {
    ...channelSummary(workspace, channel, user.id),
    members: [...channel.members],
    messages: inOrder(
      workspace,
      channel,
      user,
      (message) => !isReply(message) || message.broadcast === true,
    ),
    pins: pinned.map((each) => messageShown(workspace, each)).reverse(),
    bookmarks: channel.bookmarks.map(bookmarkShown),
    canvases: canvasesShown(workspace, channel),
    can_post: mayPost(channel, user),
  };
}

function threadShown(
  workspace: Workspace,
  channel: Channel,
  user: User,
  thread: string,
): ThreadShown | null {
  const root = channel.messages.get(thread);
  if (root === undefined) return null;
  return {
    channel: channel.id,
    root: messageShown(workspace, root),
    replies: inOrder(
      workspace,
      channel,
      user,
      (message) => message.thread_ts === thread && message.ts !== thread,
    ),
  };
}

/** Messages and this member's ephemeral ones together, by time. */
function inOrder(
  workspace: Workspace,
  channel: Channel,
  user: User,
  wanted: (message: Message) => boolean,
): MessageShown[] {
  const own = channel.ephemerals.get(user.id) ?? [];
  return [...channel.messages.values(), ...own]
    .filter(wanted)
    .sort((one, other) => Number(one.ts) - Number(other.ts))
    .map((message) => messageShown(workspace, message));
}

function isReply(message: Message): boolean {
  return message.thread_ts !== undefined && message.thread_ts !== message.ts;
}

function homeShown(workspace: Workspace, app: App, user: User): HomeShown {
  const view = workspace.homes.get(`${app.id}:${user.id}`);
  return {
    app_id: app.id,
    app_name: app.name,
    bot_user_id: app.bot_user_id,
    view: view === undefined ? null : viewShown(view),
  };
}
