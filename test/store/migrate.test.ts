import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type postgres from 'postgres';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CannotMigrate, isMigrated, migrate } from '../../src/store/migrate.ts';
import { release, standing } from '../../src/store/release.ts';
import { adminOf } from '../support/backends.ts';
import { createEmptyDatabase, dropDatabase } from '../support/database.ts';
import { nextMigrations, raisedGate, removeFolder } from '../support/next-release.ts';

let url: string;
let admin: postgres.Sql;
const made: string[] = [];
const admins: postgres.Sql[] = [];
const folders: string[] = [];

beforeEach(async () => {
  ({ url, admin } = await empty());
});
afterAll(async () => {
  await Promise.all(admins.map((sql) => sql.end({ timeout: 1 })));
  await Promise.all(made.map(dropDatabase));
  await Promise.all(folders.map(removeFolder));
});

async function empty() {
  const url = await createEmptyDatabase();
  const admin = adminOf(url);
  made.push(url);
  admins.push(admin);
  return { url, admin };
}

async function next(...statements: string[]): Promise<string> {
  const folder = await nextMigrations(statements);
  folders.push(folder);
  return folder;
}

/** The migrations written down as applied, oldest first. */
async function journalOf(sql: postgres.Sql): Promise<number[]> {
  const rows = await sql<{ made: string }[]>`
    select created_at::text as made from drizzle.__drizzle_migrations order by created_at`;
  return rows.map((row) => Number(row.made));
}

const known = async (): Promise<number[]> => {
  const path = join(import.meta.dirname, '../../migrations/meta/_journal.json');
  const { entries } = JSON.parse(await readFile(path, 'utf8')) as { entries: { when: number }[] };
  return entries.map(({ when }) => when);
};

async function hasColumn(sql: postgres.Sql, table: string, column: string): Promise<boolean> {
  const rows = await sql`
    select from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and column_name = ${column}`;
  return rows.length > 0;
}

/** Resolves when so many sessions wait for a lock that is not granted, on this database. */
async function waitingFor(sql: postgres.Sql, locktype: string, count: number): Promise<void> {
  for (;;) {
    const [row] = await sql`
      select count(*)::int as waiting from pg_locks where locktype = ${locktype} and not granted
        and database = (select oid from pg_database where datname = current_database())`;
    if (row?.['waiting'] === count) return;
  }
}

describe('migrating', () => {
  it('ten processes at once, several times: all succeed, and each migration is written down once', async () => {
    const journal = await known();
    const round = async () => {
      const each = await empty();
      await Promise.all(Array.from({ length: 10 }, () => migrate(each.url)));
      expect(await journalOf(each.admin)).toEqual(journal);
      expect(await isMigrated(each.url)).toBe(true);
    };
    const pairs = process.env['ALL_ROUNDS'] ? 10 : 2;
    for (let pair = 0; pair < pairs; pair += 1) await Promise.all([round(), round()]);
  });

  it('knows an empty database from a migrated one, and counts its own migrations right', async () => {
    expect(await isMigrated(url)).toBe(false);
    await migrate(url);
    expect(await isMigrated(url)).toBe(true);
    expect(release).toBe((await known()).length);
  });

  it('says that a migration was left out', async () => {
    await migrate(url);
    // As if this release had a migration dated before the newest one applied.
    await admin`delete from drizzle.__drizzle_migrations`;
    await admin`
      insert into drizzle.__drizzle_migrations (hash, created_at) values ('other', 1)`;
    await expect(migrate(url)).rejects.toThrow(/not of one line of releases/);
    await expect(isMigrated(url)).rejects.toBeInstanceOf(CannotMigrate);
  });

  it('waits for another that migrates, and not for ever', async () => {
    await admin`select pg_advisory_lock(7266150001)`;
    const waiting = migrate(url);
    const other = adminOf(url);
    admins.push(other);
    await waitingFor(other, 'advisory', 1);
    await expect(migrate(url, { patienceMs: 100 })).rejects.toThrow(
      /^Another process has been migrating this database for 0 s/,
    );
    expect(await isMigrated(url)).toBe(false);
    await admin`select pg_advisory_unlock(7266150001)`;
    await waiting;
    expect(await isMigrated(url)).toBe(true);
  });
});

describe('a migration of the next release', () => {
  it('that fails is rolled back whole, in a sentence, and what runs goes on', async () => {
    await migrate(url);
    const folder = await next(
      'alter table incidents add column impact text',
      'create table wishes (id int primary key)',
      'select 1 / 0',
    );
    const failed = migrate(url, { folder });
    await expect(failed).rejects.toThrow(
      'A migration failed and was rolled back whole, so the database is as it was and the release before runs on: division by zero (22012).',
    );
    await expect(failed).rejects.toBeInstanceOf(CannotMigrate);
    expect(await hasColumn(admin, 'incidents', 'impact')).toBe(false);
    expect(await journalOf(admin)).toEqual(await known());
    expect(await isMigrated(url)).toBe(true);
  });

  it('whose connection dies half-way leaves nothing of itself behind', async () => {
    await migrate(url);
    const folder = await next(
      'create table first_half (id int)',
      'select pg_terminate_backend(pg_backend_pid())',
      'create table second_half (id int)',
    );
    await expect(migrate(url, { folder, patienceMs: 500 })).rejects.toThrow();
    const [found] = await admin`
      select to_regclass('first_half') as first, to_regclass('second_half') as second`;
    expect(found).toEqual({ first: null, second: null });
    expect(await journalOf(admin)).toEqual(await known());
  });

  it('waits for a table that is in use, shorter than people would, and tries again', async () => {
    await migrate(url);
    const folder = await next('alter table incidents add column impact text');
    const [user, other] = [adminOf(url), adminOf(url)];
    admins.push(user, other);
    let migrating: Promise<unknown> | undefined;
    await user.begin(async (tx) => {
      await tx`select count(*) from incidents`;
      migrating = migrate(url, { folder });
      await waitingFor(admin, 'relation', 1);
      // Behind it in the queue: a person's command, which gives up after 0.7 s.
      await other`set lock_timeout = '700ms'`;
      await other`select count(*) from incidents`;
      await expect(migrate(url, { folder, patienceMs: 50 })).rejects.toThrow(/Another process/);
    });
    await migrating;
    expect(await hasColumn(admin, 'incidents', 'impact')).toBe(true);
  });

  it('that cannot get at a table is given up whole, and says why', async () => {
    await migrate(url);
    const folder = await next('alter table incidents add column impact text');
    const user = adminOf(url);
    admins.push(user);
    await user.begin(async (tx) => {
      await tx`select count(*) from incidents`;
      await expect(migrate(url, { folder, patienceMs: 50 })).rejects.toThrow(
        /^The tables of this database are in use all the time/,
      );
    });
    expect(await hasColumn(admin, 'incidents', 'impact')).toBe(false);
  });

  it('that only adds leaves the release before able to start and to work', async () => {
    await migrate(url, { folder: await next('alter table incidents add column impact text') });
    expect(await isMigrated(url)).toBe(true);
    await migrate(url);
    expect(await standing(admin)).toBe('engine');
  });

  it('that wants the work for itself leaves the release before to answer people', async () => {
    await migrate(url, { folder: await next(raisedGate('engine', release + 1)) });
    expect(await isMigrated(url)).toBe(true);
    expect(await standing(admin)).toBe('answers');
  });

  it('that takes something away keeps the release before from starting', async () => {
    await migrate(url, {
      folder: await next(
        'alter table incidents drop column is_drill',
        raisedGate('run', release + 1),
      ),
    });
    await expect(migrate(url)).rejects.toThrow(/this one cannot run on it any more/);
    await expect(isMigrated(url)).rejects.toBeInstanceOf(CannotMigrate);
    expect(await standing(admin)).toBe('nothing');
  });
});
