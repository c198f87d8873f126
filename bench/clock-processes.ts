import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { advance } from '../sandbox/story-clock.ts';
import type { Engine } from '../src/engine/engine.ts';
import {
  firingsSince,
  quantile,
  seedIncidents,
  startBenchEngine,
  statement,
} from './clock-scene.ts';

/** Benches of the clock with processes that can be killed. */

const seconds = 1_000;
const minutes = 60 * seconds;

/** Processes that all see the same timers as due: nothing may fire twice. */
export async function benchManyProcesses(
  url: string,
  { processes, timers }: { processes: number; timers: number },
) {
  const engine = await startBenchEngine(url);
  const from = await seedIncidents(engine, timers);
  const replicas = await Promise.all(Array.from({ length: processes }, () => startReplica(url)));
  try {
    const began = performance.now();
    await advance(url, 6 * minutes);
    await nothingDue(engine);
    const took = (performance.now() - began) / 1000;
    const firings = await firingsSince(engine, from);
    return { processes, timers, ...firings, perSecond: Math.round(timers / took) };
  } finally {
    await endAll(replicas);
    await engine.database.close();
  }
}

/**
 * How late timers fire, in real seconds: two replicas, ten thousand incidents, a hundred timers a
 * minute. Halfway one replica is killed.
 */
export async function benchLateness(url: string, quick: boolean) {
  const pending = quick ? 1_000 : 10_000;
  const spanMs = quick ? 20 * seconds : 120 * seconds;
  const firing = Math.round((spanMs / minutes) * 100);
  const engine = await startBenchEngine(url);
  const from = await seedIncidents(engine, pending);
  const replicas = [await startReplica(url), await startReplica(url)];
  try {
    // Those have nobody in command since so long that they are asked one after another from now on.
    const since = `(now() - interval '5 minutes' + interval '3 seconds'
      + (i.id - ${from}) * interval '${spanMs / firing} milliseconds')`;
    await statement(
      engine,
      `update incidents i set state = jsonb_set(state, '{commanderlessSince}', to_jsonb(
         to_char(${since} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
       where id >= ${from} and id < ${from + firing}`,
    );
    await statement(
      engine,
      `update timers t set due_at = ${since} + interval '5 minutes' from incidents i
       where i.id = t.incident_id and t.key like 'commander_missing%:1'
         and i.id >= ${from} and i.id < ${from + firing}`,
    );
    await pause(3 * seconds + spanMs / 2);
    const killedAt = new Date();
    replicas[0]?.kill('SIGKILL');
    await pause(spanMs / 2 + 8 * seconds);
    const late = await statement<{ ms: number; after: boolean }>(
      engine,
      `select extract(epoch from at - (fired ->> 'dueAt')::timestamptz)::float8 * 1000 as ms,
         at > '${killedAt.toISOString()}' as after
       from timeline, jsonb_array_elements(data -> 'fired') fired
       where incident_id >= ${from} and incident_id < ${from + firing}`,
    );
    const all = late.map(({ ms }) => ms);
    const after = late.filter((each) => each.after).map(({ ms }) => ms);
    return {
      pending,
      fired: all.length,
      of: firing,
      p50Ms: Math.round(quantile(all, 0.5)),
      p99Ms: Math.round(quantile(all, 0.99)),
      maxMs: Math.round(Math.max(...all)),
      maxAfterKillMs: Math.round(Math.max(0, ...after)),
    };
  } finally {
    await endAll(replicas);
    await engine.database.close();
  }
}

/** Jumps of the wall clock under a running replica: its pulse must not stop, nor the process block. */
export async function benchWallClock(url: string) {
  const engine = await startBenchEngine(url);
  await seedIncidents(engine, 1);
  const replica = await startReplica(url);
  const jumps = { hourAhead: 60, hourBack: -60, dayAhead: 24 * 60, halfMinuteBack: -0.5 };
  const figures: Record<string, { pulseGapMs: number; blockMs: number }> = {};
  try {
    for (const [name, byMinutes] of Object.entries(jumps)) {
      replica.send({ jump: byMinutes * minutes });
      await pause(6 * seconds);
      const answer = once(replica, 'message');
      replica.send('report');
      const [figure] = (await answer) as [{ pulseGapMs: number; blockMs: number }];
      figures[name] = figure;
    }
    return figures;
  } finally {
    await endAll([replica]);
    await engine.database.close();
  }
}

async function startReplica(url: string): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'clock-process.ts');
  const child = fork(script, [url], { execArgv: ['--import', 'tsx'] });
  await once(child, 'message');
  return child;
}

async function endAll(replicas: ChildProcess[]): Promise<void> {
  for (const each of replicas) {
    if (each.exitCode !== null || each.signalCode !== null) continue;
    const ended = once(each, 'exit');
    each.kill('SIGKILL');
    await ended;
  }
}

async function nothingDue(engine: Engine): Promise<void> {
  for (;;) {
    const [row] = await statement<{ due: boolean }>(
      engine,
      'select exists (select from timers where due_at <= now()) as due',
    );
    if (!row?.due) return;
    await pause(50);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
