import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { DatabaseSays } from './http/health.ts';
import type { Metrics } from './metrics.ts';
import { type ConnectOptions, connect, type Database } from './store/connect.ts';
import { isMigrated, migrate } from './store/migrate.ts';
import { standing } from './store/release.ts';

/** The database, from the start until it answers. */

/** A server that is coming up, or has no connection free, is waited for as long as this. */
const patienceMs = 30_000;
const pauseMs = 1_000;
/** The server starts or follows another one; too many connections; a server process was just ended. */
const comingUp: readonly unknown[] = ['57P03', '53300', '57P01'];

/**
 * Brings the schema up to date, or looks that it is. A server that is only just starting is waited
 * for; anything else is thrown, with a sentence where there is one.
 */
export async function prepareDatabase({ directUrl, autoMigrate }: Config, log: Logger) {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      if (autoMigrate) {
        const lacks = await migrate(directUrl.reveal());
        if (lacks) log.warn(lacks);
        return;
      }
      if (await isMigrated(directUrl.reveal())) return;
      throw new Error('The database is of an older release: run "muster migrate" first.');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (!comingUp.includes(code) || performance.now() > end) throw error;
      log.warn({ code }, 'the database is not ready yet; trying again');
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/** The pools, with what goes wrong in them counted. */
export function connectDatabase(
  config: Pick<Config, 'databaseUrl' | 'directUrl'>,
  metrics: Metrics,
  options: Pick<ConnectOptions, 'onStatement' | 'leeway'>,
): Database {
  return connect(config.databaseUrl.reveal(), {
    directUrl: config.directUrl.reveal(),
    onTrouble: (pool, trouble) => metrics.databaseTrouble.inc({ pool, trouble }),
    ...(options.leeway ? { leeway: options.leeway } : {}),
    ...(options.onStatement ? { onStatement: options.onStatement } : {}),
  });
}

/** How long a probe waits for the database. */
const pingMs = 500;

/** Asks what `/readyz` must know. Rejects when there is no answer within 500 ms. */
export async function pingDatabase({ ack, work }: Database): Promise<DatabaseSays> {
  const said = await ack.use(async ({ sql }) => {
    const [row] = await sql<{ is_read_only: boolean }[]>`
      select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on'
        as is_read_only`;
    return { isReadOnly: row?.is_read_only ?? true, standing: await standing(sql) };
  }, pingMs);
  // After a failover, connections may lead to what was the primary, and go on reading there for good.
  if (said.isReadOnly) for (const pool of [ack, work]) pool.leave();
  return said;
}
