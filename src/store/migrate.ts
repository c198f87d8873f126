import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { sourceOf } from './failure.ts';
import { fence } from './fence.ts';
import { endSoon } from './pool.ts';
import { addTrigrams, hasTrigrams } from './trigrams.ts';

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

export interface MigrateOptions {
  /** Where the migrations are; those of this release unless said. */
  folder?: string;
  /** Milliseconds to wait for another process that migrates, and for tables that are in use. */
  patienceMs?: number;
}

/**
 * A change of a table waits for whoever uses it, and everybody else behind it. So it waits for less
 * time than a person's command does (0.7 s), lets them through, and tries again.
 */
const tableWaitMs = 400;
const pauseMs = 250;

/**
 * Brings the database to this release's schema, whole or not at all. Any number of processes may do
 * so at once: one works, the others wait for it. Needs no right to change tables where there is
 * nothing to change. Throws `CannotMigrate` with a sentence for a person. Returns what this database
 * lacks that Muster does without, in a sentence; null: nothing.
 *
 * `url` must reach the server itself or a session pooler: the lock belongs to the connection.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string | null> {
  const { folder = migrationsFolder(), patienceMs = 60_000 } = options;
  const sql = open(url);
  try {
    await refuseOldServer(sql);
    const journal = await readJournal(folder);
    if ((await isUpToDate(sql, journal)) && (await hasTrigrams(sql))) return null;
    const end = performance.now() + patienceMs;
    await waitForTurn(sql, patienceMs);
    if (await isUpToDate(sql, journal)) return await addTrigrams(sql);
    await apply(sql, folder, end);
    const applied = await appliedMigrations(sql);
    // Drizzle skips a migration that is dated before the newest one applied.
    if (applied.length !== journal.length) throw skipped(applied.length, journal.length);
    return await addTrigrams(sql);
  } finally {
    await endSoon(sql, 1);
  }
}

/**
 * Whether this release can run on the database as it is: false while migrations are missing. Throws
 * `CannotMigrate` when a newer release changed it in a way that this one cannot live with.
 */
export async function isMigrated(url: string, folder = migrationsFolder()): Promise<boolean> {
  const sql = open(url);
  try {
    await refuseOldServer(sql);
    return await isUpToDate(sql, await readJournal(folder));
  } finally {
    await endSoon(sql, 1);
  }
}

function open(url: string): postgres.Sql {
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    fetch_types: false,
    connect_timeout: 5,
    onnotice: () => {},
    connection: {
      application_name: 'muster migrate',
      // A migrator that froze, or whose wire was cut, must not keep all others waiting.
      idle_session_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
    },
  });
  return fence(sql as unknown as postgres.Sql);
}

async function waitForTurn(sql: postgres.Sql, patienceMs: number): Promise<void> {
  await sql`select set_config('lock_timeout', ${`${patienceMs}ms`}, false)`;
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
  } catch (error) {
    if (codeOf(error) !== lockTimeout) throw error;
    throw new CannotMigrate(
      `Another process has been migrating this database for ${seconds(patienceMs)} s and is not done. Nothing was changed; start again when it is.`,
    );
  }
  await sql`select set_config('lock_timeout', ${`${tableWaitMs}ms`}, false)`;
}

/** All of them in one transaction, again while a table is in use. */
async function apply(sql: postgres.Sql, folder: string, end: number): Promise<void> {
  for (;;) {
    try {
      return await applyMigrations(drizzle(sql), { migrationsFolder: folder });
    } catch (error) {
      const isInUse = codeOf(error) === lockTimeout;
      if (!isInUse) throw failed(error);
      if (performance.now() > end) {
        throw new CannotMigrate(
          'The tables of this database are in use all the time, so they could not be changed. Nothing was changed: stop what runs long transactions on them, then start again.',
        );
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs * (1 + Math.random())));
    }
  }
}

const lockTimeout = '55P03';
const noRight = '42501';

/** What stopped a migration, in a sentence; what was wrong with the connection stays as it is. */
function failed(error: unknown): unknown {
  const source = sourceOf(error);
  if (!(source instanceof postgres.PostgresError)) return source;
  if (source.code === noRight) {
    return new CannotMigrate(
      `The role of this database may not change tables (${source.message}): run "muster migrate" with DIRECT_URL naming the role that owns them. Nothing was changed.`,
    );
  }
  return new CannotMigrate(
    `A migration failed and was rolled back whole, so the database is as it was and the release before runs on: ${source.message} (${source.code}).`,
  );
}

function skipped(applied: number, known: number): CannotMigrate {
  return new CannotMigrate(
    `The database has ${applied} of ${known} migrations: one was left out because it is dated before another. Nothing was started.`,
  );
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
  const [found] = await sql<{ is_there: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as is_there`;
  if (!found?.is_there) return [];
  const rows = await sql<{ made: string }[]>`
    select created_at::text as made from drizzle.__drizzle_migrations order by created_at`;
  return rows.map((row) => Number(row.made));
}

/** A newer release's migrations only add, unless it says that this one cannot run on them. */
async function isUpToDate(sql: postgres.Sql, journal: number[]): Promise<boolean> {
  const applied = await appliedMigrations(sql);
  const hasAll = journal.every((made) => applied.includes(made));
  if (applied.every((made) => journal.includes(made))) return hasAll;
  if (!hasAll) {
    throw new CannotMigrate(
      'This database has migrations that this release does not know, and lacks some that it has: they are not of one line of releases. Restore a backup, or start the release that it belongs to.',
    );
  }
  const [gate] = await sql<{ min_release: number }[]>`
    select min_release from engine_gate where name = 'run'`;
  if ((gate?.min_release ?? 0) > journal.length) {
    throw new CannotMigrate(
      'A newer release of Muster has migrated this database, and this one cannot run on it any more. Start that release, or restore a backup from before it.',
    );
  }
  return true;
}

function codeOf(error: unknown): string | undefined {
  const source = sourceOf(error);
  return source instanceof postgres.PostgresError ? source.code : undefined;
}

function seconds(ms: number): number {
  return Math.round(ms / 1000);
}
