import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Claimer } from '../../src/engine/claimer.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { reclaim } from '../../src/engine/reclaim.ts';
import type { Pool } from '../../src/store/pool.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
let incidentId: number;

beforeAll(async () => {
  engine = await startEngine(database.url);
  incidentId = (await declared(engine)).id;
  await query(({ sql }) => sql`delete from outbox`);
});
afterAll(() => engine.database.close());
afterEach(() => query(({ sql }) => sql`delete from outbox`));

const query = <T>(ask: Parameters<typeof engine.database.work.use>[0]) =>
  engine.database.work.use(ask) as Promise<T>;

const waiting = (...lanes: string[]) =>
  query(
    ({ sql }) => sql`
      insert into outbox (team_id, incident_id, lane, effect, class, priority, method, decided_at,
        correlation_id)
      select 'T0TEST', ${incidentId}, lane, '{"type":"sync_topic","family":"sync"}', 'reconcile', 5,
        'conversations.setTopic', now(), 'c'
      from jsonb_array_elements_text(${JSON.stringify(lanes)}::text::jsonb) as lane`,
  );
const states = () =>
  query<{ lane: string; state: string; attempts: number; touched: boolean }[]>(
    ({ sql }) => sql`
      select lane, state, attempts,
        first_attempt_at is not null or ambiguous_since is not null as touched
      from outbox order by lane`,
  );
/** A worker that asks over this, and what it would give back now. */
function worker(through: (ask: () => Promise<unknown>) => Promise<unknown>) {
  const pool = {
    use: (body: never) => through(() => engine.database.work.use(body)),
  } as Pick<Pool, 'use'>;
  const claimer = new Claimer({ pool, leaseSeconds: 45, concurrency: 8, worker: 7 });
  const giveBack = () => {
    const hands = claimer.hands();
    return query<number>(({ sql }) => reclaim(sql, { leaseSeconds: 45, settleSeconds: 10, hands }));
  };
  return { claimer, giveBack };
}

it('what it took and never heard of goes back at once, as if nobody had touched it', async () => {
  await waiting('a', 'b');
  const { claimer, giveBack } = worker(async (ask) => {
    await ask();
    return ask();
  });
  const [heard] = await claimer.next(1);
  expect(heard?.lane).toBe('b');
  expect(await giveBack()).toBe(1);
  const untouched = { lane: 'a', state: 'pending', attempts: 0, touched: false };
  const sending = { lane: 'b', state: 'sending', attempts: 1, touched: true };
  expect(await states()).toEqual([untouched, sending]);
});

it('a claim that nobody answered leaves nothing behind either', async () => {
  await waiting('a');
  const { claimer, giveBack } = worker(async (ask) => {
    await ask();
    throw new Error('the connection is gone');
  });
  await expect(claimer.next(1)).rejects.toThrow('gone');
  expect(await giveBack()).toBe(1);
});

it('what is on its way here, or went out and was not written down, stays its own', async () => {
  await waiting('a');
  const meanwhile: number[] = [];
  const { claimer, giveBack } = worker(async (ask) => {
    const answer = await ask();
    meanwhile.push(await giveBack());
    return answer;
  });
  const [row] = await claimer.next(1);
  if (!row) throw new Error('not claimed');
  expect(meanwhile).toEqual([0]);
  claimer.ended(row, false);
  expect(await giveBack()).toBe(0);
  claimer.forget(row.claimedAtMs);
  expect(claimer.hands().leases).toEqual([row.leaseToken]);
  claimer.forget(Number.POSITIVE_INFINITY);
  expect(claimer.hands().leases).toEqual([]);
});

it('another worker’s rows are not its own to give back', async () => {
  await waiting('a');
  await query(
    ({ sql }) => sql`
    update outbox set state = 'sending', attempts = 1, lease_token = gen_random_uuid(),
      lease_until = pg_catalog.clock_timestamp() + interval '45 seconds'`,
  );
  const { giveBack } = worker((ask) => ask());
  expect(await giveBack()).toBe(0);
});
