import { sql as statement } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fence } from '../../src/store/fence.ts';
import { adminOf, gone, terminate } from '../support/backends.ts';
import { testDatabase } from '../support/database.ts';

const database = testDatabase({ storyClock: false });
let admin: postgres.Sql;
const opened: postgres.Sql[] = [];
const uncaught: unknown[] = [];
const onUncaught = (error: unknown) => uncaught.push(error instanceof Error ? error.stack : error);

beforeAll(async () => {
  admin = adminOf(database.url);
  await admin`create table written (part text)`;
  process.on('uncaughtException', onUncaught);
});
beforeEach(async () => {
  uncaught.length = 0;
  await admin`truncate written`;
});
afterEach(() => expect(uncaught).toEqual([]));
afterAll(async () => {
  process.off('uncaughtException', onUncaught);
  await Promise.all(
    [...opened, admin].map((sql) => sql.end({ timeout: 1 }).catch(() => undefined)),
  );
});

function fenced(max: number, connection: Record<string, number> = {}): postgres.Sql {
  const sql = fence(
    postgres(database.url, { max, fetch_types: false, onnotice: () => undefined, connection }),
  );
  opened.push(sql);
  return sql;
}

async function pidOf(sql: postgres.ISql): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row?.pid ?? 0;
}

async function parts(): Promise<string[]> {
  const rows = await admin<{ part: string }[]>`select part from written order by part`;
  return rows.map((row) => row.part);
}

describe.each([1, 4])('a backend that ends inside a transaction, of %i connections', (max) => {
  it('takes everything of the transaction with it, also what is written later', async () => {
    const sql = fenced(max);
    let later: unknown;
    const outcome = sql.begin(async (tx) => {
      const pid = await pidOf(tx);
      await tx`insert into written values ('first')`;
      await terminate(admin, pid);
      await gone(admin, pid);
      // Other traffic makes the driver connect again, in the place of the dead connection.
      await Promise.all(Array.from({ length: max }, () => sql`select 1`.catch(() => undefined)));
      later = await tx`insert into written values ('late')`.catch((error: unknown) => error);
      await later;
    });
    await expect(outcome).rejects.toMatchObject({
      code: expect.stringMatching(/CONNECTION|57P01/),
    });
    await expect(sql`select 1 as one`).resolves.toMatchObject([{ one: 1 }]);
    expect(await parts()).toEqual([]);
  });
});

describe('a transaction whose connection died', () => {
  it('does not commit another that runs in its place', async () => {
    const sql = fenced(1);
    let goOn = () => {};
    const mayGoOn = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const first = sql.begin(async (tx) => {
      const pid = await pidOf(tx);
      await tx`insert into written values ('first 1')`;
      await terminate(admin, pid);
      await mayGoOn;
    });
    await expect(first).rejects.toThrow();
    const second = sql.begin(async (tx) => {
      await tx`insert into written values ('second 1')`;
      goOn();
      await tx`select pg_sleep(0.05)`;
      await tx`insert into written values ('second 2')`;
      throw new Error('wants to roll back');
    });
    await expect(second).rejects.toThrow('wants to roll back');
    expect(await parts()).toEqual([]);
  });

  it('cannot write after it caught the error of a statement', async () => {
    const sql = fenced(2);
    const outcome = sql.begin(async (tx) => {
      const pid = await pidOf(tx);
      const running = tx`select pg_sleep(5)`;
      const ended = expect(running).rejects.toThrow();
      await terminate(admin, pid);
      await ended;
      await tx`insert into written values ('after the catch')`;
    });
    await expect(outcome).rejects.toThrow();
    await expect(sql`select 1 as one`).resolves.toMatchObject([{ one: 1 }]);
    expect(await parts()).toEqual([]);
  });

  it('cannot write with statements sent together', async () => {
    const sql = fenced(2);
    const outcome = sql.begin(async (tx) => {
      const pid = await pidOf(tx);
      const all = Promise.allSettled([
        tx`select pg_sleep(5)`,
        tx`insert into written values ('together 1')`,
        tx`insert into written values ('together 2')`,
      ]);
      await terminate(admin, pid);
      await all;
    });
    await expect(outcome).rejects.toThrow();
    expect(await parts()).toEqual([]);
  });

  it('cannot write through drizzle or a savepoint either', async () => {
    const sql = fenced(2);
    const db = drizzle(sql);
    const outcome = db.transaction(async (tx) => {
      await tx.transaction(async (inner) => {
        const [row] = await inner.execute<{ pid: number }>(
          statement`select pg_backend_pid() as pid`,
        );
        await inner.execute(statement`insert into written values ('first')`);
        await terminate(admin, row?.pid ?? 0);
        await gone(admin, row?.pid ?? 0);
        await sql`select 1`.catch(() => undefined);
        await inner.execute(statement`insert into written values ('late')`);
      });
    });
    await expect(outcome).rejects.toThrow();
    expect(await parts()).toEqual([]);
  });

  it('ends with an error, not with the process, when the server tires of waiting for it', async () => {
    const sql = fenced(1, { idle_in_transaction_session_timeout: 50 });
    const outcome = sql.begin(async (tx) => {
      const pid = await pidOf(tx);
      await gone(admin, pid);
      await tx`insert into written values ('too late')`;
    });
    await expect(outcome).rejects.toThrow();
    // What is asked before the driver has seen the end of the connection fails with it.
    const again = () => sql`select 1 as one`.then(([row]) => row?.['one']).catch(() => null);
    await expect.poll(again).toBe(1);
    expect(await parts()).toEqual([]);
  });
});

describe('a transaction that lives', () => {
  it('commits, rolls back and nests as before', async () => {
    const sql = fenced(1);
    const value = await sql.begin(async (tx) => {
      await tx`insert into written values ('kept')`;
      await tx
        .savepoint(async (inner) => {
          await inner`insert into written values ('undone')`;
          throw new Error('undo');
        })
        .catch(() => undefined);
      return 'done';
    });
    expect(value).toBe('done');
    await expect(
      sql.begin(async (tx) => {
        await tx`insert into written values ('refused')`;
        throw new Error('refused');
      }),
    ).rejects.toThrow('refused');
    expect(await parts()).toEqual(['kept']);
  });

  it('stays whole while backends are ended at random under load', async () => {
    const sql = fenced(4);
    await admin`create table pairs (transaction int, part int)`;
    const acknowledged: number[] = [];
    let begun = 0;
    const end = performance.now() + 3_000;
    const worker = async () => {
      while (performance.now() < end) {
        begun += 1;
        const id = begun;
        await sql
          .begin(async (tx) => {
            await tx`insert into pairs values (${id}, 1)`;
            await tx`select pg_sleep(${(id % 7) / 1000})`;
            await tx`insert into pairs values (${id}, 2)`;
          })
          .then(
            () => acknowledged.push(id),
            () => undefined,
          );
      }
    };
    const killer = async () => {
      while (performance.now() < end) {
        await admin`
          select pg_sleep(0.04), (select pg_terminate_backend(pid) from pg_stat_activity
            where pid <> pg_backend_pid() and datname = current_database()
            order by random() limit 1)`;
      }
    };
    await Promise.all([killer(), ...Array.from({ length: 8 }, worker)]);
    const rows = await admin<{ id: number; parts: number }[]>`
      select transaction as id, count(*)::int as parts from pairs group by 1`;
    const whole = new Set(rows.map((row) => row.id));
    expect(rows.filter((row) => row.parts !== 2)).toEqual([]);
    expect(acknowledged.filter((id) => !whole.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(50);
  });
});
