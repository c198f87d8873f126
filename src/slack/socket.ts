import { type Receiver, SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-log.ts';
import { safeClientOptions } from './client-options.ts';

export interface SocketSettings {
  appToken: string;
  /** Default: Slack's own. */
  apiUrl?: string | undefined;
}

/** Milliseconds before the second try to connect; each further one waits twice as long. */
const PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Bolt's receiver for Socket Mode. Slack ends every connection after some hours, and who types a
 * command meanwhile sees it fail. The SDK would wait five seconds before it connects again, and a
 * failed attempt could end the process; here the first attempt comes at once and none is the last.
 */
export function socketReceiver({ appToken, apiUrl }: SocketSettings, log: Logger): Receiver {
  const receiver = new SocketModeReceiver({
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
  const { client } = receiver;
  let isWanted = false;
  let isConnecting = false;

  /** Resolves when there is a connection, or when none is wanted any more. */
  async function connect(isFirst: boolean) {
    isConnecting = true;
    for (let pauseMs = 0; isWanted; ) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (!isWanted) break;
      try {
        await client.start();
        break;
      } catch (error) {
        // At the start that is a wrong token, and somebody is there to read it.
        if (isFirst && error instanceof WebAPIPlatformError) throw error;
        pauseMs = pauseAfter(error, pauseMs);
        log.warn({ err: error, pauseMs }, 'socket not connected; trying again');
      }
    }
    isConnecting = false;
  }

  client.on('disconnected', () => {
    if (isWanted && !isConnecting) void connect(false);
  });
  return {
    init: (app) => receiver.init(app),
    async start() {
      isWanted = true;
      await connect(true);
    },
    async stop() {
      isWanted = false;
      await receiver.stop();
    },
  };
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
