import { App, HTTPReceiver } from '@slack/bolt';
import { instant } from '../../sandbox/server/settings.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/start.ts';

export interface Joined {
  slack: Sandbox;
  app: App;
  close(): Promise<void>;
}

const quietLogger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error' as never,
  setName() {},
};

/** A local Slack and a Bolt app that serves it over signed HTTP; `listen` registers listeners. */
export async function overHttp(
  listen: (app: App) => void,
  options: SandboxOptions = {},
): Promise<Joined> {
  const slack = await startSandbox({ settings: instant, ...options });
  const receiver = new HTTPReceiver({
    signingSecret: slack.app.signing_secret,
    endpoints: ['/slack/events'],
    logger: quietLogger,
  });
  const app = new App({
    token: slack.app.bot_token,
    receiver,
    convoStore: false,
    logger: quietLogger,
    deferInitialization: true,
    clientOptions: {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: quietLogger,
    },
  });
  listen(app);
  await app.init();
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  slack.connect(`http://127.0.0.1:${address.port}/slack/events`);
  return {
    slack,
    app,
    close: async () => {
      await app.stop();
      await slack.close();
    },
  };
}

/** The same over Socket Mode. */
export async function overSocket(
  listen: (app: App) => void,
  options: SandboxOptions = {},
): Promise<Joined> {
  const slack = await startSandbox({ settings: instant, ...options });
  const app = new App({
    token: slack.app.bot_token,
    appToken: slack.app.app_token,
    socketMode: true,
    convoStore: false,
    logger: quietLogger,
    deferInitialization: true,
    clientOptions: {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      logger: quietLogger,
    },
  });
  listen(app);
  await app.init();
  await app.start();
  return {
    slack,
    app,
    close: async () => {
      await app.stop();
      await slack.close();
    },
  };
}
