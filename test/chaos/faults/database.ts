import { setTimeout as wait } from 'node:timers/promises';
import { Wire } from '../../support/wire.ts';
import type { Replica, Rig, Scenario } from '../scenario.ts';
import {
  busyMs,
  declareRoom,
  expectAlive,
  Load,
  metric,
  promised,
  statusOf,
  until,
} from './load.ts';
import type { OwnServer } from './own-server.ts';

/** What a database does on a bad day, while four people work. */

const isLong = process.env['CHAOS_LONG'] === '1';
const people = ['reporter', 'engineer', 'dba', 'scribe'];
/** What a person may wait for a word while the database is away: Slack gives up after 3 s. */
const toldMs = 2_500;
/** What a busy machine adds to it before the answer is seen here. */
const roomMs = 400;

interface Scene {
  rig: Rig;
  replica: Replica;
  load: Load;
}

/** Two incidents and people who note; then `trouble`, and rest. */
async function under(
  rig: Rig,
  databaseUrl: string,
  trouble: (scene: Scene) => Promise<void>,
): Promise<void> {
  const replica = await rig.start({ databaseUrl });
  const incidents = [await declareRoom(rig, 'API is down'), await declareRoom(rig, 'Mail is late')];
  await rig.atRest();
  const load = new Load(rig);
  load.begin(people, incidents, 30);
  await load.untilRecorded(10_000);
  try {
    await trouble({ rig, replica, load });
  } finally {
    await load.end();
  }
  load.report();
  await expectAlive(replica);
}

/** With a wire between Muster and the database. */
async function overWire(
  rig: Rig,
  trouble: (scene: Scene & { wire: Wire }) => Promise<void>,
): Promise<void> {
  const wire = await Wire.to(rig.databaseUrl);
  rig.onEnd(() => wire.close());
  await under(rig, wire.url, (scene) => trouble({ ...scene, wire }));
}

/** With a server that may be killed. */
async function overServer(
  rig: Rig,
  trouble: (scene: Scene & { server: OwnServer }) => Promise<void>,
): Promise<void> {
  const { server } = rig;
  if (!server) throw new Error('the scenario has no server of its own');
  await under(rig, rig.databaseUrl, (scene) => trouble({ ...scene, server }));
}

/** Killed at once, again and again, and started after a while. */
async function restarted({ rig, load, server }: Scene & { server: OwnServer }): Promise<void> {
  const times = isLong ? 20 : 4;
  let slowest = 0;
  for (let n = 0; n < times; n += 1) {
    await wait(rig.random.between(300, 1_200));
    await server.crash();
    await wait(rig.random.between(50, 1_500));
    await server.restart();
    slowest = Math.max(slowest, await load.untilRecorded(20_000));
  }
  rig.figure('restarts', times);
  promised(rig, 'first_success_ms', slowest, 2_000);
}

/** A connection of Muster's ends every 60 ms. */
async function backendsKilled({ rig, load, server }: Scene & { server: OwnServer }): Promise<void> {
  const before = load.ends.recorded;
  const end = performance.now() + (isLong ? 15_000 : 5_000);
  let killed = 0;
  while (performance.now() < end) {
    if (await server.endOne((pids) => rig.random.pick(pids))) killed += 1;
    await wait(60);
  }
  rig.figure('killed', killed);
  rig.figure('commits', load.ends.recorded - before);
  await load.untilRecorded(10_000);
}

async function passesAgain(replica: Replica, withinMs: number): Promise<number> {
  const before = await metric(replica, 'muster_tick_seconds_count');
  return until(
    'a pass of the clock',
    async () => (await metric(replica, 'muster_tick_seconds_count')) > before,
    withinMs,
  );
}

/** Nobody hears of the connections there are any more; new ones could be made. */
async function stranded({ rig, replica, load, wire }: Scene & { wire: Wire }): Promise<void> {
  wire.strand();
  const ticked = passesAgain(replica, 30_000);
  const recorded = await load.untilRecorded(20_000);
  promised(rig, 'ticks_resumed_ms', await ticked, 10_000);
  promised(rig, 'recorded_again_ms', recorded, 10_000);
  promised(rig, 'told_ms', load.slowestMs, toldMs + roomMs);
  expectAnswered(load);
}

/** Nothing goes over the wire for a while, new connections neither. */
async function blackHole({ rig, replica, load, wire }: Scene & { wire: Wire }): Promise<void> {
  wire.silence();
  const unready = until(
    'not ready',
    async () => (await statusOf(replica, '/readyz')) === 503,
    15_000,
  );
  promised(rig, 'unready_ms', await unready, 15_000);
  await wait(8_000);
  wire.open();
  const ticked = passesAgain(replica, 30_000);
  promised(rig, 'recorded_again_ms', await load.untilRecorded(20_000), 10_000);
  promised(rig, 'ticks_resumed_ms', await ticked, 10_000);
  promised(rig, 'told_ms', load.slowestMs, toldMs + roomMs);
  expectAnswered(load);
}

/** Slack's three seconds are its own clock's, so on a machine that is a second late they prove nothing. */
function expectAnswered({ ends }: Load): void {
  if (ends.unanswered > 0 && busyMs() < 1_000)
    throw new Error(`${ends.unanswered} people got no answer`);
}

/** The server has COMMIT, and its answer is lost, now and then several at once. */
async function commitsLost({ rig, load, wire }: Scene & { wire: Wire }): Promise<void> {
  for (let n = 0; n < (isLong ? 40 : 12); n += 1) {
    wire.loseCommits(rig.random.between(1, 3));
    await wait(rig.random.between(100, 500));
  }
  rig.figure('commits_lost', wire.commitsLost);
  expectAnswered(load);
}

/** The server gives rows to send, and its answer is lost. */
async function claimsLost({ rig, load, wire }: Scene & { wire: Wire }): Promise<void> {
  const times = isLong ? 40 : 12;
  for (let n = 0; n < times; n += 1) {
    await wire.loseAnswerWith('"lease_token"');
    await wait(rig.random.between(100, 500));
  }
  rig.figure('claims_lost', times);
  expectAnswered(load);
}

/** Every answer of the server comes two seconds late. */
async function slow({ rig, load, wire }: Scene & { wire: Wire }): Promise<void> {
  wire.slow(2_000);
  await wait(isLong ? 30_000 : 9_000);
  wire.open();
  promised(rig, 'recorded_again_ms', await load.untilRecorded(20_000), 10_000);
  promised(rig, 'told_ms', load.slowestMs, toldMs + roomMs);
  expectAnswered(load);
}

/** As on a standby before it is promoted: it answers, and takes no writes. */
async function readOnly({ rig, replica, load, server }: Scene & { server: OwnServer }) {
  await server.readOnly(true);
  const unready = until(
    'not ready',
    async () => (await statusOf(replica, '/readyz')) === 503,
    15_000,
  );
  rig.figure('unready_ms', Math.round(await unready));
  await wait(3_000);
  await server.readOnly(false);
  promised(rig, 'recorded_again_ms', await load.untilRecorded(20_000), 10_000);
  await until('ready', async () => (await statusOf(replica, '/readyz')) === 200, 15_000);
  expectAnswered(load);
}

/** The machine of the database stands still and goes on. */
async function frozen({ rig, replica, load, server }: Scene & { server: OwnServer }) {
  await server.freeze();
  const unready = until(
    'not ready',
    async () => (await statusOf(replica, '/readyz')) === 503,
    15_000,
  );
  promised(rig, 'unready_ms', await unready, 15_000);
  await wait(rig.random.between(3_000, 9_000));
  await server.thaw();
  promised(rig, 'recorded_again_ms', await load.untilRecorded(20_000), 10_000);
  promised(rig, 'told_ms', load.slowestMs, toldMs + roomMs);
  expectAnswered(load);
}

export const databaseScenarios: readonly Scenario[] = [
  server('database/restarted', restarted),
  server('database/backends_killed', backendsKilled),
  server('database/read_only', readOnly),
  server('database/frozen', frozen),
  wired('database/stranded_connections', stranded),
  wired('database/black_hole', blackHole),
  wired('database/commits_lost', commitsLost),
  wired('database/claims_lost', claimsLost),
  wired('database/slow', slow),
];

function server(name: string, trouble: Parameters<typeof overServer>[1]): Scenario {
  return { name, replicas: 1, ownServer: true, run: (rig) => overServer(rig, trouble) };
}

function wired(name: string, trouble: Parameters<typeof overWire>[1]): Scenario {
  return { name, replicas: 1, run: (rig) => overWire(rig, trouble) };
}
