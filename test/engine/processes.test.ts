import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { tick } from '../../src/engine/tick.ts';
import { failedTimers } from '../../src/store/queries-of-operators.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine, teamId } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());

const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** A process that ticks for ever, and the lines it writes: how many timers each pass fired. */
function startTicking(deadly = '') {
  const script = new URL('../support/run-ticks.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, database.url, deadly], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const lines = createInterface({ input: child.stdout });
  return { child, lines };
}

/** Nudges told per incident from this number on, and lines of the timeline that say so. */
async function nudges(from: number): Promise<Array<{ told: number; written: number }>> {
  return await engine.database.work.use(
    ({ sql }) => sql<{ told: number; written: number }[]>`
      select
        (select count(*) from outbox o where o.incident_id = i.id
          and o.effect -> 'fact' ->> 'type' = 'commander_missing') as told,
        (select count(*) from timeline t where t.incident_id = i.id
          and t.type = 'commander_missing') as written
      from incidents i where i.number >= ${from} order by i.number`,
  );
}

/** Timers that fired more than once, by what the timelines say. */
async function twice(): Promise<unknown[]> {
  const rows = await engine.database.work.use(
    ({ sql }) => sql`
      select incident_id, fired ->> 'kind' as kind, fired ->> 'dueAt' as due
      from timeline, jsonb_array_elements(data -> 'fired') fired
      group by 1, 2, 3 having count(*) > 1`,
  );
  return [...rows];
}

describe('processes that tick', () => {
  it.each([2, 4])(
    '%i of them fire each timer once, also when one is killed in the middle of its work and another comes',
    async (count) => {
      const ticking = Array.from({ length: count }, startTicking);
      await Promise.all(ticking.map(({ lines }) => once(lines, 'line')));
      const [first, last] = [ticking[0], ticking.at(-1)];
      if (!first || !last) throw new Error('nobody ticks');
      // What is left of an earlier story is not this one's.
      await engine.database.work.use(({ sql }) => sql`delete from timers`);
      const { number: from } = await declared(engine);
      for (let n = 1; n < 150; n += 1) await declared(engine);
      let replacement: ReturnType<typeof startTicking> | undefined;
      const gone = once(first.child, 'exit');
      const kill = () => {
        first.child.kill('SIGKILL');
        replacement ??= startTicking();
      };
      // In the middle: it has just fired some, and more is due.
      first.lines.on('line', (line) => {
        if (line !== '0') kill();
      });
      await advance(database.url, 6 * 60_000);
      const all = () => nudges(from).then((rows) => rows.every((row) => row.told > 0));
      while (!(await all())) await once(last.lines, 'line');
      kill();
      await gone;
      for (const { child } of [...ticking.slice(1), ...(replacement ? [replacement] : [])]) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
      await tick(engine);
      expect(await nudges(from)).toEqual(Array(150).fill({ told: 1, written: 1 }));
      expect(await twice()).toEqual([]);
    },
    60_000,
  );

  it('park a timer that ends every process that fires it, after five of them, and nothing else waits for it', async () => {
    await engine.database.work.use(({ sql }) => sql`delete from timers`);
    const deadly = await declared(engine, { title: 'Deadly' });
    const { number: from } = await declared(engine);
    for (let n = 1; n < 40; n += 1) await declared(engine);
    await advance(database.url, 6 * 60_000);
    let deaths = 0;
    for (;;) {
      const { child, lines } = startTicking('Deadly');
      const ended = once(child, 'exit');
      // It goes on until it dies, or until there is nothing left that it could die of.
      lines.on('line', () => {
        void parkedOf(deadly.id).then((parked) => parked && child.kill('SIGTERM'));
      });
      const [, signal] = await ended;
      if (signal === 'SIGTERM') break;
      deaths += 1;
      // Those beside it were fired by the first one that came after, or at the latest by the second.
      if (deaths === 3) expect(await nudges(from)).toEqual(Array(40).fill({ told: 1, written: 1 }));
      await engine.database.work.use(
        ({ sql }) => sql`update timers set not_before = '-infinity' where attempts > 0`,
      );
    }
    expect(deaths).toBe(5);
    const [left] = await engine.database.work.use(({ sql }) => failedTimers(sql, teamId));
    expect(left).toMatchObject({
      incidentId: deadly.id,
      attempts: 5,
      isParked: true,
      lastError: 'Muster ended while this was fired',
    });
    expect(await nudges(from)).toEqual(Array(40).fill({ told: 1, written: 1 }));
    expect(await twice()).toEqual([]);
  });
});

async function parkedOf(incidentId: number): Promise<boolean> {
  const rows = await engine.database.work.use(
    ({ sql }) => sql`
      select from timers where incident_id = ${incidentId} and parked_at is not null`,
  );
  return rows.length > 0;
}
