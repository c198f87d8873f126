import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Unavailable } from '../../src/slack/ports.ts';
import { connect, type Database } from '../../src/store/connect.ts';
import { DatabaseFailure } from '../../src/store/failure.ts';
import { adminOf } from '../support/backends.ts';
import { testDatabase } from '../support/database.ts';

const server = testDatabase({ storyClock: false });
let admin: postgres.Sql;
let database: Database;
const troubles: string[] = [];

beforeAll(async () => {
  admin = adminOf(server.url);
  await admin`create table wishes (id int primary key, text text)`;
  database = connect(server.url, { onTrouble: (pool, what) => troubles.push(`${pool} ${what}`) });
});
afterAll(async () => {
  await database.close();
  await admin.end({ timeout: 1 });
});

describe('what people are told of an error', () => {
  it.each([
    ['53100', 'the disk is full'],
    ['53200', 'no memory is left'],
    ['53300', 'there are too many connections'],
    ['58030', 'the disk cannot be read'],
    ['57P03', 'the server is coming up'],
    ['57014', 'the statement took too long'],
    ['40001', 'others wrote at the same time'],
    ['25006', 'the server takes no writes'],
    ['08006', 'the connection failed'],
  ])('%s: that nothing was recorded, because %s', async (code) => {
    const failing = database.ack.use(
      ({ sql }) => sql.unsafe(`do $$ begin raise exception 'x' using errcode = '${code}'; end $$`),
      400,
    );
    await expect(failing).rejects.toBeInstanceOf(Unavailable);
  });

  it.each(['23505', '22P02', '42P01', '0A000'])('%s is our own fault', async (code) => {
    const failing = database.ack.use(({ sql }) =>
      sql.unsafe(`do $$ begin raise exception 'x' using errcode = '${code}'; end $$`),
    );
    await expect(failing).rejects.toBeInstanceOf(DatabaseFailure);
  });
});

describe('a table that changes under prepared statements', () => {
  it('costs nobody a failure, on any connection, also where a transaction has many of them', async () => {
    const work = () =>
      database.work.transaction(async (tx) => {
        await tx`select * from wishes where id = 1`;
        await tx`select * from wishes where id = 2`;
        await tx`select * from wishes where id > 3 for update`;
        await tx`select pg_sleep(0.02)`;
        return (await tx`select * from wishes w where text is not null`).length;
      });
    const six = () => Promise.all([1, 2, 3, 4, 5, 6].map(work));
    await six();
    await admin`alter table wishes add column wanted_by text`;
    expect(await six()).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await six()).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('when all connections for the work are held', () => {
  it('whoever waits is answered at once by those kept for them, and the rest is told to wait', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = Array.from({ length: 6 }, () => database.work.use(() => held));
    const late = database.work.use(({ sql }) => sql`select 1`, 2_000);
    let isOver = false;
    late.catch(() => {
      isOver = true;
    });
    await database.ack.transaction((tx) => tx`insert into wishes (id) values (1)`);
    // Not one wait for what is held: those take 2 s here and would take 10 s.
    expect(isOver).toBe(false);
    await expect(late).rejects.toBeInstanceOf(Unavailable);
    release();
    await Promise.all(holding);
    expect(troubles).toContain('work queue');
    expect(troubles).not.toContain('ack queue');
  });
});
