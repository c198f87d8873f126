import { sql as statement } from 'drizzle-orm';
import type postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Unavailable } from '../../src/slack/ports.ts';
import { connect, type Database } from '../../src/store/connect.ts';
import { DatabaseFailure } from '../../src/store/failure.ts';
import { adminOf, terminate } from '../support/backends.ts';
import { testDatabase } from '../support/database.ts';
import { Wire } from '../support/wire.ts';

const database = testDatabase({ storyClock: false });
let admin: postgres.Sql;
const opened: Database[] = [];
const wires: Wire[] = [];

beforeAll(async () => {
  admin = adminOf(database.url);
  await admin`create table notes (id int primary key, text text not null)`;
});
afterEach(async () => {
  for (const wire of wires.splice(0)) wire.close();
  await Promise.all(opened.splice(0).map((each) => each.close()));
});
afterAll(() => admin.end({ timeout: 1 }));

function open(options: Parameters<typeof connect>[1] = {}, url = database.url): Database {
  const made = connect(url, options);
  opened.push(made);
  return made;
}

async function startWire(): Promise<Wire> {
  const wire = await Wire.to(database.url);
  wires.push(wire);
  return wire;
}

describe('asking the database', () => {
  it('gives and takes numbers, instants and JSON the same way by hand and through drizzle', async () => {
    const at = new Date('2026-03-01T10:00:00.123Z');
    const { work } = open();
    const rows = await work.use(async ({ sql, db }) => {
      const [byHand] = await sql`
        select 5::bigint as n, ${at}::timestamptz as at, ${'{"a":[1]}'}::jsonb as json`;
      const [byDrizzle] = await db.execute(statement`
        select 5::bigint as n, ${at}::timestamptz as at, ${{ a: [1] }}::jsonb as json`);
      return [byHand, byDrizzle];
    });
    expect(rows).toEqual(Array(2).fill({ n: 5, at, json: { a: [1] } }));
  });

  it('speaks UTC whatever the server prefers', async () => {
    const { ack } = open();
    const [row] = await ack.use(({ sql }) => sql`show timezone`);
    expect(row).toEqual({ TimeZone: 'UTC' });
  });

  it('has no statement compiled by a server that compiles, which took a claim seconds', async () => {
    const name = new URL(database.url).pathname.slice(1);
    await admin`alter database ${admin(name)} set jit = 'on'`;
    const { ack, work } = open();
    for (const pool of [ack, work]) {
      expect(await pool.use(({ sql }) => sql`show jit`)).toEqual([{ jit: 'off' }]);
    }
  });
});

describe('a transaction', () => {
  it('is run again when its connection is lost, and then counts once', async () => {
    const { work } = open();
    let runs = 0;
    await work.transaction(async (tx) => {
      runs += 1;
      const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await tx`insert into notes values (1, 'once')`;
      if (runs === 1) await terminate(admin, row?.pid ?? 0);
      await tx`select 1`;
    });
    expect(runs).toBe(2);
    expect(await admin`select id from notes where id = 1`).toHaveLength(1);
  });

  it('is run again after a deadlock', async () => {
    await admin`insert into notes values (10, 'a'), (11, 'b')`;
    const { work } = open();
    let met = () => {};
    const both = new Promise<void>((resolve) => {
      met = resolve;
    });
    let arrived = 0;
    const change = (first: number, second: number) =>
      work.transaction(async (tx) => {
        await tx`update notes set text = text || '!' where id = ${first}`;
        arrived += 1;
        if (arrived >= 2) met();
        await both;
        await tx`update notes set text = text || '!' where id = ${second}`;
      });
    await Promise.all([change(10, 11), change(11, 10)]);
    const rows = await admin`select text from notes where id in (10, 11) order by id`;
    expect(rows.map((row) => row['text'])).toEqual(['a!!', 'b!!']);
  });

  it('is not run again when it is itself at fault, and what people typed stays out of the error', async () => {
    const { work } = open();
    let runs = 0;
    const failed = work.transaction(async (tx) => {
      runs += 1;
      await tx`insert into notes values (20, 'the launch code is 1234')`;
      await tx`insert into notes values (20, 'the launch code is 1234')`;
    });
    const error = await failed.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseFailure);
    expect(error).toMatchObject({ code: '23505', message: 'database error 23505 at notes_pkey' });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('launch code');
    expect(runs).toBe(1);
  });

  it('hides what drizzle would quote', async () => {
    const { work } = open();
    const failed = work.use(({ db }) =>
      db.execute(statement`select ${'the launch code is 1234'}::int`),
    );
    const error = await failed.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: '22P02' });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('launch code');
  });

  it('that waits for a lock too long is told so by the server, and costs no connection', async () => {
    await admin`insert into notes values (30, 'held')`;
    const { ack } = open();
    await admin.begin(async (tx) => {
      await tx`select from notes where id = 30 for update`;
      const waiting = ack.transaction((mine) => mine`update notes set text = 'x' where id = 30`);
      await expect(waiting).rejects.toBeInstanceOf(Unavailable);
    });
    expect(ack.replaced).toBe(0);
    await ack.transaction((tx) => tx`update notes set text = 'mine' where id = 30`);
    expect(await admin`select text from notes where id = 30`).toEqual([{ text: 'mine' }]);
  });

  it('given up at its deadline is rolled back', async () => {
    const { ack } = open();
    await ack.use(({ sql }) => sql`select 1`);
    const late = ack.transaction(async (tx) => {
      await tx`insert into notes values (40, 'late')`;
      await tx`select pg_sleep(0.5)`;
    }, 300);
    const alone = ack.statement(async ({ sql }, writing) => {
      await sql`select pg_sleep(0.5)`;
      writing();
      await sql`insert into notes values (40, 'late')`;
    }, 300);
    await expect(late).rejects.toBeInstanceOf(Unavailable);
    await expect(alone).rejects.toMatchObject({ name: 'Unavailable', isUnsure: false });
    // The only connections: once all of them are ours, the one before has ended.
    await Promise.all(
      Array.from({ length: 4 }, () => ack.transaction((tx) => tx`select pg_sleep(0.01)`, 5_000)),
    );
    expect(await admin`select from notes where id = 40`).toHaveLength(0);
    expect(ack.replaced).toBe(0);
  });
});

describe('a COMMIT whose answer is lost', () => {
  it('is asked for again, and what was committed is found', async () => {
    const wire = await startWire();
    const { ack } = open({}, wire.url);
    await ack.use(({ sql }) => sql`select 1`, 10_000);
    const lost = wire.loseCommitOf('lost answer');
    const found = await ack.transaction(async (tx) => {
      const rows =
        await tx`insert into notes values (50, ${'lost answer'}) on conflict do nothing returning id`;
      return rows.length === 0;
    }, 10_000);
    await lost;
    expect(found).toBe(true);
  });

  it('leaves it unsure when nothing more can be asked; what was never asked to commit is sure', async () => {
    const wire = await startWire();
    const { ack } = open({}, wire.url);
    await ack.use(({ sql }) => sql`select 1`, 10_000);
    void wire.loseCommitOf('lost answer').then(() => wire.refuse());
    const write = (id: number) =>
      ack
        .transaction((tx) => tx`insert into notes values (${id}, ${'lost answer'})`, 500)
        .catch((error: unknown) => error);
    expect(await write(60)).toMatchObject({ name: 'Unavailable', isUnsure: true });
    expect(await write(61)).toMatchObject({ name: 'Unavailable', isUnsure: false });
    expect(await admin`select id from notes where id in (60, 61)`).toEqual([{ id: 60 }]);
  });

  it('is unsure of a statement that commits by itself, too, and not where the server says no', async () => {
    const wire = await startWire();
    const { ack } = open({}, wire.url);
    const refused = ack.statement(({ sql }, writing) => {
      writing();
      return sql`do $$ begin raise exception 'the disk is full' using errcode = '53100'; end $$`;
    }, 10_000);
    await expect(refused).rejects.toMatchObject({ name: 'Unavailable', isUnsure: false });
    void wire.loseAnswerWith('lost answer').then(() => wire.refuse());
    const lost = ack.statement(({ sql }, writing) => {
      writing();
      return sql`insert into notes values (62, ${'lost answer'}) returning text`;
    }, 500);
    await expect(lost).rejects.toMatchObject({ name: 'Unavailable', isUnsure: true });
    expect(await admin`select id from notes where id = 62`).toHaveLength(1);
  });
});

describe('under load', () => {
  it('whoever finds no connection free is told, and the connections stay', async () => {
    const { ack } = open({ ackConnections: 1 });
    const first = ack.transaction((tx) => tx`select pg_sleep(0.5)`, 10_000);
    const second = ack.use(({ sql }) => sql`select 1`, 200);
    await expect(second).rejects.toBeInstanceOf(Unavailable);
    await first;
    await expect(ack.use(({ sql }) => sql`select 1 as one`)).resolves.toMatchObject([{ one: 1 }]);
    expect(ack.replaced).toBe(0);
  });
});

describe('a server that falls silent', () => {
  it('is given up at the deadline, and later asked over new connections', async () => {
    const wire = await startWire();
    const { ack } = open({}, wire.url);
    await ack.use(({ sql }) => sql`select 1`, 10_000);
    wire.silence();
    await expect(ack.use(({ sql }) => sql`select 1`, 200)).rejects.toBeInstanceOf(Unavailable);
    for (;;) {
      await ack.use(({ sql }) => sql`select 1`, 200).catch(() => undefined);
      if (ack.replaced > 0) break;
    }
    wire.open();
    await expect(ack.use(({ sql }) => sql`select 1 as one`, 10_000)).resolves.toMatchObject([
      { one: 1 },
    ]);
  });
});

describe('a server that is not there', () => {
  it('is said to be unavailable', async () => {
    const target = new URL(database.url);
    target.port = '1';
    const { ack } = open({}, target.href);
    await expect(ack.use(({ sql }) => sql`select 1`)).rejects.toBeInstanceOf(Unavailable);
  });
});

describe('listening', () => {
  it('hears notifications, and says when it began anew', async () => {
    const { listen, work } = open();
    const heard: Array<string | undefined> = [];
    let wake = () => {};
    const next = () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      });
    const hint = (payload?: string) => {
      heard.push(payload);
      wake();
    };
    await listen('hints', hint);
    const told = next();
    await work.use(({ sql }) => sql`select pg_notify('hints', 'a')`);
    await told;
    const again = next();
    await admin`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'`;
    await again;
    expect(heard).toEqual([undefined, 'a', undefined]);
  });
});
