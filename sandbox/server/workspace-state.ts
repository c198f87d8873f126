import type {
  AppState,
  ChannelState,
  ChannelSummary,
  MessageShown,
  WorkspaceState,
} from '../protocol.ts';
import { canvasesShown } from './canvases.ts';
import type { Core } from './core.ts';
import { commandHints, shortcutHints, teamOf } from './member-view.ts';
import type { App, Channel } from './model.ts';
import {
  bookmarkShown,
  channelSummary,
  groupSummary,
  memberSummary,
  messageShown,
} from './shown.ts';
import type { Workspace } from './workspace.ts';

/** Everything in the workspace, for operators and tests. */
export function workspaceState(core: Core): WorkspaceState {
  const { workspace } = core;
  return {
    url: workspace.url,
    api_url: `${workspace.url}/api/`,
    team: teamOf(workspace),
    now: workspace.clock.now(),
    users: [...workspace.users.values()].map((each) => memberSummary(workspace, each)),
    channels: [...workspace.channels.values()].map((channel) => channelState(workspace, channel)),
    user_groups: [...workspace.groups.values()].map(groupSummary),
    apps: [...workspace.apps.values()].map((app) => appState(core, app)),
  };
}

/** Every channel, without what was said in it. */
export function channelList(workspace: Workspace): ChannelSummary[] {
  return [...workspace.channels.values()].map((each) => channelSummary(workspace, each, ''));
}

/** What only this member sees, in all channels, oldest first. */
export function ephemeralsOf(workspace: Workspace, name: string): MessageShown[] {
  const user = workspace.findUser(name);
  if (user === undefined) return [];
  return [...workspace.channels.values()]
    .flatMap((channel) => channel.ephemerals.get(user.id) ?? [])
    .sort((one, other) => Number(one.ts) - Number(other.ts))
    .map((message) => messageShown(workspace, message));
}

/** A channel with everything in it. */
export function channelState(workspace: Workspace, channel: Channel): ChannelState {
  return {
    ...channelSummary(workspace, channel, ''),
    members: [...channel.members],
    messages: [...channel.messages.values()].map((each) => messageShown(workspace, each)),
    bookmarks: channel.bookmarks.map(bookmarkShown),
    canvases: canvasesShown(workspace, channel),
  };
}

function appState(core: Core, app: App): AppState {
  return {
    id: app.id,
    name: app.name,
    bot_id: app.bot_id,
    bot_user_id: app.bot_user_id,
    bot_token: app.bot_token,
    app_token: app.app_token,
    signing_secret: app.signing_secret,
    scopes: [...app.scopes],
    bot_events: [...app.bot_events],
    request_url: app.request_url ?? null,
    connections: core.sockets.count(app),
    commands: commandHints(app),
    shortcuts: shortcutHints(app),
  };
}
