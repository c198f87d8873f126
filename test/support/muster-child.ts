import { type Config, Secret } from '../../src/config.ts';
import { start } from '../../src/main.ts';

/** Muster in a process of its own, to be killed. Told all by its parent; says where it listens. */
const given = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string;
  token: string;
  signingSecret: string;
  /** Socket Mode when given. */
  appToken?: string;
  apiUrl: string;
};

const databaseUrl = new Secret(given.databaseUrl);
const config: Config = {
  databaseUrl,
  directUrl: databaseUrl,
  slackBotToken: new Secret(given.token),
  slackSigningSecret: new Secret(given.signingSecret),
  slackAppToken: given.appToken ? new Secret(given.appToken) : undefined,
  slackApiUrl: given.apiUrl,
  port: 0,
  autoMigrate: false,
  heartbeatUrl: undefined,
  pagerDutyUrl: 'http://127.0.0.1:9/',
  policyPath: undefined,
  logLevel: 'silent',
};

const patience = { settleMs: 400, urgentSettleMs: 400, backOffMs: 50 };
const { port } = await start(config, { patience });
process.send?.({ port });
