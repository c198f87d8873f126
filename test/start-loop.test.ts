import { pino } from 'pino';
import { afterEach, expect, it, vi } from 'vitest';
import { createMetrics } from '../src/metrics.ts';
import { letTimePass } from '../src/start-loop.ts';
import { testDatabase } from './support/database.ts';
import { startEngine } from './support/engine.ts';

const database = testDatabase({ storyClock: false });
afterEach(() => void vi.restoreAllMocks());

/** What is logged as a warning in three passes of a machine whose clock is off by so many milliseconds. */
async function warned(aheadMs: number): Promise<{ skewMs?: number }[]> {
  const engine = await startEngine(database.url);
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const metrics = createMetrics();
  const real = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => real() + aheadMs);
  const loop = letTimePass(engine, () => undefined, { metrics, log });
  for (let pass = 0; pass < 3; pass += 1) await loop.tick();
  await loop.stop();
  const skew = await metrics.registry.getSingleMetric('muster_clock_skew_seconds')?.get();
  expect(Math.abs((skew?.values[0]?.value ?? 0) * 1000 + aheadMs)).toBeLessThan(4_000);
  await engine.database.close();
  return lines.map((line) => JSON.parse(line) as { skewMs?: number });
}

it('a clock that is not the database’s is told once and not in each pass', async () => {
  const said = await warned(60_000);
  expect(said).toMatchObject([{ msg: "this machine's clock is not the database's" }]);
  expect(said[0]?.skewMs).toBeLessThan(-50_000);
});

it('of one that is a little off nothing is said', async () => {
  expect(await warned(500)).toEqual([]);
});
