import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { tick } from '../../src/engine/tick.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine } from '../support/engine.ts';

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
function startTicking() {
  const script = new URL('../support/run-ticks.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, database.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const lines = createInterface({ input: child.stdout });
  return { child, lines };
}

/** Nudges told per incident from this id on, and lines of the timeline that say so. */
async function nudges(from: number): Promise<Array<{ told: number; written: number }>> {
  return await engine.database.work.use(
    ({ sql }) => sql<{ told: number; written: number }[]>`
      select
        (select count(*) from outbox o where o.incident_id = i.id
          and o.effect -> 'fact' ->> 'type' = 'commander_missing') as told,
        (select count(*) from timeline t where t.incident_id = i.id
          and t.type = 'commander_missing') as written
      from incidents i where i.id >= ${from} order by i.id`,
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
      const { id: from } = await declared(engine);
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
});
