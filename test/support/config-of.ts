import type { Sandbox } from '../../sandbox/start.ts';
import { type Config, Secret } from '../../src/config.ts';

/** What one more replica of the local Muster is started with. */
export function configOf({ app, apiUrl }: Sandbox, databaseUrl: string): Config {
  const url = new Secret(databaseUrl);
  return {
    databaseUrl: url,
    directUrl: url,
    slackBotToken: new Secret(app.bot_token),
    slackSigningSecret: new Secret(app.signing_secret),
    slackAppToken: undefined,
    slackApiUrl: apiUrl,
    port: 0,
    autoMigrate: false,
    heartbeatUrl: undefined,
    pagerDutyUrl: 'http://127.0.0.1:9/',
    policyPath: undefined,
    logLevel: 'silent',
  };
}
