import { type AddressInfo, createServer } from 'node:net';
import { musterManifest } from '../sandbox/local-muster.ts';
import { createDatabase, dropDatabase } from '../sandbox/postgres.ts';
import { instant } from '../sandbox/server/settings.ts';
import { type Sandbox, startSandbox } from '../sandbox/start.ts';
import { installStoryClock } from '../sandbox/story-clock.ts';
import { migrate } from '../src/store/migrate.ts';
import { type MusterOptions, type MusterProcess, startMuster } from './muster-process.ts';
import { addPeople } from './people.ts';

/** Muster in a process of its own, the local Slack in ours, and a database for the two. */
export interface Scene {
  slack: Sandbox;
  muster: MusterProcess;
  databaseUrl: string;
  /** Keys of members beside the cast. */
  people: string[];
}

export interface SceneOptions extends MusterOptions {
  people?: number;
  /** Whether the story's clock can be moved. */
  movableClock?: boolean;
}

/** Sets a scene up, and takes it down whatever comes of `work`. */
export async function onScene<T>(
  serverUrl: string,
  { people = 0, movableClock = false, ...options }: SceneOptions,
  work: (scene: Scene) => Promise<T>,
): Promise<T> {
  const databaseUrl = await createDatabase(serverUrl);
  await migrate(databaseUrl);
  if (movableClock) await installStoryClock(databaseUrl);
  const slack = await startSandbox({ manifests: [musterManifest(false)], settings: instant });
  try {
    const keys = addPeople(slack, people);
    const muster = await startMuster(slack, databaseUrl, await freePort(), options);
    try {
      return await work({ slack, muster, databaseUrl, people: keys });
    } finally {
      await muster.stop();
    }
  } finally {
    await slack.close();
    await dropDatabase(serverUrl, databaseUrl);
  }
}

/** A port that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', () => resolve()));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
