import { afterAll, beforeAll, inject } from 'vitest';
import * as server from '../../sandbox/postgres.ts';
import { installStoryClock } from '../../sandbox/story-clock.ts';

/**
 * Makes a database for a test file: migrated, empty, with a story clock unless told otherwise.
 * It is dropped when the file's tests have run. Returns its URL.
 */
export async function createDatabase(options: { storyClock?: boolean } = {}): Promise<string> {
  const { url: serverUrl, template } = testServer();
  const url = await server.createDatabase(serverUrl, template);
  if (options.storyClock !== false) await installStoryClock(url);
  return url;
}

/** Drops a database of `createDatabase`, whoever is still connected to it. */
export function dropDatabase(url: string): Promise<void> {
  return server.dropDatabase(testServer().url, url);
}

/** A database for the whole file: made before its first test, dropped after its last. */
export function testDatabase(options: { storyClock?: boolean } = {}): { readonly url: string } {
  let url: string | undefined;
  beforeAll(async () => {
    url = await createDatabase(options);
  });
  afterAll(async () => {
    if (url) await dropDatabase(url);
  });
  return {
    get url() {
      if (!url) throw new Error('The database is there from beforeAll on.');
      return url;
    },
  };
}

/** An empty database without tables or clock, for tests of the migrations themselves. */
export function createEmptyDatabase(): Promise<string> {
  return server.createDatabase(testServer().url);
}

function testServer() {
  const found = inject('testServer');
  if ('fault' in found) throw new Error(found.fault);
  return found;
}
