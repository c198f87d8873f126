import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClaimedRow, claim } from '../../src/engine/claim.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { settle } from '../../src/engine/settle.ts';
import type { Tx } from '../../src/store/pool.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());

function take(): Promise<ClaimedRow[]> {
  const request = { limit: 20, leaseSeconds: 45 };
  return engine.database.work.use(async ({ sql }) => (await claim(sql, request)).rows);
}

/** Settles a row as the one that made the room, and what shows it follows. */
function made(tx: Tx, row: ClaimedRow, incident: { id: number; teamId: string }) {
  const news = { family: 'sync', type: 'sync_news' } as const;
  return settle(tx as unknown as Parameters<typeof settle>[0], [
    {
      row,
      outcome: 'sent',
      doubt: 'none',
      places: [{ place: 'room', channelId: 'C1' }],
      follow: { about: incident, effects: [news] },
    },
  ]);
}

it('what waits and is to show what was settled is not taken before it can', async () => {
  const incident = await declared(engine);
  const { work } = engine.database;
  await work.use(({ sql }) => sql`delete from outbox`);
  const [first] = await work.use(
    ({ sql }) => sql<{ id: number }[]>`
      insert into outbox (team_id, incident_id, lane, effect, class, priority, method, decided_at,
        correlation_id)
      values (${incident.teamId}, ${incident.id}, 'a', '{"family":"sync","type":"sync_room"}',
        'reconcile', 1, 'conversations.create', now(), 'c') returning id`,
  );
  const [room] = await take();
  expect(room?.id).toBe(first?.id);
  if (!room) return;

  // An announcement waits from before, as it does after every declaration.
  await work.transaction((tx) => made(tx, room, incident));
  await work.use(({ sql }) => sql`update outbox set state = 'sending' where id = ${room.id}`);
  await work.use(({ sql }) => sql`delete from places`);

  await work.transaction(async (tx) => {
    await tx`update outbox set lease_token = ${room.leaseToken} where id = ${room.id}`;
    expect(await made(tx, room, incident)).toEqual(new Set([room.id]));
    // Whoever claims at this moment does not know of the room yet.
    expect(await take()).toEqual([]);
  });
  const [news] = await take();
  expect(news?.effect).toMatchObject({ type: 'sync_news' });
  expect(news?.places['room']?.channelId).toBe('C1');
  expect(await take()).toEqual([]);
});
