import type postgres from 'postgres';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CannotMigrate, isMigrated, migrate } from '../../src/store/migrate.ts';
import { adminOf } from '../support/backends.ts';
import { createEmptyDatabase, dropDatabase } from '../support/database.ts';

let url: string;
let admin: postgres.Sql;
const made: string[] = [];
const admins: postgres.Sql[] = [];

beforeEach(async () => {
  url = await createEmptyDatabase();
  admin = adminOf(url);
  made.push(url);
  admins.push(admin);
});
afterAll(async () => {
  await Promise.all(admins.map((sql) => sql.end({ timeout: 1 })));
  await Promise.all(made.map(dropDatabase));
});

describe('migrating', () => {
  it('works for ten processes at once, and writes each migration down once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => migrate(url)));
    const rows = await admin`
      select created_at, count(*)::int as times from drizzle.__drizzle_migrations group by 1`;
    expect(rows.map((row) => row['times'])).toEqual(rows.map(() => 1));
    expect(await isMigrated(url)).toBe(true);
  });

  it('knows an empty database from a migrated one', async () => {
    expect(await isMigrated(url)).toBe(false);
    await migrate(url);
    expect(await isMigrated(url)).toBe(true);
  });

  it('leaves a database alone that a newer release has migrated', async () => {
    await migrate(url);
    await admin`
      insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9999999999999)`;
    await expect(migrate(url)).rejects.toThrow(/newer release/);
    await expect(isMigrated(url)).rejects.toBeInstanceOf(CannotMigrate);
  });

  it('says that a migration was left out', async () => {
    await migrate(url);
    // As if this release had a migration dated before the newest one applied.
    await admin`delete from drizzle.__drizzle_migrations`;
    await admin`
      insert into drizzle.__drizzle_migrations (hash, created_at) values ('other', 1)`;
    await expect(migrate(url)).rejects.toBeInstanceOf(CannotMigrate);
  });

  it('waits for another that migrates, and not for ever', async () => {
    await admin`select pg_advisory_lock(7266150001)`;
    const waiting = migrate(url);
    const other = adminOf(url);
    admins.push(other);
    for (;;) {
      const [row] = await other`
        select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`;
      if (row?.['waiting'] === 1) break;
    }
    expect(await isMigrated(url)).toBe(false);
    await admin`select pg_advisory_unlock(7266150001)`;
    await waiting;
    expect(await isMigrated(url)).toBe(true);
  });
});
