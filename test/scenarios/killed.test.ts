import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { connectClient, type SlackClient } from '../../sandbox/client.ts';
import { musterManifest } from '../../sandbox/local-muster.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { connect, type Database } from '../../src/store/connect.ts';
import { createDatabase, dropDatabase } from '../support/database.ts';

interface Scene {
  sandbox: Sandbox;
  slack: SlackClient;
  database: Database;
  databaseUrl: string;
  child: ChildProcess | undefined;
}

const scenes: Scene[] = [];
afterEach(async () => {
  for (const { sandbox, slack, database, databaseUrl, child } of scenes.splice(0)) {
    child?.kill('SIGKILL');
    slack.close();
    await sandbox.close();
    await database.close();
    await dropDatabase(databaseUrl);
  }
});

describe('a process that is killed the moment Slack has done', () => {
  test.each(['conversations.create', 'chat.postMessage', 'pins.add'])(
    '%s leaves a room that another process finishes, once',
    async (method) => {
      const scene = await open();
      const { slack, sandbox } = scene;
      await start(scene);
      await slack.faults({ on: 'call', method, nth: 1, fault: { kind: 'hook', name: 'kill' } });
      const died = once(scene.child as ChildProcess, 'exit');
      await slack.user('reporter').command('/incident declare API is down sev1');
      await died;
      await start(scene);
      await delivered(scene);

      const rooms = [...sandbox.workspace.channels.values()].filter(({ name }) =>
        name.startsWith('inc-'),
      );
      expect(rooms.map(({ name }) => name)).toEqual(['inc-1-api-is-down']);
      const [room] = rooms;
      const messages = await slack.messagesIn(room?.id ?? '');
      const keys = messages.flatMap(({ metadata }) => (metadata ? [JSON.stringify(metadata)] : []));
      expect(new Set(keys).size).toBe(keys.length);
      expect(messages.filter(({ blocks }) => asText(blocks).includes('take_role'))).toHaveLength(1);
      const news = sandbox.workspace.findChannel('incidents');
      const told = await slack.messagesIn(news?.id ?? '');
      expect(told.filter(({ blocks }) => asText(blocks).includes('API is down'))).toHaveLength(1);
    },
  );
});

function asText(blocks: unknown): string {
  return JSON.stringify(blocks ?? []);
}

async function open(): Promise<Scene> {
  const databaseUrl = await createDatabase();
  const sandbox = await startSandbox({
    manifests: [musterManifest(false)],
    hooks: { kill: () => scene.child?.kill('SIGKILL') },
  });
  const slack = await connectClient(sandbox.url);
  const database = connect(databaseUrl);
  const scene: Scene = { sandbox, slack, database, databaseUrl, child: undefined };
  scenes.push(scene);
  return scene;
}

/** Starts Muster in a process of its own and resolves when it answers. */
async function start(scene: Scene): Promise<void> {
  const { sandbox, databaseUrl } = scene;
  const given = {
    databaseUrl,
    token: sandbox.app.bot_token,
    signingSecret: sandbox.app.signing_secret,
    apiUrl: sandbox.apiUrl,
  };
  const script = join(import.meta.dirname, '../support/muster-child.ts');
  scene.child = fork(script, [JSON.stringify(given)], { execArgv: ['--import', 'tsx'] });
  const [{ port }] = (await once(scene.child, 'message')) as [{ port: number }];
  sandbox.connect(`http://127.0.0.1:${port}/slack/events`);
}

/** Resolves when the outbox owes Slack nothing; fails with what it still owes. */
async function delivered({ database }: Scene): Promise<void> {
  await expect
    .poll(
      () =>
        database.work.use(
          ({ sql }) => sql`
            select lane, last_error from outbox where state in ('pending', 'sending')`,
        ),
      { timeout: 20_000 },
    )
    .toEqual([]);
}
