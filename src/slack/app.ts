import { App, HTTPReceiver, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { onAction } from './actions.ts';
import { boltLogger } from './bolt-log.ts';
import { type SlackCalls, slackCalls } from './calls.ts';
import { safeClientOptions } from './client-options.ts';
import { onCommand } from './commands.ts';
import { onEvent } from './events.ts';
import { gated, Underway } from './gate.ts';
import type { Bot, Desk } from './gesture.ts';
import { onSubmit } from './modals.ts';
import type { Ports } from './ports.ts';
import { onShortcut } from './shortcuts.ts';
import { socketReceiver } from './socket.ts';
import { EVENTS_PATH, openWeb, type WebRoute } from './web.ts';

export interface SlackAppSettings {
  token: string;
  /** Needed over HTTP only. */
  signingSecret: string;
  /** Socket Mode when set. */
  appToken?: string | undefined;
  /** Default: Slack's own. */
  apiUrl?: string | undefined;
  /** Who we are, from `auth.test`. */
  bot: Bot;
  port: number;
  host?: string | undefined;
  routes?: WebRoute[];
  /** Counts what was turned away before any listener, by reason. */
  onRejected?: (reason: string) => void;
  /** Default: over HTTP with `token`. */
  calls?: SlackCalls;
}

export interface SlackApp {
  app: App;
  receiver: Receiver;
  /** Where the HTTP server listens; 0 until it does. */
  readonly port: number;
  /** Listens, and connects in Socket Mode. Gives the port of the HTTP server. */
  start(): Promise<number>;
  /** Takes nothing new and resolves when what is under way is answered. */
  stop(): Promise<void>;
}

/** Slack's timer runs from its own side of the wire; ours must end first. */
const ACK_WITHIN_MS = 2_900;

/** Bolt with our few listeners: one for each kind of request, with tables of our own behind it. */
export function createSlackApp(settings: SlackAppSettings, ports: Ports, log: Logger): SlackApp {
  const { token, apiUrl, bot } = settings;
  const onRejected = settings.onRejected ?? (() => {});
  const calls = settings.calls ?? slackCalls({ token, apiUrl, log });
  const underway = new Underway();
  const afterwards = (work: Promise<void>) => void underway.add(work);
  const desk: Desk = { ports, calls, log, bot, afterwards };
  const http = settings.appToken === undefined ? httpReceiver(settings.signingSecret, log) : null;
  const { appToken = '' } = settings;
  const inner = http ?? socketReceiver({ appToken, apiUrl }, log);
  const receiver = gated(inner, { bot, log, onDropped: onRejected, underway });
  const app = new App({
    token,
    botId: bot.botId,
    botUserId: bot.userId,
    // `main` has asked auth.test already; starting again needs no network.
    tokenVerificationEnabled: false,
    receiver,
    convoStore: false,
    ignoreSelf: false,
    deferInitialization: true,
    logger: boltLogger(log),
    clientOptions: safeClientOptions({ apiUrl, log }),
  });
  listen(app, desk);
  const web = openWeb(http?.requestListener ?? null, settings.routes ?? [], onRejected);
  let port = 0;
  return {
    app,
    receiver,
    get port() {
      return port;
    },
    async start() {
      await app.init();
      port = await web.start(settings.port, settings.host);
      if (!http) await inner.start();
      return port;
    },
    async stop() {
      if (!http) {
        // An acknowledgement needs the connection that its envelope came by.
        await Promise.race([underway.settled(), pause(ACK_WITHIN_MS)]);
        await inner.stop();
      }
      await web.stop();
      await underway.settled();
    },
  };
}

function httpReceiver(signingSecret: string, log: Logger): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    endpoints: [EVENTS_PATH],
    processBeforeResponse: true,
    unhandledRequestTimeoutMillis: ACK_WITHIN_MS,
    logger: boltLogger(log),
    // Not recorded: Slack is to send an event again.
    processEventErrorHandler: async ({ error, response }) => {
      log.error({ err: error }, 'request failed');
      if (!response.headersSent) response.writeHead(503).end();
      return false;
    },
    unhandledRequestHandler: ({ response }) => {
      if (response.headersSent) return;
      log.error('no answer in time');
      response.writeHead(503).end();
    },
  });
}

function listen(app: App, desk: Desk): void {
  app.command('/incident', async ({ command, ack }) => {
    const said = await onCommand(desk, command);
    await ack(said ? { response_type: 'ephemeral', ...said } : undefined);
  });
  app.action({ type: 'block_actions' }, async ({ body, ack }) => {
    const { reply } = await onAction(desk, body);
    await ack();
    desk.afterwards(reply());
  });
  app.view({ type: 'view_submission', callback_id: /./ }, async ({ body, ack }) => {
    if (body.type !== 'view_submission') return;
    const answer = await onSubmit(desk, body);
    await ack(answer ?? undefined);
  });
  app.shortcut(/./, async ({ shortcut, ack }) => {
    if (shortcut.type !== 'shortcut' && shortcut.type !== 'message_action') return;
    const { reply } = await onShortcut(desk, shortcut);
    await ack();
    desk.afterwards(reply());
  });
  app.event(/./, async ({ body }) => onEvent(desk, body));
  // Whatever a listener throws was not recorded: the receiver answers for it.
  app.error(async (error) => {
    throw error;
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
