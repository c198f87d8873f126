import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { type LoopOptions, startLoop } from '../../src/engine/loop.ts';
import { waitForQuiet } from '../../src/engine/quiet.ts';
import { tick } from '../../src/engine/tick.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;

beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function facts(id: number): Promise<string[]> {
  const rows = await engine.database.work.use(
    ({ sql }) => sql<{ type: string }[]>`
      select effect -> 'fact' ->> 'type' as type from outbox
      where incident_id = ${id} and effect ->> 'type' = 'announce' order by id`,
  );
  return rows.map((row) => row.type);
}

/** Nobody asks for anything here. */
const answered = () => Promise.resolve();

const seconds = 1_000;
const hours = 3_600 * seconds;

/** A loop whose passes can be waited for, and whose pulses come when the test lets time pass. */
function pulsing(options: Partial<LoopOptions> = {}, of = engine) {
  // The interval and the wall clock; whatever asks the database keeps the real ones.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  let passes = 0;
  let next: (() => void) | undefined;
  const ended = () => {
    passes += 1;
    next?.();
  };
  const loop = startLoop(of, {
    wake: () => {},
    onTicked: ended,
    onFailed: ended,
    ...options,
  });
  return {
    loop,
    passes: () => passes,
    /** Resolves when the next pass has ended. */
    pass: (begin: () => void) =>
      new Promise<void>((resolve) => {
        next = resolve;
        begin();
      }),
  };
}

describe('the loop', () => {
  it('fires what is due at once when it starts, and again whenever it is asked', async () => {
    const { id } = await declared(engine);
    await advance(database.url, 6 * 60_000);
    const loop = startLoop(engine, { wake: () => {} });
    const delivery = { kick: () => {}, idle: () => Promise.resolve() };
    await loop.tick();
    expect(await facts(id)).toEqual(['commander_missing']);
    await engine.database.work.use(({ sql }) => sql`update outbox set state = 'sent'`);
    await advance(database.url, 60 * 60_000);
    await loop.tick();
    await engine.database.work.use(({ sql }) => sql`update outbox set state = 'sent'`);
    await waitForQuiet({ engine, loop, delivery, answered });
    expect(await facts(id)).toContain('update_reminder');
    await loop.stop();
    await expect(loop.tick()).rejects.toThrow('stopped');
  });

  it('says what still moves when quiet does not come', async () => {
    await declared(engine);
    const loop = { tick: () => tick(engine) };
    const delivery = { kick: () => {}, idle: () => Promise.resolve() };
    await expect(waitForQuiet({ engine, loop, delivery, answered }, 1)).rejects.toThrow(
      /pending \d+:room/,
    );
  });

  it('is quiet while changes are gathered, and not once they are due', async () => {
    await declared(engine);
    const gathers = (ms: number) =>
      engine.database.work.use(
        ({ sql }) => sql`
          update outbox set last_error = 'gathering',
            not_before = pg_catalog.clock_timestamp() + ${ms} * interval '1 millisecond'
          where state = 'pending'`,
      );
    const loop = { tick: () => tick(engine) };
    const delivery = { kick: () => {}, idle: () => Promise.resolve() };
    await gathers(20 * seconds);
    await waitForQuiet({ engine, loop, delivery, answered }, 1);
    await gathers(0);
    await expect(waitForQuiet({ engine, loop, delivery, answered }, 1)).rejects.toThrow(
      'gathering',
    );
  });

  it.each([
    ['an hour ahead', hours],
    ['an hour back', -hours],
    ['a day ahead', 24 * hours],
    ['half a minute back', -30 * seconds],
    ['a year ahead', 365 * 24 * hours],
  ])('keeps its pace when somebody sets the wall clock %s, and fires once', async (_how, jump) => {
    const { id } = await declared(engine);
    await advance(database.url, 6 * 60 * seconds);
    const { loop, passes, pass } = pulsing();
    await loop.tick();
    const before = passes();
    vi.setSystemTime(Date.now() + jump);
    for (let pulse = 1; pulse <= 5; pulse += 1) {
      await pass(() => vi.advanceTimersByTime(2 * seconds));
    }
    expect(passes()).toBe(before + 5);
    expect(await facts(id)).toEqual(['commander_missing']);
    await loop.stop();
  });

  it('goes on at once while more is due than one pass takes, and rests when there is not', async () => {
    const real = performance.now.bind(performance);
    let ahead = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead);
    // The time of a pass is over after its first two batches of 25.
    const decide: Engine['rules']['decide'] = (...given) => {
      ahead += 100;
      return engine.rules.decide(...given);
    };
    await engine.database.work.use(({ sql }) => sql`delete from timers`);
    for (let n = 0; n < 55; n += 1) await declared(engine);
    const passes: number[] = [];
    const slow = { ...engine, rules: { ...engine.rules, decide } };
    const { loop } = pulsing({ onTicked: ({ fired }) => passes.push(fired.length) }, slow);
    await loop.tick();
    await advance(database.url, 6 * 60 * seconds);
    passes.length = 0;
    vi.advanceTimersByTime(2 * seconds);
    await expect.poll(() => passes).toEqual([50, 5]);
    expect(await tick(engine)).toMatchObject({ fired: [], hasMore: false });
    expect(passes).toHaveLength(2);
    await loop.stop();
  });

  it('tells of a pulse that came late, because nothing else would', async () => {
    const told: number[] = [];
    const { loop, pass } = pulsing({ onLatePulse: (lateMs) => told.push(lateMs) });
    await loop.tick();
    await pass(() => vi.advanceTimersByTime(2 * seconds));
    expect(told).toEqual([]);
    const real = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => real() + 20 * seconds);
    await pass(() => vi.advanceTimersByTime(2 * seconds));
    expect(told).toEqual([expect.closeTo(18 * seconds, -4)]);
    await loop.stop();
  });

  it('is not held up by a pass that fails, and says that it did', async () => {
    const failures: unknown[] = [];
    const { loop, pass } = pulsing({ onFailed: (error) => failures.push(error) });
    await loop.tick();
    const use = vi.spyOn(engine.database.work, 'use').mockRejectedValueOnce(new Error('gone'));
    vi.advanceTimersByTime(2 * seconds);
    await expect.poll(() => failures).toHaveLength(1);
    use.mockRestore();
    await pass(() => vi.advanceTimersByTime(2 * seconds));
    expect(failures).toHaveLength(1);
    await loop.stop();
  });
});
