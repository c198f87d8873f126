import { createHmac } from 'node:crypto';
import { App, HTTPReceiver, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { onAction } from './actions.ts';
import { boltLogger } from './bolt-log.ts';
import { type SlackCalls, slackCalls } from './calls.ts';
import { safeClientOptions } from './client-options.ts';
import { onCommand } from './commands.ts';
import { onEvent } from './events.ts';
import { type Gate, gated, Underway } from './gate.ts';
import type { Bot, Desk } from './gesture.ts';
import { onSubmit } from './modals.ts';
import { type Pace, Paces, usualPace } from './pace.ts';
import type { Ports } from './ports.ts';
import { Recent } from './recent.ts';
import { onShortcut } from './shortcuts.ts';
import { socketReceiver } from './socket.ts';
import { EVENTS_PATH, openWeb, type SlackSide, type WebRoute } from './web.ts';

export interface SlackAppSettings {
  token: string;
  /** Needed over HTTP only. */
  signingSecret: string;
  /** The one before it, which holds as well while the two are exchanged. */
  previousSigningSecret?: string | undefined;
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
  /** Told of each request that was signed with the previous secret. */
  onPreviousSecret?: () => void;
  /** Told when Slack says that it held back events. */
  onHeldBack?: () => void;
  /** Told of each request that was acknowledged, for counting. */
  onAnswered?: Gate['onAnswered'];
  /** How fast one person may be; null: as fast as they like. */
  pace?: Pace | null | undefined;
  /** So many times as long as usual may be waited; 1. */
  leeway?: number | undefined;
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
  /** Resolves when nothing is under way, with what goes on after acknowledgements. */
  answered(): Promise<void>;
  /** Takes nothing new and resolves when what is under way is answered. */
  stop(): Promise<void>;
}

/** Slack's timer runs from its own side of the wire; ours must end first. */
const ACK_WITHIN_MS = 2_900;

/** Slack sends an event again for five minutes; nobody says so much to us in them. */
const MESSAGES_REMEMBERED = 5_000;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Bolt with our few listeners: one for each kind of request, with tables of our own behind it. */
export function createSlackApp(settings: SlackAppSettings, ports: Ports, log: Logger): SlackApp {
  const { token, apiUrl, bot, leeway = 1 } = settings;
  const onRejected = rejections(settings.onRejected ?? (() => {}), log);
  const calls = settings.calls ?? slackCalls({ token, apiUrl, log });
  const underway = new Underway();
  const afterwards = (work: Promise<void>) => void underway.add(work);
  const pace = new Paces(settings.pace === undefined ? usualPace : settings.pace);
  const heard = new Recent(MESSAGES_REMEMBERED);
  const seal = (text: string) => createHmac('sha256', token).update(text).digest('hex');
  const desk: Desk = { ports, calls, log, bot, pace, heard, seal, leeway, afterwards };
  const http = settings.appToken === undefined ? httpReceiver(log, ACK_WITHIN_MS * leeway) : null;
  const { appToken = '' } = settings;
  const inner = http ?? socketReceiver({ appToken, apiUrl }, log);
  const receiver = gated(inner, {
    bot,
    log,
    onDropped: onRejected,
    onHeldBack: settings.onHeldBack ?? (() => {}),
    onAnswered: settings.onAnswered,
    underway,
  });
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
  const slackSide = http && slackSideOf(http, settings, log);
  const web = openWeb(slackSide, settings.routes ?? [], onRejected);
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
    answered: () => underway.settled(),
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

function slackSideOf(
  { requestListener: listener }: HTTPReceiver,
  { signingSecret: secret, previousSigningSecret: previous, onPreviousSecret }: SlackAppSettings,
  log: Logger,
): SlackSide {
  if (secret === '') throw new Error('the signing secret is empty: anybody could sign with it');
  const tell = atMostEach(HOUR_MS, () =>
    log.warn('Slack still signs with SLACK_SIGNING_SECRET_PREVIOUS: do not remove it yet'),
  );
  const onPrevious = () => {
    onPreviousSecret?.();
    tell();
  };
  return { listener, signing: { secret, previous }, onPrevious };
}

/** Counts what was turned away, and says so once a minute: many of them are somebody who tries. */
function rejections(count: (reason: string) => void, log: Logger): (reason: string) => void {
  let since: Record<string, number> = {};
  const tell = atMostEach(MINUTE_MS, () => {
    log.warn({ reasons: since }, 'requests turned away');
    since = {};
  });
  return (reason) => {
    count(reason);
    since[reason] = (since[reason] ?? 0) + 1;
    tell();
  };
}

/** Calls at once, and then at most once in so many milliseconds. */
function atMostEach(ms: number, call: () => void): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = performance.now();
    if (nowMs - lastMs < ms) return;
    lastMs = nowMs;
    call();
  };
}

function httpReceiver(log: Logger, ackWithinMs: number): HTTPReceiver {
  return new HTTPReceiver({
    // What comes here is known to be Slack's: see `signature.ts`.
    signingSecret: '',
    signatureVerification: false,
    endpoints: [EVENTS_PATH],
    processBeforeResponse: true,
    unhandledRequestTimeoutMillis: ackWithinMs,
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
