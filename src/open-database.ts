import type { DatabaseConfig } from './config.ts';
import { say } from './terminal.ts';

/** The database; in development, when none is given, an embedded PostgreSQL that keeps its data. */
export async function openDatabase({
  databaseUrl,
}: DatabaseConfig): Promise<{ url: string; close: () => Promise<void> }> {
  if (databaseUrl) return { url: databaseUrl.reveal(), close: () => Promise.resolve() };
  const { startEmbedded } = await import('./store/embedded.ts');
  const server = await startEmbedded({ keepIn: '.muster/postgres' });
  say(`DATABASE_URL is not set: embedded PostgreSQL in ${server.directory}\n`);
  return { url: server.url, close: server.stop };
}
