import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type postgres from 'postgres';
import { withDatabase } from './stored.ts';

/** Where `pg_dump` and `pg_restore` of the server's version are; the PostgreSQL of the tests comes without. */
const tools = process.env['PG_TOOLS'];
const dump = join(mkdtempSync(join(tmpdir(), 'muster-dump-')), 'muster.dump');

/**
 * A backup as `pg_dump` takes it: all tables as one snapshot shows them, while Muster runs. With
 * PG_TOOLS it is `pg_dump`; otherwise it lies in a schema of the same database.
 */
export async function takeBackup(databaseUrl: string): Promise<void> {
  if (tools) {
    const what = ['--format=custom', '--schema=public', '--file', dump];
    execFileSync(join(tools, 'pg_dump'), [...what, databaseUrl]);
    return;
  }
  await withDatabase(databaseUrl, (sql) =>
    sql.begin('isolation level repeatable read', async (tx) => {
      await tx`drop schema if exists backup cascade`;
      await tx`create schema backup`;
      for (const table of await tablesIn(tx)) {
        await tx`create table backup.${tx(table)} as table public.${tx(table)}`;
      }
    }),
  );
}

/** Makes the tables what they were at the backup. Muster must not run. */
export async function restoreBackup(databaseUrl: string): Promise<void> {
  if (tools) {
    const how = ['--clean', '--if-exists', '--single-transaction', '--no-owner'];
    execFileSync(join(tools, 'pg_restore'), [...how, '--dbname', databaseUrl, dump]);
    return;
  }
  await withDatabase(databaseUrl, (sql) =>
    sql.begin(async (tx) => {
      // Foreign keys wait, as with pg_restore: the order of the tables does not matter.
      await tx`set local session_replication_role = replica`;
      const tables = await tablesIn(tx);
      for (const table of tables) await tx`truncate public.${tx(table)} cascade`;
      for (const table of tables) {
        await tx`
          insert into public.${tx(table)} overriding system value
          select * from backup.${tx(table)}`;
      }
      await tx`
        select setval(pg_get_serial_sequence('outbox', 'id'), coalesce(max(id), 1)) from outbox`;
    }),
  );
}

async function tablesIn(sql: postgres.ISql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by tablename`;
  return rows.map(({ name }) => name);
}
