import type { TestProject } from 'vitest/node';
import {
  createDatabase,
  databaseName,
  dropDatabase,
  dropStaleDatabases,
  openServer,
} from '../../sandbox/postgres.ts';

/** What the whole run shares: a server and a migrated database on it to clone, or why not. */
type TestServer = { url: string; template: string } | { fault: string };

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * Runs once before all test files. A missing database fails the tests that need one, with its
 * reason, and not the others.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const server = await openServer(process.env['DATABASE_URL']);
    await dropStaleDatabases(server.url);
    const template = await createDatabase(server.url);
    const { migrate } = await import('../../src/store/migrate.ts');
    await migrate(template);
    project.provide('testServer', { url: server.url, template: databaseName(template) });
    return async () => {
      await dropDatabase(server.url, template);
      await server.stop();
    };
  } catch (error) {
    project.provide('testServer', {
      fault: error instanceof Error ? error.message : String(error),
    });
    return () => Promise.resolve();
  }
}
