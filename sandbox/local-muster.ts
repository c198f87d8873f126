import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { putInForce } from '../src/apply/apply.ts';
import { type Config, Secret } from '../src/config.ts';
import { openLog } from '../src/log.ts';
import { type Muster, type StartOptions, start } from '../src/main.ts';
import { loadPolicyFile } from '../src/policy/load.ts';
import type { AppManifest } from './manifest.ts';
import type { Settings } from './server/settings.ts';
import { type Sandbox, startSandbox } from './start.ts';
import { setClock } from './story-clock.ts';

/** The local Slack with Muster in it, on one database with a story clock: the demo, and the tests' world. */
export interface LocalMuster {
  readonly sandbox: Sandbox;
  /** Resolves when the clocks agree and Muster, where it runs, has nothing left to do. */
  settled(): Promise<void>;
  /** Stops Muster alone; Slack, the database and the clock go on. */
  stopMuster(): Promise<void>;
  /** Starts it again, with another policy put in force before where one is given. */
  startMuster(policyPath?: string): Promise<void>;
  /** Stops both. */
  stop(): Promise<void>;
}

export interface LocalMusterOptions {
  /** A migrated database, or an empty one, with a story clock. */
  databaseUrl: string;
  /** Of the page; 0 takes a free one. */
  port?: number;
  settings?: Partial<Settings>;
  /** What Slack calls when a `hook` fault strikes. */
  hooks?: Readonly<Record<string, () => void>>;
  /** Events and gestures come through a WebSocket instead of signed requests. */
  socketMode?: boolean;
  /** When the story begins; now unless given. No earlier than that. */
  startsAt?: Date;
  /** The default one unless given. */
  policyPath?: string;
  /** Where events for PagerDuty go; nowhere unless given. */
  pagerDutyUrl?: string;
  /** Takes e-mail; nobody gets any unless given. */
  smtpUrl?: string;
  logLevel?: Config['logLevel'];
  start?: StartOptions;
}

/** Muster's own manifest, as a workspace installs it. */
export function musterManifest(socketMode: boolean): AppManifest {
  const path = join(import.meta.dirname, '../manifest.yml');
  const manifest = parse(readFileSync(path, 'utf8')) as AppManifest;
  return { ...manifest, settings: { ...manifest.settings, socket_mode_enabled: socketMode } };
}

/** Starts both, and connects them. */
export async function startLocalMuster(options: LocalMusterOptions): Promise<LocalMuster> {
  const socketMode = options.socketMode === true;
  const sandbox = await startSandbox({
    manifests: [musterManifest(socketMode)],
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.settings ? { settings: options.settings } : {}),
    ...(options.hooks ? { hooks: options.hooks } : {}),
  });
  if (options.startsAt) {
    sandbox.advance(options.startsAt.getTime() - sandbox.workspace.clock.now());
    await setClock(options.databaseUrl, options.startsAt);
  }
  const log = openLog({ level: options.logLevel ?? 'silent' });
  let muster: Muster | undefined;

  async function startMuster(policyPath?: string): Promise<void> {
    const loaded = policyPath === undefined ? null : await loadPolicyFile(policyPath);
    if (loaded?.ok) await putInForce({ url: options.databaseUrl }, loaded);
    const config = configFor(sandbox, options, policyPath ?? options.policyPath);
    // People in the local Slack may be scripts.
    muster = await start(config, { log, pace: null, ...options.start });
    if (!socketMode) sandbox.connect(`http://127.0.0.1:${muster.port}/slack/events`);
  }
  async function stopMuster(): Promise<void> {
    await muster?.stop();
    muster = undefined;
  }
  await startMuster();

  /** The page moves Slack's clock; the database's follows. */
  let moving: Promise<unknown> = Promise.resolve();
  sandbox.workspace.onChange((change) => {
    if (change.kind !== 'clock_moved') return;
    moving = moving.then(async () => {
      await setClock(options.databaseUrl, new Date(sandbox.workspace.clock.now()));
      await muster?.quiet();
    });
    moving.catch((error: unknown) => log.error({ err: error }, 'the clock did not move'));
  });
  return {
    sandbox,
    startMuster,
    stopMuster,
    async settled() {
      await moving;
      await muster?.quiet();
    },
    async stop() {
      await moving.catch(() => undefined);
      await stopMuster();
      await sandbox.close();
    },
  };
}

function configFor(
  sandbox: Sandbox,
  options: LocalMusterOptions,
  policyPath: string | undefined,
): Config {
  const databaseUrl = new Secret(options.databaseUrl);
  const { app } = sandbox;
  return {
    databaseUrl,
    directUrl: databaseUrl,
    slackBotToken: new Secret(app.bot_token),
    slackSigningSecret: new Secret(app.signing_secret),
    slackAppToken: options.socketMode ? new Secret(app.app_token) : undefined,
    slackApiUrl: sandbox.apiUrl,
    port: 0,
    autoMigrate: true,
    heartbeatUrl: undefined,
    smtpUrl: options.smtpUrl ? new Secret(options.smtpUrl) : undefined,
    mailFrom: 'Muster <muster@example.com>',
    // Nobody outside is woken by what is only tried.
    pagerDutyUrl: options.pagerDutyUrl ?? 'http://127.0.0.1:9/',
    policyPath,
    logLevel: options.logLevel ?? 'silent',
  };
}
