import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'vitest';
import { connectClient, type SlackClient } from '../../sandbox/client.ts';
import { musterManifest } from '../../sandbox/local-muster.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { setClock } from '../../sandbox/story-clock.ts';
import { createDatabase, dropDatabase } from './database.ts';
import { withDatabase } from './stored.ts';

/** A workspace with a database, for Musters in processes of their own. */
export interface Apart {
  sandbox: Sandbox;
  slack: SlackClient;
  databaseUrl: string;
  /** In the order of their starts. */
  processes: ChildProcess[];
}

/** Makes a workspace that is taken down when its test has ended, with every process that runs in it. */
export async function openApart(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  { socketMode = false } = {},
): Promise<Apart> {
  const databaseUrl = await createDatabase();
  const processes: ChildProcess[] = [];
  const sandbox = await startSandbox({
    manifests: [musterManifest(socketMode)],
    // A busy machine keeps nobody's time.
    settings: { ackTimeoutMs: 30_000, triggerLifeMs: 30_000 },
    // Whoever runs last is the one that dies.
    hooks: { kill: () => void processes.at(-1)?.kill('SIGKILL') },
  });
  const slack = await connectClient(sandbox.url);
  onTestFinished(async () => {
    for (const each of processes) each.kill('SIGKILL');
    slack.close();
    await sandbox.close();
    await dropDatabase(databaseUrl);
  });
  return { sandbox, slack, databaseUrl, processes };
}

/** Starts Muster in a process of its own and resolves when it answers; Slack sends to it from then on. */
export async function startApart(apart: Apart): Promise<ChildProcess> {
  const { sandbox, databaseUrl, processes } = apart;
  const { app } = sandbox;
  const given = {
    databaseUrl,
    token: app.bot_token,
    signingSecret: app.signing_secret,
    appToken: app.socket_mode ? app.app_token : undefined,
    apiUrl: sandbox.apiUrl,
    leeway: 6,
  };
  const script = join(import.meta.dirname, 'muster-child.ts');
  const child = fork(script, [JSON.stringify(given)], { execArgv: ['--import', 'tsx'] });
  processes.push(child);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  if (!app.socket_mode) sandbox.connect(`http://127.0.0.1:${port}/slack/events`);
  return child;
}

/** Starts `muster start` as an operator does, told all by its environment. */
export async function startCommand(apart: Apart): Promise<ChildProcess> {
  const { sandbox, databaseUrl, processes } = apart;
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../bin/muster.js'), 'start'],
    {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: databaseUrl,
        SLACK_BOT_TOKEN: sandbox.app.bot_token,
        SLACK_SIGNING_SECRET: sandbox.app.signing_secret,
        SLACK_API_URL: sandbox.apiUrl,
        PORT: '0',
        LOG_LEVEL: 'info',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  processes.push(child);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`muster start ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = JSON.parse(line) as { msg?: string; port?: number };
      if (told.msg === 'muster answers' && told.port) resolve(told.port);
    });
  });
  sandbox.connect(`http://127.0.0.1:${port}/slack/events`);
  return child;
}

const patienceMs = 90_000;

/** Resolves when nothing is due and Slack is owed nothing; fails with what still is. */
export async function atRest({ sandbox, databaseUrl }: Apart): Promise<void> {
  await sandbox.quiet();
  await withDatabase(databaseUrl, async (sql) => {
    const restless = () => sql<{ what: string }[]>`
      select 'timer ' || key as what from timers where parked_at is null and due_at <= now()
      union all
      select o.lane || ' ' || coalesce(o.last_error, '') from outbox o
      where o.state in ('pending', 'sending')`;
    const end = performance.now() + patienceMs;
    for (let left = await restless(); left.length > 0; left = await restless()) {
      if (performance.now() > end) {
        throw new Error(`still to do: ${left.map(({ what }) => what).join(', ')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  await sandbox.quiet();
}

/** Moves Slack's clock and the database's by so many minutes, and waits until all have followed. */
export async function passMinutes(apart: Apart, minutes: number): Promise<void> {
  const { sandbox, databaseUrl } = apart;
  await atRest(apart);
  sandbox.advance(minutes * 60_000);
  await setClock(databaseUrl, new Date(sandbox.workspace.clock.now()));
  await atRest(apart);
}
