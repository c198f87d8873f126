import { Logger, run as runJobs, runMigrations } from 'graphile-worker';
import { createDatabase, dropDatabase } from '../sandbox/postgres.ts';
import { advance, installStoryClock } from '../sandbox/story-clock.ts';
import type { Engine } from '../src/engine/engine.ts';
import { look } from '../src/engine/look.ts';
import { type Ticked, tick } from '../src/engine/tick.ts';
import { migrate } from '../src/store/migrate.ts';
import { benchLateness, benchManyProcesses, benchWallClock } from './clock-processes.ts';
import {
  firingsSince,
  quantile,
  seedIncidents,
  startBenchEngine,
  statement,
} from './clock-scene.ts';

const minutes = 60_000;

/** The figures of the clock, each on a database of its own. `quick` takes a tenth of everything. */
export async function benchClock(serverUrl: string, quick: boolean) {
  const part = <T>(work: (url: string) => Promise<T>) => onDatabase(serverUrl, work);
  const timers = quick ? 2_000 : 20_000;
  return {
    idle: await part((url) => benchIdle(url, quick)),
    fired: await part((url) => benchFired(url, timers)),
    weekAway: await part((url) => benchWeekAway(url, quick ? 50 : 500)),
    processes: await part((url) => benchManyProcesses(url, { processes: 8, timers })),
    lateness: await part((url) => benchLateness(url, quick)),
    wallClock: await part((url) => benchWallClock(url)),
  };
}

async function onDatabase<T>(serverUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  const url = await createDatabase(serverUrl);
  await migrate(url);
  await installStoryClock(url);
  try {
    return await work(url);
  } finally {
    await dropDatabase(serverUrl, url);
  }
}

/** What a look costs when nothing is due, by how much is armed for later. */
async function benchIdle(url: string, quick: boolean) {
  const engine = await startBenchEngine(url);
  const rows: { armed: number; medianMs: number }[] = [];
  const sizes = quick ? [1_000, 10_000, 100_000] : [1_000, 100_000, 1_000_000];
  await seedIncidents(engine, 1);
  let armed = 0;
  for (const size of sizes) {
    await statement(
      engine,
      `insert into timers (incident_id, key, team_id, kind, due_at)
       select (select min(id) from incidents), 'armed:' || n, 'T0BENCH', 'update_due',
         now() + interval '1 day' + n * interval '1 second'
       from generate_series(${armed + 1}, ${size}) n`,
    );
    armed = size;
    await statement(engine, 'analyze timers');
    const took: number[] = [];
    for (let n = 0; n < 300; n += 1) {
      const began = performance.now();
      await engine.database.work.use(({ sql }) => look(sql, engine.teamId));
      took.push(performance.now() - began);
    }
    rows.push({ armed, medianMs: hundredths(quantile(took, 0.5)) });
  }
  await engine.database.close();
  const [least, most] = [rows[0]?.medianMs ?? 1, rows.at(-1)?.medianMs ?? 0];
  return { looks: rows, ratio: hundredths(most / least) };
}

/** One process: timers fired per second, beside as many delayed jobs of graphile-worker. */
async function benchFired(url: string, count: number) {
  let statements = 0;
  const engine = await startBenchEngine(url, {
    onStatement: () => {
      statements += 1;
    },
  });
  const turns: { ours: number; theirs: number; perTimer: number }[] = [];
  await runMigrations({ connectionString: url });
  await statement(engine, 'create table if not exists done (job int primary key)');
  for (let turn = 0; turn < 3; turn += 1) {
    await statement(engine, 'delete from timers');
    const from = await seedIncidents(engine, count);
    // The first nudge of each is due then, and nothing else.
    await advance(url, 6 * minutes);
    statements = 0;
    const began = performance.now();
    await tickUntilIdle(engine);
    const ours = count / ((performance.now() - began) / 1000);
    const { distinct } = await firingsSince(engine, from);
    if (distinct !== count) throw new Error(`${distinct} of ${count} fired`);
    const perTimer = hundredths(statements / count);
    turns.push({ ours, perTimer, theirs: await jobsPerSecond(engine, url, count) });
  }
  await engine.database.close();
  const ours = quantile(
    turns.map((turn) => turn.ours),
    0.5,
  );
  const theirs = quantile(
    turns.map((turn) => turn.theirs),
    0.5,
  );
  return {
    timers: count,
    perSecond: Math.round(ours),
    statementsPerTimer: turns[0]?.perTimer ?? 0,
    jobQueuePerSecond: Math.round(theirs),
    ratio: hundredths(ours / theirs),
  };
}

/** As many jobs that are due, each of which writes one row: the least that a job does. */
async function jobsPerSecond(engine: Engine, url: string, count: number): Promise<number> {
  await statement(engine, 'truncate done');
  await statement(
    engine,
    `select count(graphile_worker.add_job('note', json_build_object('n', n),
       run_at := now() - interval '1 minute')) from generate_series(1, ${count}) n`,
  );
  let done = 0;
  let finish: (() => void) | undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const began = performance.now();
  const runner = await runJobs({
    connectionString: url,
    concurrency: 10,
    maxPoolSize: 10,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: new Logger(() => () => {}),
    taskList: {
      note: async (payload, { query }) => {
        await query('insert into done (job) values ($1)', [(payload as { n: number }).n]);
        done += 1;
        if (done === count) finish?.();
      },
    },
  });
  await finished;
  const perSecond = count / ((performance.now() - began) / 1000);
  await runner.stop();
  return perSecond;
}

/** Everything late after a week: how long no pass may be, and what each incident is told. */
async function benchWeekAway(url: string, incidents: number) {
  const engine = await startBenchEngine(url);
  const from = await seedIncidents(engine, incidents);
  // A tenth was over before: nobody may hear anything of those.
  const over = `incident_id % 10 = 0 and incident_id >= ${from}`;
  await statement(
    engine,
    `update incidents set phase = 'resolved', resolved_at = now() where id % 10 = 0 and id >= ${from}`,
  );
  await tick(engine);
  await advance(url, 7 * 24 * 60 * minutes);
  const [overdue] = await statement<{ count: number }>(
    engine,
    `select count(*)::int as count from timers where due_at <= now()`,
  );
  const began = performance.now();
  const passes = await tickUntilIdle(engine);
  const seconds = (performance.now() - began) / 1000;
  const [told] = await statement<{ most: number; ofKind: number; over: number }>(
    engine,
    `with told as (
       select incident_id, effect -> 'fact' ->> 'type' as type, count(*) as times from outbox
       where effect ->> 'type' = 'announce' and incident_id >= ${from} and decided_at > now() - interval '1 day'
       group by 1, 2)
     select coalesce((select max(all_of) from (
         select sum(times)::int as all_of from told group by incident_id) each), 0)::int as most,
       coalesce(max(times), 0)::int as "ofKind",
       (count(*) filter (where ${over}))::int as over from told`,
  );
  await engine.database.close();
  return {
    incidents,
    overdueTimers: overdue?.count ?? 0,
    seconds: hundredths(seconds),
    longestPassSeconds: hundredths(Math.max(...passes.map((pass) => pass.seconds))),
    messagesPerIncident: told?.most ?? 0,
    messagesPerKind: told?.ofKind ?? 0,
    messagesToResolved: told?.over ?? 0,
  };
}

interface Pass {
  ticked: Ticked;
  seconds: number;
}

/** Passes as the loop makes them, until nothing is due. */
async function tickUntilIdle(engine: Engine): Promise<Pass[]> {
  const passes: Pass[] = [];
  for (;;) {
    const began = performance.now();
    const ticked = await tick(engine, { deadlineMs: 1_500 });
    passes.push({ ticked, seconds: (performance.now() - began) / 1000 });
    if (ticked.fired.length === 0) return passes;
  }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
