import { setTimeout as wait } from 'node:timers/promises';
import { setClock } from '../../../sandbox/story-clock.ts';
import { withDatabase } from '../../support/stored.ts';
import type { Replica, Rig, Scenario } from '../scenario.ts';
import { Balancer } from './balancer.ts';
import { busyMs, declareRoom, expectAlive, Load, metric, promised, until } from './load.ts';

/** What happens to processes beside being killed. */

const isLong = process.env['CHAOS_LONG'] === '1';
const people = ['reporter', 'engineer', 'dba', 'scribe'];
/** How long an orchestrator waits between its word and its kill, less some. */
const exitMs = 25_000;

async function working(rig: Rig, pauseMs = 50): Promise<Load> {
  const incidents = [await declareRoom(rig, 'API is down'), await declareRoom(rig, 'Mail is late')];
  await rig.atRest();
  const load = new Load(rig);
  load.begin(people, incidents, pauseMs);
  await load.untilRecorded(10_000);
  return load;
}

async function endWork(rig: Rig, load: Load): Promise<void> {
  await load.end();
  load.report();
  const { told, unsure, unanswered } = load.ends;
  const failed = told + unsure + unanswered;
  rig.figure('failed_acks', failed);
  if (failed > 0 && busyMs() < 1_000)
    throw new Error(`${failed} gestures failed: ${JSON.stringify(load.ends)}`);
}

/** Tells a replica to end, waits until it has, and throws when it leaves something behind. */
async function endGently(replica: Replica): Promise<number> {
  const begunMs = performance.now();
  replica.kill('SIGTERM');
  const late = wait(exitMs + 5_000, 'late' as const, { ref: false });
  const end = await Promise.race([replica.ended, late]);
  if (end !== 0) throw new Error(`told to end, it ended with ${end}`);
  return performance.now() - begunMs;
}

/** Rows that nobody alive is sending. */
function leftOver(rig: Rig): Promise<number> {
  return withDatabase(rig.databaseUrl, async (sql) => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from outbox where state = 'sending'
        and ('x' || left(lease_token::text, 8))::bit(32)::bigint not in (
          select objid::bigint from pg_locks where locktype = 'advisory' and granted)`;
    return row?.count ?? 0;
  });
}

/** One after another is replaced while people work, as a deployment does it. */
async function rollingRestarts(rig: Rig): Promise<void> {
  const balancer = new Balancer(rig);
  let current = [await rig.start(), await rig.start()];
  await balancer.follows(...current);
  const load = await working(rig);
  const times = isLong ? 20 : 4;
  let slowest = 0;
  let leases = 0;
  for (let n = 0; n < times; n += 1) {
    const [oldest, ...others] = current;
    if (!oldest) throw new Error('nobody runs');
    const next = await rig.start();
    await balancer.follows(next);
    slowest = Math.max(slowest, await endGently(oldest));
    leases += await leftOver(rig);
    current = [...others, next];
  }
  rig.figure('restarts', times);
  await endWork(rig, load);
  promised(rig, 'exit_ms', slowest, exitMs);
  promised(rig, 'leases_left', leases, 0);
  await expectAlive(...current);
}

/** A replica stands still while Slack has what it sent, for longer than its lease; then it goes on. */
async function frozenMidSend(rig: Rig): Promise<void> {
  const env = { CHAOS_LEASE_MS: '6000' };
  const first = await rig.start({ env });
  await rig.slack.faults({
    on: 'call',
    method: 'chat.postMessage',
    // The card and the announcement: a third message need not come.
    nth: rig.random.between(1, 2),
    fault: { kind: 'hang', ms: 4_000 },
  });
  const said = await rig.slack.user('reporter').ask('/incident declare API is down sev1');
  if (said.includes('#')) rig.acknowledged({ type: 'declared', title: 'API is down' });
  await until(
    'a call that hangs',
    async () => (await rig.slack.journal({ name: 'chat.postMessage' })).some(hangs),
    20_000,
    20,
  );
  first.kill('SIGSTOP');
  rig.onEnd(() => first.kill('SIGCONT'));
  const second = await rig.start({ env });
  const taken = await until('what it was sending is sent by the other', () => allSent(rig), 40_000);
  rig.figure('taken_over_ms', Math.round(taken));
  await wait(rig.random.between(500, 4_000));
  first.kill('SIGCONT');
  await wait(1_500);
  await expectAlive(first, second);
}

function hangs({ trouble }: { trouble: string | null }): boolean {
  return trouble === 'hang';
}

function allSent(rig: Rig): Promise<boolean> {
  return withDatabase(rig.databaseUrl, async (sql) => {
    const rows = await sql`select from outbox where state in ('pending', 'sending') limit 1`;
    return rows.length === 0;
  });
}

/** Its only thread is busy for five seconds, several times; the other one goes on. */
async function blockedLoop(rig: Rig): Promise<void> {
  const blocked = await rig.start();
  const other = await rig.start();
  const load = await working(rig);
  for (let n = 0; n < 3; n += 1) {
    const before = load.ends.recorded;
    const ticks = await metric(other, 'muster_tick_seconds_count');
    blocked.kill('SIGUSR2');
    await jump(rig, 30);
    await wait(5_000);
    await load.untilRecorded(10_000);
    if (load.ends.recorded === before) throw new Error('nobody got anything done');
    const passed = (await metric(other, 'muster_tick_seconds_count')) - ticks;
    if (passed < 1) throw new Error('the other one did not look at the clock');
    // What it had begun to hear ends late, with an answer or without; then it is as before.
    await until('it ticks again', () => ticksOn(blocked), 10_000);
  }
  await load.end();
  load.report();
  await expectAlive(blocked, other);
}

/** Moves the clocks while people work, when the workspace is never quiet. */
async function jump({ sandbox, databaseUrl }: Rig, minutes: number): Promise<void> {
  sandbox.advance(minutes * 60_000);
  await setClock(databaseUrl, new Date(sandbox.workspace.clock.now()));
}

async function ticksOn(replica: Replica): Promise<boolean> {
  const before = await metric(replica, 'muster_tick_seconds_count');
  await wait(2_500);
  return (await metric(replica, 'muster_tick_seconds_count')) > before;
}

/** Two replicas whose wall clocks are nearly ten minutes apart: more, and Slack's signatures would be too old. */
async function clocksApart(rig: Rig): Promise<void> {
  const ahead = await rig.start({ env: { CHAOS_AHEAD_MS: '290000' } });
  const behind = await rig.start({ env: { CHAOS_AHEAD_MS: '-290000' } });
  const load = await working(rig, 500);
  for (let n = 0; n < 6; n += 1) {
    await jump(rig, rig.random.between(5, 40));
    await load.untilRecorded(10_000);
  }
  await endWork(rig, load);
  await expectAlive(ahead, behind);
}

export const processScenarios: readonly Scenario[] = [
  { name: 'process/rolling_restarts', replicas: 2, run: rollingRestarts },
  { name: 'process/frozen_mid_send', replicas: 2, run: frozenMidSend },
  { name: 'process/blocked_loop', replicas: 2, run: blockedLoop },
  { name: 'process/clocks_apart', replicas: 2, run: clocksApart },
];
