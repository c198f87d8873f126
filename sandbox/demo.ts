import { parseArgs } from 'node:util';
import { loadPolicyFile } from '../src/policy/load.ts';
import { migrate } from '../src/store/migrate.ts';
import { furnish } from './furnish.ts';
import { startLocalMuster } from './local-muster.ts';
import { createDatabase, dropDatabase, openServer } from './postgres.ts';
import { installStoryClock } from './story-clock.ts';

/**
 * `npm run demo`: PostgreSQL, the local Slack and Muster on one machine, thrown away at the end.
 * `--port N` of the page, `--policy FILE` to run another process than the default one, with the
 * groups and channels that it names, `--socket` for Socket Mode, `--verbose` to see Muster's log.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    policy: { type: 'string' },
    socket: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

const policyPath = values.policy ?? process.env['MUSTER_POLICY'];
const loaded = policyPath ? await loadPolicyFile(policyPath) : null;
if (loaded && !loaded.ok) {
  process.stderr.write(`${loaded.faults.join('\n')}\n`);
  process.exit(1);
}
const server = await openServer(process.env['DATABASE_URL']);
const databaseUrl = await createDatabase(server.url);
await migrate(databaseUrl);
await installStoryClock(databaseUrl);
const local = await startLocalMuster({
  databaseUrl,
  port: Number(values.port),
  socketMode: values.socket,
  logLevel: values.verbose ? 'info' : 'error',
  ...(policyPath ? { policyPath } : {}),
});
if (loaded) furnish(local.sandbox.workspace, loaded.policy);
await local.settled();
process.stdout.write(`ready: ${local.sandbox.url}\n`);
const { apiUrl, app } = local.sandbox;
const environment = {
  DATABASE_URL: databaseUrl,
  SLACK_API_URL: apiUrl,
  SLACK_BOT_TOKEN: app.bot_token,
  SLACK_SIGNING_SECRET: app.signing_secret,
};
const exported = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
process.stdout.write(`for operators' commands: export ${exported.join(' ')}\n`);

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) process.exit(1);
  stopping = true;
  await local.stop();
  await dropDatabase(server.url, databaseUrl);
  await server.stop();
  process.exit(0);
};
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
