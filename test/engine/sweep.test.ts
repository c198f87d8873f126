import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { hourly } from '../../src/engine/loop.ts';
import { sweep } from '../../src/engine/sweep.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine, teamId, testPolicy } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());

describe('sweeping', () => {
  it('takes what is past its time, and nothing that is still needed', async () => {
    const { id } = await declared(engine);
    const { work } = engine.database;
    await work.use(async ({ sql }) => {
      await sql`delete from outbox`;
      await sql`delete from inbox`;
      await sql`
        insert into inbox (team_id, key, received_at)
        select ${teamId}, 'old ' || n, now() - interval '8 days' from generate_series(1, 1500) n`;
      await sql`
        insert into inbox (team_id, key, received_at)
        values (${teamId}, 'young', now() - interval '6 days')`;
      await sql`
        insert into outbox (team_id, incident_id, lane, effect, class, priority, method, once_key,
          state, decided_at, settled_at, correlation_id)
        select ${teamId}, ${id}, lane, '{"type":"sync_card"}', 'idempotent', 5, 'chat.update', once,
          state, now(), now() - days * interval '1 day', 'c'
        from (values
          ('sent, old', null, 'sent', 31), ('sent, young', null, 'sent', 29),
          ('superseded, old', null, 'superseded', 31), ('dead, old', null, 'dead', 91),
          ('dead, young', null, 'dead', 89), ('told once', 'brief:1:U1', 'sent', 400),
          ('waiting', null, 'pending', null)) given (lane, once, state, days)`;
    });
    const swept: Record<string, number> = {};
    let asked = 0;
    const gone = await sweep(work, {
      onSwept: (what, rows) => {
        swept[what] = (swept[what] ?? 0) + rows;
      },
      // Somebody waits at first.
      peopleWait: () => ++asked < 3,
    });
    expect([gone, swept]).toEqual([1500 + 3, { inbox: 1500, outbox: 3 }]);
    expect(asked).toBeGreaterThanOrEqual(3);
    const keys = await work.use(({ sql }) => sql`select key from inbox`);
    expect([...keys]).toEqual([{ key: 'young' }]);
    const rows = await work.use(({ sql }) => sql`select lane from outbox order by id`);
    expect(rows.map((row) => row['lane'])).toEqual([
      'sent, young',
      'dead, young',
      'told once',
      'waiting',
    ]);
    expect(await sweep(work)).toBe(0);
  });

  it('is done by one replica at a time, and leaves what it cannot have', async () => {
    const { work } = engine.database;
    await work.use(
      ({ sql }) => sql`
        insert into inbox (team_id, key, received_at)
        values (${teamId}, 'old again', now() - interval '8 days')`,
    );
    await work.transaction(async (tx) => {
      // The key of src/engine/sweep.ts: another replica is at it.
      await tx`select pg_advisory_xact_lock(7266150002)`;
      expect(await sweep(work)).toBe(0);
    });
    expect(await sweep(work)).toBe(1);
  });
});

describe('once an hour', () => {
  const policy = { ...testPolicy, operators: { people: [], channel: '#ops' } };
  const withOperators = () => ({ ...engine, policies: { active: () => policy } as never });

  async function dies(): Promise<void> {
    const { id } = await declared(engine);
    await engine.database.work.use(
      ({ sql }) => sql`
        update outbox set state = 'dead', settled_at = pg_catalog.clock_timestamp()
        where incident_id = ${id} and effect->>'type' = 'sync_card'`,
    );
  }

  /** What operators are being told; what waits is told, as delivery would. */
  async function told(): Promise<number> {
    const rows = await engine.database.work.use(
      ({ sql }) => sql`
        update outbox set state = 'sent', settled_at = pg_catalog.clock_timestamp()
        where effect->'fact'->>'type' = 'sends_given_up' and state = 'pending' returning 1`,
    );
    return rows.length;
  }

  it('operators hear of what was given up since they heard last, and of nothing twice', async () => {
    await engine.database.work.use(({ sql }) => sql`delete from outbox where state = 'dead'`);
    await hourly(withOperators(), {});
    expect(await told()).toBe(0);
    await dies();
    await Promise.all([hourly(withOperators(), {}), hourly(withOperators(), {})]);
    expect(await told()).toBe(1);
    await hourly(withOperators(), {});
    expect(await told()).toBe(0);
    await dies();
    await hourly(withOperators(), {});
    expect(await told()).toBe(1);
  });

  it('what is past its time goes although operators cannot be told', async () => {
    await engine.database.work.use(
      ({ sql }) => sql`
        insert into inbox (team_id, key, received_at)
        values (${teamId}, 'old at last', now() - interval '8 days')`,
    );
    // PostgreSQL takes no such text.
    const mute = { ...withOperators(), teamId: '\u0000' };
    await expect(hourly(mute, {})).rejects.toThrow();
    expect(await sweep(engine.database.work)).toBe(0);
  });
});
