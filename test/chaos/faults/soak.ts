import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../../../sandbox/protocol-operate.ts';
import { withDatabase } from '../../support/stored.ts';
import type { Rig, Scenario } from '../scenario.ts';
import { declareRoom, Load, promised, until } from './load.ts';
import { Supervisor } from './supervisor.ts';

/** Much of everything, chosen by the seed, for long. */

const isLong = process.env['CHAOS_LONG'] === '1';
const people = ['reporter', 'engineer', 'dba', 'scribe', 'oncall', 'manager'];
const titles = ['API is down', 'Mail is late', 'Search is slow', 'Login fails', 'Disks are full'];

/**
 * A third of the posts go wrong. The long run is the hard one: a quarter of them end the process. The
 * short one has as many faults, fewer of them deadly.
 */
function faults(): Fault[] {
  const deadly = isLong ? 0.25 : 0.04;
  const rates: [Fault['fault'], number][] = [
    [{ kind: 'hook', name: 'kill' }, deadly],
    [{ kind: 'drop' }, 0.07],
    [{ kind: 'fail_after' }, 0.03],
    [{ kind: 'refuse' }, 0.25 - deadly],
  ];
  return rates.map(([fault, rate]) => ({ on: 'call', method: 'chat.postMessage', rate, fault }));
}

/** What a person may do to an incident that exists; all are harmless to say twice. */
const gestures = [
  (n: number) => `severity #${n} sev1 because it spreads`,
  (n: number) => `severity #${n} sev2 because it shrinks`,
  (n: number) => `take commander #${n}`,
  (n: number) => `status #${n} investigating because we look`,
  (n: number) => `status #${n} monitoring because the fix is in`,
  (n: number) => `timeline #${n}`,
  (n: number) => `resolve #${n} fixed`,
  (n: number) => `reopen #${n}`,
  (n: number) => `join #${n}`,
  () => 'list',
];

/** Random gestures of six people. */
async function gesture(rig: Rig, load: Load, incidents: readonly number[]): Promise<void> {
  const key = rig.random.pick(people);
  const number = rig.random.pick(incidents);
  if (rig.random.next() < 0.7) {
    await load.note(key, number);
    return;
  }
  const text = `/incident ${rig.random.pick(gestures)(number)}`;
  await rig.slack.user(key).attempt({ type: 'run_command', channel: 'general', text });
}

/** Posts, a third of which go wrong, while processes die and are replaced. */
async function troubledPosts(rig: Rig): Promise<void> {
  const supervisor = new Supervisor(rig);
  await supervisor.keep(2);
  const load = new Load(rig);
  try {
    const incidents: number[] = [];
    for (const title of titles) incidents.push(await declareRoom(rig, title));
    await rig.atRest();
    await rig.slack.faults(...faults());
    const target = isLong ? 1_000 : 120;
    const work = async () => {
      while (load.ends.recorded < target) {
        await gesture(rig, load, incidents);
        await wait(20);
      }
    };
    await Promise.all([work(), work(), work()]);
    await until('most of it is through', async () => (await owed(rig)) < 10, 600_000, 500);
    await rig.slack.faults();
  } finally {
    await supervisor.end();
  }
  rig.figure('deaths', supervisor.deaths);
  load.report();
  if (living(rig) === 0) await rig.start();
  await rig.atRest(120_000);
  promised(rig, 'given_up', await givenUp(rig), 0);
}

function living(rig: Rig): number {
  return rig.replicas.filter(({ process }) => process.exitCode === null && !process.signalCode)
    .length;
}

function owed(rig: Rig): Promise<number> {
  return count(rig, ['pending', 'sending']);
}

function givenUp(rig: Rig): Promise<number> {
  return count(rig, ['dead']);
}

function count(rig: Rig, states: string[]): Promise<number> {
  return withDatabase(rig.databaseUrl, async (sql) => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from outbox where state in ${sql(states)}`;
    return row?.count ?? 0;
  });
}

/** Many hours of the story in a few minutes, with troubles now and then; memory must not grow. */
async function manyHours(rig: Rig): Promise<void> {
  const [first, second] = [await rig.start(), await rig.start()];
  const steps = isLong ? 180 : 24;
  const load = new Load(rig);
  const incidents: number[] = [];
  for (const title of titles) incidents.push(await declareRoom(rig, title));
  const sizes: { hours: number; mb: number }[] = [];
  for (let step = 0; step < steps; step += 1) {
    const troubled = rig.random.next() < 0.35;
    const rate = 0.3;
    const method = 'chat.*';
    if (troubled) {
      await rig.slack.faults(
        { on: 'call', method, rate, fault: { kind: 'drop' } },
        { on: 'call', method, rate, fault: { kind: 'fail_before', status: 503 } },
      );
    }
    await Promise.all(people.map(() => gesture(rig, load, incidents)));
    await rig.slack.faults();
    await rig.passMinutes(10);
    await rig.atRest();
    const mb = residentMb(first.process.pid) + residentMb(second.process.pid);
    sizes.push({ hours: ((step + 1) * 10) / 60, mb });
  }
  load.report();
  rig.figure('story_hours', (steps * 10) / 60);
  // The first third is warming up.
  const settled = sizes.slice(Math.floor(sizes.length / 3));
  rig.figure('resident_mb', Math.round(settled.at(-1)?.mb ?? 0));
  rig.figure('mb_per_hour', Math.round(slope(settled) * 100) / 100);
}

function residentMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Least squares: megabytes per hour. */
function slope(points: readonly { hours: number; mb: number }[]): number {
  const mean = (of: (point: { hours: number; mb: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const hours = mean((point) => point.hours);
  const mb = mean((point) => point.mb);
  const over = mean((point) => (point.hours - hours) * (point.mb - mb));
  return over / mean((point) => (point.hours - hours) ** 2);
}

/** A row that ends every process that sends it is given up, and everything else goes out. */
async function deadlyRow(rig: Rig): Promise<void> {
  const supervisor = new Supervisor(rig);
  await supervisor.keep(2);
  const load = new Load(rig);
  try {
    const deadly = await declareRoom(rig, 'API is down');
    const other = await declareRoom(rig, 'Mail is late');
    await rig.atRest();
    const room = await rig.slack.channel(new RegExp(`^inc-${deadly}-`));
    await rig.slack.faults({
      on: 'call',
      method: 'conversations.setTopic',
      channel: room.id,
      fault: { kind: 'hook', name: 'kill' },
    });
    await rig.slack
      .user('engineer')
      .command(`/incident severity #${deadly} sev2 because it shrinks`);
    for (let n = 0; n < 12; n += 1) await load.note('dba', n % 2 ? deadly : other);
    await until('the row is given up', async () => (await givenUp(rig)) === 1, 240_000, 500);
    await load.note('dba', other);
    await until('all else is sent', async () => (await owed(rig)) === 0, 60_000, 200);
  } finally {
    await supervisor.end();
  }
  load.report();
  rig.figure('deaths', supervisor.deaths);
  promised(rig, 'given_up', await givenUp(rig), 1);
  // An operator has what was wrong mended, and the row tried again.
  await rig.slack.faults();
  await withDatabase(
    rig.databaseUrl,
    (sql) => sql`
      update outbox set state = 'pending', attempts = 0, settled_at = null where state = 'dead'`,
  );
}

export const soakScenarios: readonly Scenario[] = [
  { name: 'soak/troubled_posts', replicas: 2, run: troubledPosts },
  { name: 'soak/many_hours', replicas: 2, run: manyHours },
  { name: 'soak/deadly_row', replicas: 2, run: deadlyRow },
];
