import type postgres from 'postgres';
import type { Database } from '../store/connect.ts';

/**
 * Reads one state of the database, whatever is decided meanwhile, on a connection of its own: every
 * line of a workspace may take longer to read than a pool allows.
 */
export async function readAsOne<T>(
  database: Pick<Database, 'session'>,
  read: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const answer = await database
    .session()
    .begin('isolation level repeatable read read only', async (tx) => {
      await tx`set local statement_timeout = 0`;
      return { read: await read(tx) };
    });
  return (answer as { read: T }).read;
}
