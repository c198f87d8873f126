import { type ChildProcess, spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { musterManifest } from '../sandbox/local-muster.ts';
import { createDatabase, dropDatabase, openServer } from '../sandbox/postgres.ts';
import { instant } from '../sandbox/server/settings.ts';
import { type Sandbox, startSandbox } from '../sandbox/start.ts';
import { migrate } from '../src/store/migrate.ts';
import { benchClaims } from './claims.ts';
import { benchClock } from './clock.ts';
import { command } from './commands.ts';
import { burst, type Latencies, load, round } from './load.ts';
import { answers, startMuster } from './muster-process.ts';
import { timePages } from './pages.ts';
import { timePolicyCheck } from './policy-check.ts';
import { timeRooms } from './rooms.ts';
import { benchTransactions } from './transactions.ts';

/**
 * `npm run bench -- [clock] --json [--quick]`: the figures we claim, on this machine, each beside what it is
 * compared with in the same run. The local Slack and PostgreSQL share the machine's cores.
 * `clock` takes those of the clock alone.
 */
const quick = process.argv.includes('--quick');
const seconds = quick ? 1 : 4;

const server = await openServer(process.env['DATABASE_URL']);
try {
  const others = process.argv.includes('clock') ? {} : await benchOthers();
  const clock = await benchClock(server.url, quick);
  const machine = { node: process.version, cores: cpus().length };
  process.stdout.write(`${JSON.stringify({ machine, ...others, clock }, null, 2)}\n`);
} finally {
  await server.stop();
}

async function benchOthers() {
  const databaseUrl = await createDatabase(server.url);
  await migrate(databaseUrl);
  const sandbox = await startSandbox({ manifests: [musterManifest(false)], settings: instant });
  try {
    return { ...(await benchAlone()), ...(await benchProcess(sandbox, databaseUrl)) };
  } finally {
    await sandbox.close();
    await dropDatabase(server.url, databaseUrl);
  }
}

/** On a database of its own: what the engine leaves in the outbox there is never sent. */
async function benchAlone() {
  const url = await createDatabase(server.url);
  await migrate(url);
  try {
    const transactions = await benchTransactions(url, seconds);
    return { transactions, claims: await benchClaims(url, quick ? 1 : 5) };
  } finally {
    await dropDatabase(server.url, url);
  }
}

async function benchProcess(slack: Sandbox, databaseUrl: string) {
  const muster = await startMuster(slack, databaseUrl, await freePort());
  const bare = await startBare(slack);
  try {
    const idleMb = muster.residentMb();
    // Before the loads, whose deliveries go on for a while after them.
    const policyCheck = await timePolicyCheck(muster.startMs);
    const acks = await benchAcks(slack, muster.url, bare.url);
    const rooms = [];
    for (const latencyMs of [0, 50, 150]) {
      rooms.push(await timeRooms(slack, latencyMs, quick ? 3 : 15));
    }
    const pages = await benchPages(slack, databaseUrl);
    const declares = await benchDeclares(slack, muster.url);
    return {
      start: { ms: Math.round(muster.startMs), idleMb, loadedMb: muster.residentMb() },
      policyCheck,
      acks,
      rooms,
      pages,
      declares,
    };
  } finally {
    bare.child.kill();
    await muster.stop();
  }
}

/** `/incident help` beside a bare Bolt app, in turns. */
async function benchAcks(slack: Sandbox, url: string, bareUrl: string) {
  const options = { connections: 20, seconds };
  const turns: { muster: Latencies; bare: Latencies }[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const bare = await load(() => command(slack, bareUrl, 'help'), options);
    const muster = await load(() => command(slack, url, 'help'), options);
    turns.push({ muster, bare });
  }
  const best = turns.toSorted((a, b) => a.muster.perSecond - b.muster.perSecond)[1];
  if (!best) throw new Error('no turn was run');
  return { ...best, ratio: round(best.muster.perSecond / best.bare.perSecond) };
}

/** Somebody is paged: alone, and while 1,000 syncs wait for Slack. */
async function benchPages(slack: Sandbox, databaseUrl: string) {
  const times = [];
  for (const latencyMs of [0, 50, 150]) {
    for (const flooded of [false, true]) {
      const options = { latencyMs, flooded, pages: quick ? 3 : 15 };
      times.push(await timePages(slack, databaseUrl, options));
    }
  }
  return times;
}

/** Acks of 50 declarations at once while Slack takes 150 ms a call, then declarations per second. */
async function benchDeclares(slack: Sandbox, url: string) {
  slack.workspace.settings.latency = { leastMs: 150, mostMs: 150 };
  const atOnce = await burst((n) => command(slack, url, `declare Burst ${n} sev3`), 50);
  await slack.quiet();
  slack.workspace.settings.latency = { leastMs: 0, mostMs: 0 };
  const sustained = await load((n) => command(slack, url, `declare Load ${n} sev3`), {
    connections: 8,
    seconds,
  });
  return { atOnce, sustained };
}

async function startBare(slack: Sandbox): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'bare-bolt.ts')],
    {
      env: {
        ...process.env,
        PORT: String(port),
        SLACK_BOT_TOKEN: slack.app.bot_token,
        SLACK_SIGNING_SECRET: slack.app.signing_secret,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/ready`, child);
  return { child, url };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', () => resolve()));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
