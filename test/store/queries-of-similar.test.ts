import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { transact } from '../../src/engine/transact.ts';
import { askedBy } from '../../src/incident/links/likeness.ts';
import type { Command, Incident } from '../../src/incident/types.ts';
import { Policy } from '../../src/policy/schema.ts';
import { incidentById } from '../../src/store/queries.ts';
import { pastOf, similarIncidents } from '../../src/store/queries-of-similar.ts';
import { addTrigrams, hasTrigrams } from '../../src/store/trigrams.ts';
import { testDatabase } from '../support/database.ts';
import { declared, gesture, startEngine, teamId, testPolicy } from '../support/engine.ts';
import { withDatabase } from '../support/stored.ts';

const database = testDatabase();
let engine: Engine;

const policy = Policy.parse({
  ...testPolicy,
  kinds: [
    { key: 'outage', name: 'Outage', meaning: 'Down' },
    { key: 'leak', name: 'Leak', meaning: 'Out' },
  ],
  modules: [
    { key: 'billing', name: 'Billing' },
    { key: 'search', name: 'Search' },
  ],
});

beforeAll(async () => {
  engine = await startEngine(database.url, { policy });
});
afterAll(() => engine.database.close());

async function run({ id }: Incident, command: Command): Promise<void> {
  const outcome = await transact(engine, { incidentId: id, command, gesture: gesture() });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
}

const asked = (incident: Incident, { onlyOver = false, trigrams = true } = {}) =>
  engine.database.work.use(({ sql }) =>
    similarIncidents(sql, { teamId, id: incident.id, onlyOver, ...askedBy(incident) }, trigrams),
  );
const numbers = async (...what: Parameters<typeof asked>) =>
  (await asked(...what)).map(({ number }) => number);

it('finds what is alike, says why, and how that ended', async () => {
  const pool = await declared(engine, {
    title: 'Checkout fails, the connection pool is exhausted',
    summary: '',
    kind: 'outage',
    modules: ['billing'],
  });
  await declared(engine, { title: 'Search returns nothing', summary: '', kind: 'outage' });
  const now = await declared(engine, {
    title: 'Payments fail: connection pool exhausted again',
    summary: '',
    kind: 'outage',
    modules: ['billing'],
  });
  expect(await numbers(now, { onlyOver: true })).toEqual([]);
  await run(pool, { type: 'resolve', by: 'U0ANA', reason: 'The pool was made larger' });
  const [found, ...others] = await asked(now, { onlyOver: true });
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    number: pool.number,
    outcome: 'The pool was made larger',
    words: ['connection', 'pool', 'exhausted'],
    kind: 'outage',
    modules: ['billing'],
  });
  expect(found?.declaredAt).toEqual(pool.declaredAt);
});

it('finds by what was found out later, and by titles that are spelt a little differently', async () => {
  const cause = await declared(engine, { title: 'Odd numbers', summary: '' });
  await run(cause, { type: 'resolve', by: 'U0ANA', reason: 'Kafka rebalanced its partitions' });
  const rebalanced = await declared(engine, {
    title: 'Consumers stand still',
    summary: 'Kafka has no partitions assigned',
  });
  expect(await numbers(rebalanced)).toEqual([cause.number]);
  const spelt = await declared(engine, { title: 'Certificates expired', summary: '' });
  const misspelt = await declared(engine, { title: 'Certificate expires', summary: '' });
  expect(await numbers(misspelt)).toEqual([spelt.number]);
  expect(await numbers(misspelt, { trigrams: false })).toEqual([]);
});

it('finds in Thai and Japanese, which put no spaces between words', async () => {
  const thai = await declared(engine, { title: 'ลูกค้าโอนเงินไม่เข้าบัญชี', summary: '' });
  const japanese = await declared(engine, { title: '決済サービスが応答しない', summary: '' });
  const again = await declared(engine, { title: 'เงินที่โอนยังไม่เข้าบัญชีปลายทาง', summary: '' });
  expect(await asked(again, { trigrams: false })).toMatchObject([
    { number: thai.number, words: expect.arrayContaining(['เงิน', 'โอน', 'บัญชี']) },
  ]);
  const slow = await declared(engine, { title: '昨日から決済サービスが遅い', summary: '' });
  expect(await numbers(slow, { trigrams: false })).toEqual([japanese.number]);
});

it('never finds what is private, an exercise, or was none, and keeps no word of it', async () => {
  const title = 'Zebra crossing ledger';
  await declared(engine, { title, summary: '', isPrivate: true });
  await declared(engine, { title, summary: '', isDrill: true });
  const none = await declared(engine, { title, summary: '' });
  const hidden = await declared(engine, { title, summary: '' });
  const now = await declared(engine, { title, summary: '' });
  expect(await numbers(now)).toEqual([hidden.number, none.number]);
  await run(none, { type: 'cancel', by: 'U0ANA', reason: 'it was me' });
  await run(hidden, { type: 'make_private', by: 'U0ANA', reason: 'names of people' });
  expect(await numbers(now)).toEqual([]);
  const rows = await engine.database.work.use(
    ({ sql }) => sql`select incident_id from likenesses where words @@ 'zebra' or title ~ 'Zebra'`,
  );
  expect(rows).toEqual([{ incident_id: now.id }]);
});

it('chance is no likeness: one word, or what all have', async () => {
  await declared(engine, { title: 'Printer jams', summary: '' });
  const now = await declared(engine, { title: 'Printer on fire', summary: '', kind: 'leak' });
  expect(await numbers(now)).toEqual([]);
});

it('does without the extension where the role cannot make it, and says so', async () => {
  await withDatabase(database.url, async (sql) => {
    await sql`drop extension pg_trgm cascade`;
    expect(await hasTrigrams(sql)).toBe(false);
    await sql`create role nobody_special login password 'x'`.catch(() => {});
    await sql`set role nobody_special`;
    expect(await addTrigrams(sql)).toMatch(/found by whole words alone.*permission denied/);
    await sql`reset role`;
    expect(await addTrigrams(sql)).toBeNull();
    expect(await hasTrigrams(sql)).toBe(true);
    await sql`drop role nobody_special`;
  });
});

it('counts the same again by way of public incidents alone: a private one tells nobody of another', async () => {
  const same = async (isPrivate: boolean) => {
    const three: Incident[] = [];
    for (const title of ['One', 'Two', 'Three']) {
      three.push(await declared(engine, { title, isPrivate }));
    }
    const [first, second, third] = three as [Incident, Incident, Incident];
    await run(second, { type: 'same_as', by: 'U0ANA', other: first.number });
    await run(third, { type: 'same_as', by: 'U0ANA', other: second.number });
    const viewer = { teamId, userId: 'U0ANA', seesPrivate: false };
    return engine.database.work.use(async ({ sql }) => {
      const counts: number[] = [];
      for (const { id } of three) {
        const now = await incidentById(sql, viewer, id);
        counts.push(now ? (await pastOf(sql, now.incident)).again.length : 0);
      }
      return counts;
    });
  };
  expect(await same(false)).toEqual([3, 3, 3]);
  expect(await same(true)).toEqual([2, 3, 2]);
});
