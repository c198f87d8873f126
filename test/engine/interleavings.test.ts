import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { tick } from '../../src/engine/tick.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command } from '../../src/incident/types.ts';
import type { Database } from '../../src/store/connect.ts';
import type { Pool } from '../../src/store/pool.ts';
import { adminOf } from '../support/backends.ts';
import { testDatabase } from '../support/database.ts';
import { declared, gesture, startEngine } from '../support/engine.ts';

/**
 * Two people, two replicas, one timer: every statement and every commit waits for its turn, and the
 * turns are drawn. PostgreSQL is the real one, so what locks do is not a guess.
 */

const database = testDatabase();
let engine: Engine;
let admin: ReturnType<typeof adminOf>;

beforeAll(async () => {
  engine = await startEngine(database.url, { connect: { leeway: 15 } });
  admin = adminOf(database.url);
});
afterAll(async () => {
  await admin.end();
  await engine.database.close();
});

/** One who acts step by step, each step when it is told. */
class Stepper {
  #go: (() => void) | undefined;
  isDone = false;

  /** Waits for the next turn. */
  readonly turn = (): Promise<void> =>
    new Promise((resolve) => {
      this.#go = resolve;
    });

  get waits(): boolean {
    return this.#go !== undefined;
  }

  step(): void {
    const go = this.#go;
    this.#go = undefined;
    go?.();
  }

  async run(act: () => Promise<unknown>): Promise<void> {
    await this.turn();
    await act().finally(() => {
      this.isDone = true;
    });
  }
}

/** The engine as this one uses it: a turn before each statement, and one before each commit. */
function stepwise({ turn }: Stepper): Engine {
  const slow = (pool: Pool): Pool =>
    ({
      isQueued: false,
      use: async (body: Parameters<Pool['use']>[0]) => {
        await turn();
        return pool.use(body);
      },
      transaction: (body: Parameters<Pool['transaction']>[0]) =>
        pool.transaction(async (tx) => {
          const waiting = new Proxy(tx, {
            apply: (target, self, given: unknown[]) => {
              const query = Reflect.apply(target as never, self, given) as Promise<unknown>;
              const send = query.then.bind(query);
              let mine: Promise<void> | undefined;
              // A part of a statement is put together at once; a statement is sent in its turn.
              return Object.assign(query, {
                // biome-ignore lint/suspicious/noThenProperty: what is awaited is what is sent.
                then: (done: never, failed: never) => {
                  mine ??= turn();
                  return mine.then(() => send(done, failed));
                },
              });
            },
          });
          const value = await body(waiting);
          await turn();
          return value;
        }),
    }) as unknown as Pool;
  const { work, ack } = engine.database;
  const slowed: Database = { ...engine.database, work: slow(work), ack: slow(ack) };
  return { ...engine, database: slowed };
}

/** Until everyone waits for a turn, is done, or waits for a lock that somebody holds. */
async function settled(all: Stepper[]): Promise<void> {
  const end = performance.now() + 5_000;
  for (;;) {
    if (performance.now() > end) {
      const what = await admin`
        select state, wait_event_type, wait_event, left(query, 60) as query from pg_stat_activity
        where datname = current_database()`;
      const steppers = all.map(({ isDone, waits }) => ({ isDone, waits }));
      throw new Error(`nobody moves: ${JSON.stringify({ steppers, what })}`);
    }
    const moving = all.filter(({ isDone, waits }) => !isDone && !waits).length;
    if (moving === 0) return;
    const [row] = await admin<{ blocked: number }[]>`
      select count(*)::int as blocked from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
        and backend_type = 'client backend'`;
    if (row?.blocked === moving) return;
  }
}

const minutes = 60_000;

/** One story: what was told, with the promise that stood when it was told. */
async function play(choices: Iterator<number>): Promise<{ told: string[]; wrong: string[] }> {
  const { id, state } = await declared(engine, { severity: 'sev1' });
  await admin`delete from timers where incident_id <> ${id}`;
  await advance(database.url, 29 * minutes);
  await tick(engine);
  const all: Stepper[] = [];
  const acts = (act: (mine: Engine) => Promise<unknown>) => {
    const stepper = new Stepper();
    all.push(stepper);
    return stepper.run(() => act(stepwise(stepper)));
  };
  const says = (command: Command) =>
    acts((mine) => transact(mine, { incidentId: id, command, gesture: gesture() }));
  const running = [
    says({ type: 'post_update', by: 'U0ANA', know: 'It is the disk', doing: '', need: '' }),
    says({ type: 'snooze_update', by: 'U0BEN', minutes: 10, reason: 'We are on it' }),
    acts((mine) => tick(mine)),
    acts((mine) => tick(mine)),
    acts(() => advance(database.url, 2 * minutes)),
  ];
  while (!all.every(({ isDone }) => isDone)) {
    await settled(all);
    const ready = all.filter(({ waits }) => waits);
    // Nobody, where one was just given the lock that they waited for and has not come on yet.
    if (ready.length > 0) ready[choices.next().value % ready.length]?.step();
  }
  await Promise.all(running);
  await tick(engine);
  return judge(id, state.updates.nextDueAt?.toISOString() ?? '');
}

/** Reads the timeline: a reminder must be about the promise that stood when it was told, once. */
async function judge(id: number, promised: string): Promise<{ told: string[]; wrong: string[] }> {
  const lines = await admin<{ type: string; data: Record<string, unknown> }[]>`
    select type, data from timeline where incident_id = ${id} order by seq`;
  const told: string[] = [];
  const wrong: string[] = [];
  let promise = promised;
  for (const { type, data } of lines) {
    if (type === 'post_update') promise = String(data['nextDueAt']);
    if (type === 'snooze_update') promise = String(data['untilAt']);
    for (const { kind, dueAt } of (data['fired'] ?? []) as { kind: string; dueAt: string }[]) {
      if (kind !== 'update_due') continue;
      if (dueAt !== promise) wrong.push(`asked for ${dueAt}, promised was ${promise}`);
      if (told.includes(dueAt)) wrong.push(`asked twice for ${dueAt}`);
      told.push(dueAt);
    }
  }
  const [row] = await admin<{ count: number }[]>`
    select count(*)::int as count from outbox
    where incident_id = ${id} and effect -> 'fact' ->> 'stage' = 'due'`;
  if (row?.count !== told.length) wrong.push(`told ${row?.count} times, written ${told.length}`);
  return { told, wrong };
}

describe('two people and two replicas at one timer', () => {
  it('have it fire at most once, and never for a promise that was kept before', async () => {
    const stories = { asked: 0, kept: 0 };
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (choices) => {
        const { told, wrong } = await play(choices);
        expect(wrong).toEqual([]);
        stories[told.length > 0 ? 'asked' : 'kept'] += 1;
      }),
      { numRuns: 40, endOnFailure: true },
    );
    // Otherwise the turns made no difference.
    expect(Math.min(stories.asked, stories.kept)).toBeGreaterThan(0);
  });
});
