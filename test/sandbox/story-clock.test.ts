import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createDatabase,
  type DatabaseServer,
  databaseName,
  dropDatabase,
  openServer,
} from '../../sandbox/postgres.ts';
import { advance, installStoryClock, setClock, storyNow } from '../../sandbox/story-clock.ts';

const hour = 3_600_000;
let server: DatabaseServer;
let url: string;
let sql: postgres.Sql;

beforeAll(async () => {
  server = await openServer(process.env['DATABASE_URL']);
  const template = await createDatabase(server.url);
  const draft = postgres(template, { max: 1 });
  await draft`
    create table timers (
      id int generated always as identity,
      "dueAt" timestamptz not null default now(),
      made_at timestamptz not null default current_timestamp
    )`;
  await draft`create index on timers ("dueAt")`;
  await draft.end();
  url = await createDatabase(server.url, databaseName(template));
  await dropDatabase(server.url, template);
  await installStoryClock(url);
  sql = postgres(url, { max: 2 });
});

afterAll(async () => {
  await sql.end();
  await dropDatabase(server.url, url);
  await server.stop();
});

const aheadBy = async () => {
  const [row] = await sql<{ ms: number }[]>`
    select extract(epoch from now() - pg_catalog.now())::float8 * 1000 as ms`;
  return row?.ms;
};

it('starts at the real time, and moves for sessions that were open before', async () => {
  expect(await aheadBy()).toBe(0);
  await advance(url, 3 * hour);
  expect(await aheadBy()).toBe(3 * hour);
});

it('reaches the defaults of columns that were there before it', async () => {
  const [row] = await sql<{ ahead: boolean }[]>`
    insert into timers default values
    returning "dueAt" > pg_catalog.now() + interval '2 hours'
      and made_at > pg_catalog.now() + interval '2 hours' as ahead`;
  expect(row?.ahead).toBe(true);
});

it('leaves the clock of leases alone', async () => {
  const [row] = await sql<{ apart: boolean }[]>`
    select now() - pg_catalog.clock_timestamp() > interval '2 hours' as apart`;
  expect(row?.apart).toBe(true);
});

it('can be set to an instant, from which it runs on', async () => {
  const sunday = new Date('2031-03-30T01:59:00.000Z');
  const shown = await setClock(url, sunday);
  expect(shown.getTime()).toBeGreaterThanOrEqual(sunday.getTime());
  const later = await storyNow(url);
  expect(later.getTime()).toBeGreaterThan(shown.getTime());
  expect(later.getTime() - sunday.getTime()).toBeLessThan(hour);
});

it('still lets an index answer what is due', async () => {
  await sql`insert into timers ("dueAt")
    select now() + (n || ' minutes')::interval from generate_series(1, 20000) n`;
  await sql`analyze timers`;
  const plan = await sql`explain select * from timers where "dueAt" <= now()`;
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Scan/);
});

it('survives a crash of the server, because its table is logged', async () => {
  const [row] = await sql<{ relpersistence: string }[]>`
    select relpersistence from pg_class where oid = 'story_clock.ahead'::regclass`;
  expect(row?.relpersistence).toBe('p');
});
