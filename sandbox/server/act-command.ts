import { escapeCommandText } from '../blocks/text.ts';
import type { ActResult } from '../protocol.ts';
import { slackbotSays } from './act-channels.ts';
import { appOf, type Doing, messageIn, modalsOf, placeOf, refuse } from './act-parts.ts';
import type { Core } from './core.ts';
import type { Ack } from './courier.ts';
import { SlackError } from './method.ts';
import type { App, AppCommand, Channel, User } from './model.ts';
import { commandPayload, messageShortcutPayload, shortcutPayload } from './payloads.ts';
import { type Gesture, showReply } from './replies.ts';
import { messageShown } from './shown.ts';

export const commandAct: Doing<'run_command'> = async (core, act, user) => {
  const channel = placeOf(core, user, act.channel);
  const [word = '', ...rest] = act.text.trim().split(/(\s+)/);
  const text = rest.join('').trim();
  const found = findCommand(core, word);
  if (found === undefined) {
    const message = `${word} is not a valid command. In Slack, messages that begin with a slash are read as commands.`;
    slackbotSays(core, channel, user, message);
    return { ok: false, error: 'invalid_command', message };
  }
  if (act.thread_ts !== undefined) {
    const message = `${word} is not supported in threads. Sorry!`;
    slackbotSays(core, channel, user, message);
    return { ok: false, error: 'not_in_threads', message };
  }
  return runCommand(core, { ...found, channel, user, text });
};

export const globalShortcutAct: Doing<'global_shortcut'> = async (core, act, user) => {
  const app = shortcutOwner(core, act.callback_id, 'global', act.app_id);
  const trigger_id = core.triggers.issue({ app_id: app.id, user: user.id });
  const ack = await core.courier.deliver({
    app,
    envelope: 'interactive',
    name: 'shortcut',
    user: user.id,
    payload: shortcutPayload(core.workspace, {
      app,
      user,
      callback_id: act.callback_id,
      trigger_id,
    }),
  });
  return ack.ok ? { ok: true, ...modalsOf(core, user) } : notAnswered(ack, app.name);
};

export const messageShortcutAct: Doing<'message_shortcut'> = async (core, act, user) => {
  const app = shortcutOwner(core, act.callback_id, 'message', act.app_id);
  const channel = placeOf(core, user, act.channel);
  const message = messageIn(channel, user, act.ts);
  const gesture: Gesture = { app, user: user.id, channel, ephemeral: false };
  const trigger_id = core.triggers.issue({
    app_id: app.id,
    user: user.id,
    channel: channel.id,
  });
  const ack = await core.courier.deliver({
    app,
    envelope: 'interactive',
    name: 'message_action',
    channel: channel.id,
    user: user.id,
    payload: messageShortcutPayload(core.workspace, {
      app,
      user,
      channel,
      message,
      callback_id: act.callback_id,
      trigger_id,
      response_url: core.responseUrls.issue(gesture, 'actions'),
    }),
  });
  return ack.ok ? { ok: true, ...modalsOf(core, user) } : notAnswered(ack, app.name);
};

/** What a person reads when an app did not answer well within 3 seconds. */
export function notAnswered(ack: Extract<Ack, { ok: false }>, what: string): ActResult {
  const error = ack.reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
  return { ok: false, error, message: `${what} failed with the error "${error}"` };
}

/** Shows an app's reply and says what the person then sees of it. */
export function shownReply(core: Core, gesture: Gesture, body: unknown): Partial<ActResult> {
  if (body === '' || body === undefined || isBare(body)) return {};
  const message = showReply(core.workspace, gesture, body);
  if (message === undefined) return {};
  const shown = messageShown(core.workspace, message);
  return shown.ephemeral ? { ephemerals: [shown] } : { messages: [shown] };
}

async function runCommand(
  core: Core,
  typed: { app: App; command: AppCommand; channel: Channel; user: User; text: string },
): Promise<ActResult> {
  const { app, command, channel, user } = typed;
  const gesture: Gesture = { app, user: user.id, channel, ephemeral: false };
  const ack = await core.courier.deliver({
    app,
    envelope: 'slash_commands',
    name: command.command,
    channel: channel.id,
    user: user.id,
    payload: commandPayload(core.workspace, {
      app,
      user,
      channel,
      command: command.command,
      text: escapeCommandText(typed.text, core.workspace, command.should_escape === true),
      response_url: core.responseUrls.issue(gesture, 'commands'),
      trigger_id: core.triggers.issue({ app_id: app.id, user: user.id, channel: channel.id }),
    }),
  });
  const failed = ack.ok ? undefined : notAnswered(ack, command.command);
  if (failed !== undefined) {
    slackbotSays(core, channel, user, failed.message ?? '');
    return failed;
  }
  try {
    const reply = ack.ok ? shownReply(core, gesture, ack.body) : {};
    return { ok: true, ...reply, ...modalsOf(core, user) };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const message = `${command.command} failed with the error "${error.code}"`;
    slackbotSays(core, channel, user, message);
    return { ok: false, error: error.code, message };
  }
}

function findCommand(core: Core, word: string): { app: App; command: AppCommand } | undefined {
  for (const app of core.workspace.apps.values()) {
    const command = app.commands.find((each) => each.command === word.toLowerCase());
    if (command !== undefined && app.scopes.has('commands')) return { app, command };
  }
  return undefined;
}

function shortcutOwner(
  core: Core,
  callbackId: string,
  type: 'global' | 'message',
  appId: string | undefined,
): App {
  const owns = (app: App): boolean =>
    app.shortcuts.some((each) => each.callback_id === callbackId && each.type === type);
  const app =
    appId === undefined ? [...core.workspace.apps.values()].find(owns) : appOf(core, appId);
  if (app === undefined || !owns(app))
    throw refuse('shortcut_not_found', `No app has the ${type} shortcut ${callbackId}.`);
  return app;
}

/** `{}`: an ack without a reply. */
function isBare(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).length === 0;
}
