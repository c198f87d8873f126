import type { App, Channel, Json, Message, User, View, ViewState } from './model.ts';
import { messageJson, viewJson } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** What Slack sends when somebody types a slash command. */
export function commandPayload(
  workspace: Workspace,
  made: {
    app: App;
    user: User;
    channel: Channel;
    command: string;
    text: string;
    response_url: string;
    trigger_id: string;
  },
): Json {
  return {
    token: made.app.verification_token,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: made.channel.id,
    channel_name: payloadName(made.channel),
    user_id: made.user.id,
    user_name: made.user.name,
    command: made.command,
    text: made.text,
    api_app_id: made.app.id,
    is_enterprise_install: 'false',
    response_url: made.response_url,
    trigger_id: made.trigger_id,
  };
}

/** A global shortcut. */
export function shortcutPayload(
  workspace: Workspace,
  made: { app: App; user: User; callback_id: string; trigger_id: string },
): Json {
  return {
    type: 'shortcut',
    token: made.app.verification_token,
    action_ts: workspace.nextTs(),
    team: teamJson(workspace),
    user: { id: made.user.id, username: made.user.name, team_id: workspace.team.id },
    is_enterprise_install: false,
    enterprise: null,
    callback_id: made.callback_id,
    trigger_id: made.trigger_id,
  };
}

/** A message shortcut. */
export function messageShortcutPayload(
  workspace: Workspace,
  made: {
    app: App;
    user: User;
    channel: Channel;
    message: Message;
    callback_id: string;
    trigger_id: string;
    response_url: string;
  },
): Json {
  return {
    type: 'message_action',
    token: made.app.verification_token,
    action_ts: workspace.nextTs(),
    team: teamJson(workspace),
    user: { id: made.user.id, team_id: workspace.team.id, name: made.user.name },
    channel: { id: made.channel.id, name: payloadName(made.channel) },
    is_enterprise_install: false,
    enterprise: null,
    callback_id: made.callback_id,
    trigger_id: made.trigger_id,
    response_url: made.response_url,
    message_ts: made.message.ts,
    message: messageJson(workspace, made.message),
  };
}

/** Where an element stands that was used. */
export type Surface =
  | { kind: 'message'; channel: Channel; message: Message; state: ViewState; response_url: string }
  | { kind: 'view'; view: View };

/** A press, a choice, or typing that dispatches. */
export function blockActionsPayload(
  workspace: Workspace,
  made: { app: App; user: User; surface: Surface; action: Json; trigger_id: string },
): Json {
  const { app, user, surface } = made;
  return {
    type: 'block_actions',
    user: userIn(workspace, user),
    api_app_id: app.id,
    token: app.verification_token,
    container: containerJson(surface),
    trigger_id: made.trigger_id,
    team: teamJson(workspace),
    enterprise: null,
    is_enterprise_install: false,
    ...surfaceJson(workspace, surface),
    actions: [made.action],
  };
}

/** The question for an external select's options. */
export function suggestionPayload(
  workspace: Workspace,
  made: {
    app: App;
    user: User;
    surface: Surface;
    block_id: string;
    action_id: string;
    query: string;
  },
): Json {
  const { app, user, surface } = made;
  const { state: _state, response_url: _url, ...place } = surfaceJson(workspace, surface);
  return {
    type: 'block_suggestion',
    user: userIn(workspace, user),
    container: containerJson(surface),
    api_app_id: app.id,
    token: app.verification_token,
    action_id: made.action_id,
    block_id: made.block_id,
    value: made.query,
    team: teamJson(workspace),
    enterprise: null,
    is_enterprise_install: false,
    ...place,
  };
}

/** A form that was sent. */
export function submissionPayload(
  workspace: Workspace,
  made: {
    app: App;
    user: User;
    view: View;
    trigger_id: string;
    response_urls: Json[];
  },
): Json {
  return {
    type: 'view_submission',
    team: teamJson(workspace),
    user: userIn(workspace, made.user),
    api_app_id: made.app.id,
    token: made.app.verification_token,
    trigger_id: made.trigger_id,
    view: viewJson(made.view),
    ...(made.response_urls.length > 0 ? { response_urls: made.response_urls } : {}),
    is_enterprise_install: false,
    enterprise: null,
  };
}

/** A form that was closed unsent. */
export function closedPayload(
  workspace: Workspace,
  made: { app: App; user: User; view: View; cleared: boolean },
): Json {
  return {
    type: 'view_closed',
    team: teamJson(workspace),
    user: userIn(workspace, made.user),
    api_app_id: made.app.id,
    token: made.app.verification_token,
    view: viewJson(made.view),
    is_cleared: made.cleared,
    is_enterprise_install: false,
    enterprise: null,
  };
}

/** How payloads name a place: direct messages and private channels have no real name there. */
export function payloadName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

function teamJson(workspace: Workspace): Json {
  return { id: workspace.team.id, domain: workspace.team.domain };
}

function userIn(workspace: Workspace, user: User): Json {
  return { id: user.id, username: user.name, name: user.name, team_id: workspace.team.id };
}

function containerJson(surface: Surface): Json {
  if (surface.kind === 'view') return { type: 'view', view_id: surface.view.id };
  const { message, channel } = surface;
  return {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: message.ephemeralTo !== undefined,
    ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
  };
}

function surfaceJson(workspace: Workspace, surface: Surface): Json {
  if (surface.kind === 'view') return { view: viewJson(surface.view) };
  const { channel, message } = surface;
  return {
    channel: { id: channel.id, name: payloadName(channel) },
    // An ephemeral message is not sent along: apps know it by its ts alone.
    ...(message.ephemeralTo === undefined ? { message: messageJson(workspace, message) } : {}),
    state: { values: surface.state },
    response_url: surface.response_url,
  };
}
