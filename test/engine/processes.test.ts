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

/** Nudges told per incident, and lines of the timeline that say so. */
async function nudges(): Promise<Array<{ told: number; written: number }>> {
  return await engine.database.work.use(
    ({ sql }) => sql<{ told: number; written: number }[]>`
      select
        (select count(*) from outbox o where o.incident_id = i.id
          and o.effect -> 'fact' ->> 'type' = 'commander_missing') as told,
        (select count(*) from timeline t where t.incident_id = i.id
          and t.type = 'commander_missing') as written
      from incidents i order by i.id`,
  );
}

describe('two processes that tick', () => {
  it('fire each timer once, also when one is killed in the middle of its work', async () => {
    const left = startTicking();
    const right = startTicking();
    await Promise.all([once(left.lines, 'line'), once(right.lines, 'line')]);
    for (let n = 0; n < 150; n += 1) await declared(engine);
    let killed = false;
    left.lines.on('line', (line) => {
      if (line === '0' || killed) return;
      killed = true;
      left.child.kill('SIGKILL');
    });
    const goneLeft = once(left.child, 'exit');
    await advance(database.url, 6 * 60_000);
    const all = () => nudges().then((rows) => rows.every((row) => row.told > 0));
    while (!(await all())) await once(right.lines, 'line');
    left.child.kill('SIGKILL');
    await goneLeft;
    right.child.kill('SIGKILL');
    await once(right.child, 'exit');
    await tick(engine);
    expect(await nudges()).toEqual(Array(150).fill({ told: 1, written: 1 }));
  }, 60_000);
});
