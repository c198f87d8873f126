import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClaimedRow, claim } from '../../src/engine/claim.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { Settler } from '../../src/engine/settler.ts';
import { openLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { Unavailable } from '../../src/slack/ports.ts';
import type { Pool } from '../../src/store/pool.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());

/** A letter that its server took, and whoever writes that down over this many failures. */
async function sentOver(failures: Error[]) {
  const incident = await declared(engine);
  const { work } = engine.database;
  await work.use(({ sql }) => sql`delete from outbox`);
  await work.use(
    ({ sql }) => sql`
      insert into outbox (team_id, incident_id, lane, effect, class, priority, method, decided_at,
        correlation_id)
      values (${incident.teamId}, ${incident.id}, 'a', '{"family":"announce","type":"meeting_mail"}',
        'duplicate_ok', 5, 'none', now(), 'c')`,
  );
  const { rows } = await work.use(({ sql }) => claim(sql, { limit: 1, leaseSeconds: 45 }));
  const [row] = rows as [ClaimedRow];
  const pool: Pick<Pool, 'use'> = {
    use: (body) => {
      const failure = failures.shift();
      return failure ? Promise.reject(failure) : work.use(body);
    },
  };
  const settler = new Settler({
    pool,
    metrics: createMetrics(),
    log: openLog({ level: 'silent' }),
  });
  return {
    settle: () => settler.settle({ row, outcome: 'sent', doubt: 'none' }),
    state: async () => {
      const [found] = await work.use(
        ({ sql }) => sql<{ state: string; doubted: boolean }[]>`
          select state, ambiguous_since is not null as doubted from outbox where id = ${row.id}`,
      );
      return found;
    },
  };
}

it('what is known does not become a doubt while the database does not answer', async () => {
  const away = () => new Unavailable(new Error('no answer before the deadline'));
  const { settle, state } = await sentOver(Array.from({ length: 8 }, away));
  for (let n = 0; n < 4; n += 1) await expect(settle()).rejects.toBeInstanceOf(Unavailable);
  expect(await state()).toEqual({ state: 'sending', doubted: false });
  await settle();
  expect(await state()).toEqual({ state: 'sent', doubted: false });
});

it('what the database will not have as it is becomes a doubt', async () => {
  const { settle, state } = await sentOver(Array.from({ length: 4 }, () => new Error('23505')));
  await settle();
  expect(await state()).toEqual({ state: 'pending', doubted: true });
});
