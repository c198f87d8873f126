import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { endSoon } from './pool.ts';

/** Advisory lock that whoever migrates holds; scoped to the database. */
const migrationLock = 7_266_150_001;
const oldestServer = 14;

/** The database cannot be brought to this release's schema; the message says why, for a person. */
export class CannotMigrate extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CannotMigrate';
  }
}

/**
 * Brings the database to this release's schema. Any number of processes may do so at once: one
 * works, the others wait for it up to 15 s. Throws `CannotMigrate` for a server older than
 * PostgreSQL 14 and for a database that a newer release has migrated.
 *
 * `url` must reach the server itself or a session pooler: the lock belongs to the connection.
 */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { application_name: 'muster migrate', lock_timeout: 15_000 },
  });
  try {
    await refuseOldServer(sql);
    await sql`select pg_advisory_lock(${migrationLock})`;
    const folder = migrationsFolder();
    const journal = await readJournal(folder);
    refuseNewerSchema(journal, await appliedMigrations(sql));
    await applyMigrations(drizzle(sql), { migrationsFolder: folder });
    const applied = await appliedMigrations(sql);
    // Drizzle skips a migration that is dated before the newest one applied.
    if (applied.length !== journal.length) {
      throw new CannotMigrate(
        `The database has ${applied.length} of ${journal.length} migrations: one was left out because it is dated before another. Nothing was started.`,
      );
    }
  } finally {
    await endSoon(sql, 1);
  }
}

/**
 * Whether the database has exactly this release's migrations: false while some are missing,
 * throws `CannotMigrate` when it has newer ones.
 */
export async function isMigrated(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, fetch_types: false, connect_timeout: 5, onnotice: () => {} });
  try {
    await refuseOldServer(sql);
    const journal = await readJournal(migrationsFolder());
    const applied = await appliedMigrations(sql);
    refuseNewerSchema(journal, applied);
    return applied.length === journal.length;
  } finally {
    await endSoon(sql, 1);
  }
}

async function refuseOldServer(sql: postgres.Sql) {
  const [row] = await sql<{ version: string }[]>`show server_version`;
  const version = Number.parseInt(row?.version ?? '', 10);
  if (version < oldestServer) {
    throw new CannotMigrate(
      `Muster needs PostgreSQL ${oldestServer} or newer; this server is PostgreSQL ${row?.version}.`,
    );
  }
}

/** The folder is beside `src` in a clone and beside the built files in an image. */
function migrationsFolder(): string {
  for (let at = import.meta.dirname; at !== dirname(at); at = dirname(at)) {
    const folder = join(at, 'migrations');
    if (existsSync(join(folder, 'meta', '_journal.json'))) return folder;
  }
  throw new CannotMigrate('The folder `migrations` is missing from this installation.');
}

/** When each of this release's migrations was made, in milliseconds, oldest first. */
async function readJournal(folder: string): Promise<number[]> {
  const text = await readFile(join(folder, 'meta', '_journal.json'), 'utf8');
  const { entries } = JSON.parse(text) as { entries: { when: number }[] };
  return entries.map((entry) => entry.when);
}

async function appliedMigrations(sql: postgres.Sql): Promise<number[]> {
  const [table] = await sql`
    select from information_schema.tables
    where table_schema = 'drizzle' and table_name = '__drizzle_migrations'`;
  if (!table) return [];
  const rows = await sql<{ made: string }[]>`
    select created_at::text as made from drizzle.__drizzle_migrations order by created_at`;
  return rows.map((row) => Number(row.made));
}

function refuseNewerSchema(journal: number[], applied: number[]) {
  const unknown = applied.filter((made) => !journal.includes(made));
  if (unknown.length > 0) {
    throw new CannotMigrate(
      'A newer release of Muster has migrated this database. Start that release, or restore a backup from before it.',
    );
  }
}
