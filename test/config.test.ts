import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ConfigFault,
  environmentNames,
  readDatabaseConfig,
  readEnvironment,
  Secret,
  secretsOf,
  withDatabase,
} from '../src/config.ts';

const enough = {
  SLACK_BOT_TOKEN: 'xoxb-local-token',
  SLACK_SIGNING_SECRET: 'local-signing-secret',
  DATABASE_URL: 'postgres://muster:hush@db.example/muster',
};

function faultOf(variables: Record<string, string>): string {
  try {
    readEnvironment(variables);
  } catch (error) {
    if (error instanceof ConfigFault) return error.message;
    throw error;
  }
  return 'no fault';
}

describe('an environment with what is needed', () => {
  it('takes the rest from its defaults', () => {
    const environment = readEnvironment(enough);
    expect(environment).toMatchObject({
      slackAppToken: undefined,
      slackApiUrl: 'https://slack.com/api/',
      port: 3000,
      autoMigrate: true,
      heartbeatUrl: undefined,
      pagerDutyUrl: 'https://events.pagerduty.com/v2/enqueue',
      policyPath: undefined,
      logLevel: 'info',
    });
    expect(environment.slackBotToken.reveal()).toBe('xoxb-local-token');
    expect(environment.directUrl?.reveal()).toBe(enough.DATABASE_URL);
  });

  it('reads every name', () => {
    const environment = readEnvironment({
      ...enough,
      SLACK_APP_TOKEN: 'xapp-local-token',
      SLACK_API_URL: 'http://127.0.0.1:4000/api',
      DIRECT_URL: 'postgresql://direct.example/muster',
      PORT: '0',
      AUTO_MIGRATE: 'false',
      HEARTBEAT_URL: 'https://beat.example/key',
      PAGERDUTY_URL: 'https://events.eu.pagerduty.com/v2/enqueue',
      SMTP_URL: 'smtps://muster:secret@mail.example.com',
      MAIL_FROM: 'Muster <muster@example.com>',
      MUSTER_POLICY: 'policies/ours.yaml',
      LOG_LEVEL: 'debug',
    });
    expect(environment).toMatchObject({
      slackApiUrl: 'http://127.0.0.1:4000/api/',
      port: 0,
      autoMigrate: false,
      policyPath: 'policies/ours.yaml',
      pagerDutyUrl: 'https://events.eu.pagerduty.com/v2/enqueue',
      logLevel: 'debug',
    });
    expect(environment.slackAppToken?.reveal()).toBe('xapp-local-token');
    expect(environment.directUrl?.reveal()).toBe('postgresql://direct.example/muster');
    expect(environment.smtpUrl?.reveal()).toBe('smtps://muster:secret@mail.example.com');
    expect(environment.mailFrom).toBe('Muster <muster@example.com>');
    expect(environment.heartbeatUrl?.reveal()).toBe('https://beat.example/key');
  });

  it('needs no signing secret in Socket Mode, where nothing comes in from outside', () => {
    const { SLACK_SIGNING_SECRET: _, ...rest } = enough;
    const environment = readEnvironment({ ...rest, SLACK_APP_TOKEN: 'xapp-local-token' });
    expect(environment.slackSigningSecret).toBeUndefined();
  });

  it('counts an empty value as none', () => {
    expect(readEnvironment({ ...enough, LOG_LEVEL: '', PORT: ' ' })).toMatchObject({
      logLevel: 'info',
      port: 3000,
    });
  });
});

describe('an environment with faults', () => {
  it('names them all at once, and what would be right', () => {
    const fault = faultOf({
      DATABASE_URL: 'mysql://db.example/muster',
      PORT: '65536',
      AUTO_MIGRATE: 'perhaps',
      LOG_LEVEL: 'loud',
      SLACK_API_URL: 'slack.com',
      SLACK_APP_TOKEN: 'xoxb-local-token',
      HEARTBEAT_URL: 'ftp://beat.example',
      SMTP_URL: 'smtp://mail.example.com',
    });
    expect(fault.split('\n').sort()).toEqual([
      '  AUTO_MIGRATE must be true or false',
      '  DATABASE_URL must be a URL that begins with postgres:// or postgresql://',
      '  HEARTBEAT_URL must be a URL that begins with https:// or http://',
      '  LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent',
      '  MAIL_FROM is missing: the address that e-mail sent by SMTP_URL is from',
      '  PORT must be a port, 0 to 65535 (0 takes a free one)',
      '  SLACK_API_URL must be a URL that begins with https:// or http://',
      '  SLACK_APP_TOKEN must be an app-level token, which begins with xapp-',
      '  SLACK_BOT_TOKEN is missing: the bot token, from the page "OAuth & Permissions" of your Slack app',
      'The environment cannot be used:',
    ]);
  });

  it('never shows the value of a secret', () => {
    const fault = faultOf({ ...enough, SLACK_BOT_TOKEN: 'canary-1', DATABASE_URL: 'canary-2' });
    expect(fault).toMatch(/SLACK_BOT_TOKEN must.*\n?.*/);
    expect(fault).not.toContain('canary');
  });

  it('asks for a database in production, where nothing stands in for it', () => {
    const { DATABASE_URL: _, ...rest } = enough;
    expect(faultOf(rest)).toBe('no fault');
    expect(faultOf({ ...rest, NODE_ENV: 'production' })).toContain('DATABASE_URL is missing');
  });
});

describe('a value in a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-config-'));
    await writeFile(join(folder, 'token'), 'xoxb-local-from-file\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is read without its last line break', () => {
    const { SLACK_BOT_TOKEN: _, ...rest } = enough;
    const environment = readEnvironment({ ...rest, SLACK_BOT_TOKEN_FILE: join(folder, 'token') });
    expect(environment.slackBotToken.reveal()).toBe('xoxb-local-from-file');
  });

  it('that is not there is a fault of its own, said once', () => {
    const { SLACK_BOT_TOKEN: _, ...rest } = enough;
    const fault = faultOf({ ...rest, SLACK_BOT_TOKEN_FILE: join(folder, 'missing') });
    expect(fault).toContain('SLACK_BOT_TOKEN_FILE names a file that cannot be read (ENOENT)');
  });

  it('beside the same name as a value is refused, because one of them is not meant', () => {
    expect(faultOf({ ...enough, SLACK_BOT_TOKEN_FILE: join(folder, 'token') })).toContain(
      'SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set: keep one',
    );
  });
});

it('asks for no Slack token where only the database is needed', () => {
  const config = readDatabaseConfig({ DATABASE_URL: enough.DATABASE_URL });
  expect(config.directUrl?.reveal()).toBe(enough.DATABASE_URL);
});

it('lets an embedded database stand in for the missing one, for migrations too', () => {
  const { DATABASE_URL: _, ...rest } = enough;
  const config = withDatabase(readEnvironment(rest), 'postgres://stand-in/muster');
  expect(config.databaseUrl.reveal()).toBe('postgres://stand-in/muster');
  expect(config.directUrl.reveal()).toBe('postgres://stand-in/muster');
});

it('shows no secret in any print of an environment', () => {
  const environment = readEnvironment(enough);
  const prints = [
    inspect(environment, { depth: 9, showHidden: true }),
    JSON.stringify(environment),
    `${environment.slackBotToken} ${environment.databaseUrl}`,
    `${String(new Secret('canary'))}${JSON.stringify({ secret: new Secret('canary') })}`,
  ].join('\n');
  for (const value of [...Object.values(enough), 'hush', 'canary']) {
    expect(prints).not.toContain(value);
  }
  expect(secretsOf(environment)).toEqual(expect.arrayContaining(Object.values(enough)));
});

it('is documented name by name', async () => {
  const page = await readFile(join(import.meta.dirname, '../docs/operations.md'), 'utf8');
  expect(environmentNames.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
