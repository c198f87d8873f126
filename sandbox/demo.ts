import { parseArgs } from 'node:util';
import { migrate } from '../src/store/migrate.ts';
import { startLocalMuster } from './local-muster.ts';
import { createDatabase, dropDatabase, openServer } from './postgres.ts';
import { installStoryClock } from './story-clock.ts';

/**
 * `npm run demo`: PostgreSQL, the local Slack and Muster on one machine, thrown away at the end.
 * `--port N` of the page, `--socket` for Socket Mode, `--verbose` to see Muster's log.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    socket: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

const server = await openServer(process.env['DATABASE_URL']);
const databaseUrl = await createDatabase(server.url);
await migrate(databaseUrl);
await installStoryClock(databaseUrl);
const policyPath = process.env['MUSTER_POLICY'];
const local = await startLocalMuster({
  databaseUrl,
  port: Number(values.port),
  socketMode: values.socket,
  logLevel: values.verbose ? 'info' : 'error',
  ...(policyPath ? { policyPath } : {}),
});
await local.settled();
process.stdout.write(`ready: ${local.sandbox.url}\n`);

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
