import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { musterManifest } from '../sandbox/local-muster.ts';
import { type Sandbox, startSandbox } from '../sandbox/start.ts';
import { Unavailable } from '../src/slack/ports.ts';
import { startFault } from '../src/start-fault.ts';
import { adminOf } from './support/backends.ts';
import { createEmptyDatabase, dropDatabase, testDatabase } from './support/database.ts';
import { runMuster } from './support/muster-command.ts';

/** Each of these ends at once, with one sentence for who started it. */

const database = testDatabase({ storyClock: false });
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ manifests: [musterManifest(true)] });
});

afterAll(() => sandbox.close());

function start(env: Record<string, string>) {
  return runMuster(['start'], {
    SLACK_BOT_TOKEN: sandbox.app.bot_token,
    SLACK_SIGNING_SECRET: sandbox.app.signing_secret,
    SLACK_API_URL: sandbox.apiUrl,
    DATABASE_URL: database.url,
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...env,
  });
}

function ends(sentence: string | RegExp) {
  const stderr = typeof sentence === 'string' ? `${sentence}\n` : expect.stringMatching(sentence);
  return { code: 1, stdout: '', stderr };
}

test('a bot token that Slack refuses', async () => {
  expect(await start({ SLACK_BOT_TOKEN: 'xoxb-local-wrong' })).toEqual(
    ends("Slack refuses SLACK_BOT_TOKEN (invalid_auth): take a new one from your app's page."),
  );
});

test('an app-level token that Slack refuses', async () => {
  expect(await start({ SLACK_APP_TOKEN: 'xapp-local-wrong' })).toEqual(
    ends(
      "Slack refuses SLACK_APP_TOKEN (invalid_auth): take a new one, with the scope connections:write, from your app's page.",
    ),
  );
});

test('a port that another program has', async () => {
  const busy = createServer().listen(0);
  const { port } = busy.address() as AddressInfo;
  const ended = await start({ PORT: String(port) });
  busy.close();
  expect(ended).toEqual(ends('PORT is in use by another program: choose another one.'));
});

test('a database that does not answer, is not there, or was not migrated', async () => {
  const elsewhere = { DATABASE_URL: 'postgres://muster:secret-word@127.0.0.1:1/muster' };
  const silent = ends(
    'The database of DATABASE_URL does not answer: connect ECONNREFUSED 127.0.0.1:1.',
  );
  expect(await start(elsewhere)).toEqual(silent);
  expect(await runMuster(['migrate'], elsewhere)).toEqual(silent);

  const nowhere = new URL(database.url);
  nowhere.pathname = '/no_such_database';
  expect(await start({ DATABASE_URL: nowhere.href })).toEqual(
    ends('The database of DATABASE_URL refuses us: database "no_such_database" does not exist.'),
  );

  const empty = await createEmptyDatabase();
  expect(await start({ DATABASE_URL: empty, AUTO_MIGRATE: 'false' })).toEqual(
    ends('The database is of an older release: run "muster migrate" first.'),
  );
  await dropDatabase(empty);
});

test('a pooler that refuses what is set on connecting', () => {
  const refused = Object.assign(new Error('database error 08P01'), { code: '08P01' });
  expect(startFault(new Unavailable(refused))).toContain('A pooler in front of the database');
});

test('a role that was given nothing', async () => {
  const role = new URL(database.url);
  role.username = 'muster_without_rights';
  role.password = 'made-for-this-test';
  const admin = adminOf(database.url);
  await admin`drop role if exists muster_without_rights`;
  await admin`create role muster_without_rights login password 'made-for-this-test'`;
  expect(await start({ DATABASE_URL: role.href, AUTO_MIGRATE: 'false' })).toEqual(
    ends(/^The role of DATABASE_URL lacks a right\. .*"muster migrate --grant-to ROLE"/),
  );
  await admin`drop role muster_without_rights`;
  await admin.end();
});

test('an environment with nothing in it', async () => {
  expect(await runMuster(['start'], { NODE_ENV: 'production' })).toEqual(
    ends(
      /^The environment cannot be used:\n {2}SLACK_BOT_TOKEN is missing: .*\n {2}SLACK_SIGNING_SECRET is missing: from the page "Basic Information" .*\n {2}DATABASE_URL is missing: .*\n$/,
    ),
  );
  const unread = await runMuster(['start'], {
    SLACK_BOT_TOKEN_FILE: '/no/such/file',
    SLACK_SIGNING_SECRET: '0123456789abcdef',
  });
  expect(unread).toEqual(
    ends(
      'The environment cannot be used:\n  SLACK_BOT_TOKEN_FILE names a file that cannot be read (ENOENT): /no/such/file',
    ),
  );
});
