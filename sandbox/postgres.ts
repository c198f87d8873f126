import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { startEmbedded } from '../src/store/embedded.ts';

/** A PostgreSQL server on which databases can be made. */
export type DatabaseServer = {
  readonly url: string;
  /** Ends the server if we started it, else does nothing. */
  readonly stop: () => Promise<void>;
};

/** The oldest PostgreSQL that Muster runs on. */
const oldestVersion = 14;

/**
 * The server of `databaseUrl` when given, else an embedded one. Rejects with one sentence when
 * there is neither, or when the given one cannot be used.
 */
export async function openServer(databaseUrl: string | undefined): Promise<DatabaseServer> {
  if (!databaseUrl) return startEmbedded();
  try {
    const number = await administer(databaseUrl, async (sql) => {
      const [row] = await sql<{ server_version_num: string }[]>`show server_version_num`;
      return Number(row?.server_version_num);
    });
    if (number < oldestVersion * 10_000) {
      throw new Error(`it is PostgreSQL ${Math.floor(number / 10_000)}`);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The database of DATABASE_URL cannot be used (${reason}): a PostgreSQL of version ${oldestVersion} or newer is needed.`,
    );
  }
  return { url: databaseUrl, stop: () => Promise.resolve() };
}

/**
 * Makes a database, empty or a clone of `template` (which nobody may be connected to), and returns
 * its URL. Its name carries the time, so that what a killed run left behind can be told by age.
 */
export async function createDatabase(serverUrl: string, template?: string): Promise<string> {
  const seconds = Math.floor(Date.now() / 1000);
  const name = `muster_sandbox_${seconds}_${randomBytes(6).toString('hex')}`;
  await administer(serverUrl, async (sql) => {
    await sql`create database ${sql(name)} ${template ? sql`template ${sql(template)}` : sql``}`;
  });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** The name of the database that a URL points to. */
export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** Drops a database made here, whoever is connected to it. */
export async function dropDatabase(serverUrl: string, url: string): Promise<void> {
  await administer(serverUrl, async (sql) => {
    await sql`drop database if exists ${sql(databaseName(url))} with (force)`;
  });
}

/** Drops the databases that runs killed more than a day ago left on a server that lives on. */
export async function dropStaleDatabases(serverUrl: string): Promise<void> {
  await administer(serverUrl, async (sql) => {
    const rows = await sql<{ datname: string }[]>`
      select datname from pg_database where datname like 'muster\\_sandbox\\_%'`;
    const dayAgo = Date.now() / 1000 - 86_400;
    for (const { datname } of rows) {
      if (Number(datname.split('_')[2]) > dayAgo) continue;
      await sql`drop database if exists ${sql(datname)} with (force)`;
    }
  });
}

async function administer<T>(url: string, use: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    connect_timeout: 10,
    onnotice: () => undefined,
  });
  try {
    return await use(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
