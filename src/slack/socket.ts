import { type Receiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-log.ts';
import { safeClientOptions } from './client-options.ts';
import { Underway } from './gate.ts';

export interface SocketSettings {
  appToken: string;
  /** Default: Slack's own. */
  apiUrl?: string | undefined;
}

/** Milliseconds before the second try to connect; each further one waits twice as long. */
const PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** An old connection that still owes answers is kept for so long; Slack waits no longer for them. */
const LAST_ANSWERS_MS = 2_900;

/** Slack sends over the old connection, too, until it ends it some 10 s after it said so. */
const OLD_KEPT_MS = 20_000;

type BoltApp = Parameters<Receiver['init']>[0];

/** One connection, with what came by it and is not answered yet. */
interface Line {
  receiver: SocketModeReceiver;
  underway: Underway;
}

/**
 * Bolt's receiver for Socket Mode. Slack ends every connection after some hours and says so before.
 * The SDK would hang up at once and come back five seconds later, and who typed a command meanwhile
 * would see it fail. Here the next connection is open before the old one ends, which Slack does; and no
 * attempt to connect is the last.
 */
export function socketReceiver(settings: SocketSettings, log: Logger): Receiver {
  let app: BoltApp | undefined;
  let isWanted = false;
  let isConnecting = false;
  let current: Line | null = null;
  const lines = new Set<Line>();

  function lineTo(): Line {
    const line = { receiver: boltReceiver(settings, log), underway: new Underway() };
    const { client } = line.receiver;
    line.receiver.init({
      processEvent: (event: ReceiverEvent) => line.underway.add(processed(app, event)),
    } as unknown as BoltApp);
    beforeTheEnd(client, () => void renew(line));
    client.on('disconnected', () => {
      lines.delete(line);
      void renew(line);
    });
    return line;
  }

  /** Puts another connection in the place of this one, which is about to end or has ended. */
  async function renew(line: Line) {
    if (!isWanted || isConnecting || line !== current) return;
    await connect(false);
    setTimeout(() => void hangUp(line), OLD_KEPT_MS).unref();
  }

  async function hangUp(line: Line) {
    if (!lines.has(line)) return;
    await Promise.race([line.underway.settled(), pause(LAST_ANSWERS_MS)]);
    // It may have gone by itself meanwhile.
    if (lines.has(line)) await line.receiver.stop();
  }

  /** Resolves when there is a connection, or when none is wanted any more. */
  async function connect(isFirst: boolean) {
    isConnecting = true;
    for (let pauseMs = 0; isWanted; ) {
      await pause(pauseMs);
      if (!isWanted) break;
      const line = lineTo();
      try {
        await line.receiver.client.start();
        lines.add(line);
        current = line;
        break;
      } catch (error) {
        // At the start that is a wrong token, and somebody is there to read it.
        if (isFirst && error instanceof WebAPIPlatformError) throw error;
        pauseMs = pauseAfter(error, pauseMs);
        log.warn({ err: error, pauseMs }, 'socket not connected; trying again');
      }
    }
    isConnecting = false;
    if (!isWanted) await hangUpAll();
    // It may have ended while it was not looked at.
    else if (current && !lines.has(current)) await renew(current);
  }

  async function hangUpAll() {
    await Promise.all([...lines].map(({ receiver }) => receiver.stop()));
  }

  return {
    init: (given) => {
      app = given;
    },
    async start() {
      isWanted = true;
      await connect(true);
    },
    async stop() {
      isWanted = false;
      await hangUpAll();
    },
  };
}

function processed(app: BoltApp | undefined, event: ReceiverEvent): Promise<void> {
  if (!app) throw new Error('nobody listens yet');
  return app.processEvent(event);
}

function boltReceiver({ appToken, apiUrl }: SocketSettings, log: Logger): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    // What the SDK calls an error of a connection either comes back to us or is tried again.
    logger: { ...boltLogger(log), error: boltLogger(log).warn },
    installerOptions: { clientOptions: safeClientOptions({ apiUrl, log }) },
    // Without an acknowledgement Slack sends it again.
    processEventErrorHandler: async ({ error }) => {
      logFailure(error, log);
      return false;
    },
  });
}

/** Calls `onEnd` in the place of the SDK, which would hang up, when Slack announces the end. */
function beforeTheEnd(client: SocketModeReceiver['client'], onEnd: () => void): void {
  const event = 'ws_message';
  const own = client.listeners(event);
  client.removeAllListeners(event);
  client.on(event, (data: unknown, ...rest: unknown[]) => {
    if (isEndAnnounced(data)) onEnd();
    else for (const listener of own) listener(data, ...rest);
  });
}

function isEndAnnounced(data: unknown): boolean {
  if (typeof data !== 'string' || !data.includes('"disconnect"')) return false;
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === 'object' && message !== null && Object(message).type === 'disconnect';
  } catch {
    return false;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Says that an envelope was not acknowledged. Where its connection ended before the answer, what it
 * asked is done, and it comes again to be answered; that is no error.
 */
export function logFailure(error: unknown, log: Pick<Logger, 'warn' | 'error'>): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'slack_socket_mode_send_while_not_ready_error') {
    log.warn({ err: error }, 'answer lost with its connection');
  } else {
    log.error({ err: error }, 'request failed');
  }
}

/** Twice as long as the last one; where Slack says how long, that. */
function pauseAfter(error: unknown, pauseMs: number): number {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter * 1000;
  return Math.min(Math.max(PAUSE_MS, pauseMs * 2), LONGEST_PAUSE_MS);
}
