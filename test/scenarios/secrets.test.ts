import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SlackClient } from '../../sandbox/client.ts';
import { createDatabase, dropDatabase } from '../support/database.ts';
import { install, page, route, run, uninstall } from '../support/installed.ts';
import { runMuster } from '../support/muster-command.ts';
import { type Apart, openApart } from '../support/muster-processes.ts';
import { PagerDuty } from '../support/pagerduty.ts';
import { send } from '../support/signed-request.ts';
import { withDatabase } from '../support/stored.ts';
import { policyWith } from '../support/story.ts';
import { Wire } from '../support/wire.ts';

/** Secrets that are looked for in everything that Muster says, by what they are. */
const canaries: Record<string, string> = {
  'bot token': 'xoxb-1-canarybot5e1d',
  'app token': 'xapp-1-A0-canaryapp9b2c',
  'signing secret': 'canarysigning77aa01',
  'previous signing secret': 'canarybefore31f0e2',
  'database password': 'canarydatabase64cd',
  'address of the heartbeat': 'canaryheartbeat08af',
  'key of the pager': 'c0ffeec0ffeec0ffeec0ffeecanary11',
};
const canary = (what: string) => canaries[what] ?? '';

/** Which of them stand in a text. */
function leaksIn(text: string): string[] {
  return Object.keys(canaries).filter((what) => text.includes(canary(what)));
}

const pagerDuty = new PagerDuty([]);
const pagerDutyUrl = await pagerDuty.open();
const monitor = createServer((_request, response) => response.writeHead(500).end());
let folder: string;
let files: string;
beforeAll(async () => {
  folder = await install();
  files = await mkdtemp(join(tmpdir(), 'muster-secrets-'));
  await new Promise<void>((resolve) => monitor.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  monitor.close();
  await Promise.all([pagerDuty.close(), uninstall(folder), rm(files, { recursive: true })]);
});

const policyPath = policyWith({
  'always: []': `always: ["on_call:primary"]

on_call:
  - key: primary
    name: Primary
    people: [U0ONCALL]
    pager:
      provider: pagerduty
      key_env: PRIMARY_PAGER`,
});

function environment({ sandbox }: Apart, databaseUrl: string): Record<string, string> {
  const { port } = monitor.address() as AddressInfo;
  return {
    DATABASE_URL: databaseUrl,
    SLACK_BOT_TOKEN: sandbox.app.bot_token,
    SLACK_SIGNING_SECRET: sandbox.app.signing_secret,
    SLACK_SIGNING_SECRET_PREVIOUS: canary('previous signing secret'),
    SLACK_API_URL: sandbox.apiUrl,
    HEARTBEAT_URL: `http://127.0.0.1:${port}/${canary('address of the heartbeat')}`,
    PAGERDUTY_URL: pagerDutyUrl,
    SMTP_URL: `smtp://muster:${canary('password of the mail server')}@127.0.0.1:${port}`,
    MAIL_FROM: 'Muster <muster@example.com>',
    PRIMARY_PAGER: canary('key of the pager'),
    MUSTER_POLICY: policyPath,
    LOG_LEVEL: 'trace',
  };
}

const role = `muster_canary_${randomBytes(4).toString('hex')}`;
// Once its database is gone.
afterAll(async () => {
  const url = await createDatabase({ storyClock: false });
  await withDatabase(url, (sql) => sql.unsafe(`drop role if exists ${role}`));
  await dropDatabase(url);
});

/** The same database under a role whose password is looked for. */
async function withPassword(databaseUrl: string): Promise<string> {
  const password = canary('database password');
  await withDatabase(databaseUrl, (sql) =>
    sql.unsafe(`create role ${role} superuser login password '${password}'`),
  );
  return Object.assign(new URL(databaseUrl), { username: role, password }).href;
}

/** All tables, every row as text. */
function dump(databaseUrl: string): Promise<string> {
  return withDatabase(databaseUrl, async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public'`;
    const rows = await Promise.all(
      tables.map(({ name }) => sql.unsafe(`select t::text as row from "${name}" t`)),
    );
    return rows.flatMap((each) => each.map(({ row }) => String(row))).join('\n');
  });
}

/** What everybody sees: every channel, and what two people see alone. */
async function shown(slack: SlackClient): Promise<unknown> {
  const { channels } = await slack.link.state();
  const people = ['reporter', 'oncall'].map((key) => slack.user(key));
  const alone = people.map(async (each) => [
    await slack.link.view(each.id),
    await each.ephemerals(),
  ]);
  return [channels, await Promise.all(alone)];
}

test('in a story in which everything goes wrong, no secret is in a log, a table, a message, an answer, a metric or what a command prints', async (context) => {
  const apart = await openApart(context);
  const { slack, sandbox } = apart;
  Object.assign(sandbox.app, {
    bot_token: canary('bot token'),
    app_token: canary('app token'),
    signing_secret: canary('signing secret'),
  });
  const wire = await Wire.to(await withPassword(apart.databaseUrl));
  context.onTestFinished(() => wire.close());
  const env = environment(apart, wire.url);
  const starting = run(apart, folder, { env });
  let log = '';
  const child = apart.processes.at(-1);
  for (const stream of [child?.stdout, child?.stderr]) {
    stream?.on('data', (data) => {
      log += String(data);
    });
  }
  const running = await starting;
  route(apart, running);
  const [reporter, oncall] = [slack.user('reporter'), slack.user('oncall')];
  const heard: string[] = [];

  // Slack refuses, loses and stalls; the pager refuses, and quotes what it was sent.
  pagerDuty.fail({ status: 400, body: `no such key ${canary('key of the pager')}` });
  await slack.faults(
    {
      on: 'call',
      method: 'chat.postMessage',
      nth: 2,
      fault: { kind: 'reject', error: 'internal_error' },
    },
    { on: 'call', method: 'conversations.setTopic', times: 1, fault: { kind: 'refuse' } },
    { on: 'call', method: 'pins.add', times: 1, fault: { kind: 'malformed' } },
    {
      on: 'call',
      method: 'bookmarks.add',
      times: 1,
      fault: { kind: 'reject', error: 'fatal_error' },
    },
  );
  heard.push(await reporter.ask('/incident declare API is down sev3'));
  const room = await slack.channel(/^inc-1/);
  await room.message(/#1 API is down/).seen();
  for (const word of ['take commander', 'update We look', 'page primary it burns', 'doctor']) {
    await reporter.command(`/incident ${word}`, room);
  }
  await oncall.command('/incident note it is the pool', room);
  await reporter.home();
  await slack.faults();

  // A rule that cannot read its incident, on a click.
  heard.push(await reporter.ask('/incident declare This one is poisoned sev3'));
  await withDatabase(
    apart.databaseUrl,
    (sql) => sql`update incidents set state = state || '{"roles": 5}' where number = 2`,
  );
  await reporter.command('/incident #2 take', 'general');

  // Nobody's request, and the same with a secret in it.
  const { port } = new URL(running.url);
  for (const secret of ['somebody-elses', canary('app token')]) {
    const answer = await send(Number(port), 'command=%2Fincident&text=list', { secret });
    heard.push(answer.body);
    expect(answer.status).toBe(401);
  }
  wire.refuse();
  heard.push(await reporter.ask('/incident note typed while the database was away', room));
  heard.push(...(await page(running, '/readyz')).map(String));
  wire.open();
  await expect.poll(async () => (await page(running, '/readyz'))[0], { timeout: 20_000 }).toBe(200);
  heard.push(await reporter.ask('/incident resolve it was the pool', room));
  heard.push(await reporter.ask('/incident close done', room));
  await expect.poll(() => log.includes('"pager":"pagerduty"'), { timeout: 20_000 }).toBe(true);
  for (const path of ['/metrics', '/livez', '/readyz', '/slack/events', '/nothing']) {
    heard.push(...(await page(running, path)).map(String));
  }

  // Starts that fail, and what operators type.
  const wrong = [
    { ...env, SLACK_BOT_TOKEN: canary('signing secret') },
    {
      ...env,
      SLACK_APP_TOKEN: canary('bot token'),
      DATABASE_URL: env['DATABASE_URL']?.replace('postgres', 'mysql') ?? '',
    },
    { ...env, DATABASE_URL: `postgres://muster:${canary('database password')}@127.0.0.1:1/muster` },
  ];
  for (const each of wrong) {
    const { code, stdout, stderr } = await runMuster(['start'], each);
    expect(code, stderr).toBe(1);
    heard.push(stdout, stderr);
  }
  const exported = join(files, 'export');
  const commands = [
    'outbox',
    'timers',
    'verify',
    'policy show',
    `export 1 --to ${exported}`,
    'reconcile',
    'nonsense',
  ];
  for (const words of commands) {
    const { stdout, stderr } = await runMuster(words.split(' '), env);
    expect(stdout + stderr, words).not.toBe('');
    heard.push(stdout, stderr);
  }
  heard.push(await readFile(join(exported, 'incident.json'), 'utf8'));
  heard.push(await readFile(join(exported, 'timeline.json'), 'utf8'));

  // What Slack itself hands out, each good for answering as Muster.
  const { entries } = sandbox.core.journal.read({ limit: 100_000 });
  const deliveries = JSON.stringify(entries.filter(({ direction }) => direction === 'delivery'));
  const given = [...deliveries.matchAll(/"(response_url|trigger_id)":"([^"]+)"/g)];
  expect(new Set(given.map(([, name]) => name)).size).toBe(2);
  for (const [, name, value = ''] of given) canaries[`${name} ${value}`] = value;
  const calls = entries.filter(({ direction }) => direction === 'call');
  const said = calls.map(({ request, name }) => {
    // A view is opened with its trigger, as Slack wants it.
    const { trigger_id: _, ...rest } = Object(request) as Record<string, unknown>;
    return JSON.stringify([name, rest]);
  });
  const answers = entries.flatMap(({ direction, response }) =>
    direction === 'delivery' ? JSON.stringify(response) : [],
  );
  expect(log).toContain('"msg":"slack call"');
  expect(log).toContain('"level":"error"');
  const found = {
    log: leaksIn(log),
    tables: leaksIn(await dump(apart.databaseUrl)),
    calls: leaksIn(said.join('\n')),
    answers: leaksIn(answers.join('\n')),
    shown: leaksIn(JSON.stringify(await shown(slack))),
    heard: leaksIn(heard.join('\n')),
  };
  expect(found).toEqual({ log: [], tables: [], calls: [], answers: [], shown: [], heard: [] });
  // So that it could fail.
  expect(leaksIn(JSON.stringify(env)).length).toBeGreaterThan(4);
  expect(leaksIn(deliveries).length).toBeGreaterThan(4);
  await writeFile(join(files, 'log'), log);
}, 180_000);
