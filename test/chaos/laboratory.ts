import { createDatabase, databaseName, dropDatabase, openServer } from '../../sandbox/postgres.ts';
import { migrate } from '../../src/store/migrate.ts';
import { bundleChild } from './bundle.ts';
import { Databases } from './databases.ts';
import { WarmProcesses } from './warm.ts';

/** What all runs share: a server with databases, and processes that wait. */
export interface Laboratory {
  readonly databases: Databases;
  readonly warm: WarmProcesses;
  close(): Promise<void>;
}

/** `server`: one with a migrated template on it; else one is started. */
export async function openLaboratory(options: {
  jobs: number;
  server?: Omit<TestServer, 'stop'>;
}): Promise<Laboratory> {
  const script = await bundleChild();
  const { url, template, stop } = {
    stop: () => Promise.resolve(),
    ...(options.server ?? (await ownServer())),
  };
  const databases = new Databases(url, template);
  const warm = new WarmProcesses(script, options.jobs + 1);
  return {
    databases,
    warm,
    async close() {
      warm.close();
      await databases.close();
      await stop();
    },
  };
}

interface TestServer {
  url: string;
  /** Name of a migrated database to which nobody is connected. */
  template: string;
  stop(): Promise<void>;
}

async function ownServer(): Promise<TestServer> {
  const server = await openServer(process.env['DATABASE_URL']);
  const template = await createDatabase(server.url);
  await migrate(template);
  return {
    url: server.url,
    template: databaseName(template),
    async stop() {
      await dropDatabase(server.url, template);
      await server.stop();
    },
  };
}
