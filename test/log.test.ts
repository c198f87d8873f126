import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, it } from 'vitest';
import { openLog, scrub } from '../src/log.ts';
import { processorMs } from './support/processor-time.ts';

/** Logs through the real thing and returns the lines. */
function logged(use: (log: ReturnType<typeof openLog>) => void, secrets: string[] = []) {
  const lines: string[] = [];
  use(openLog({ level: 'trace', secrets, destination: { write: (line) => lines.push(line) } }));
  return lines;
}

describe('a secret never reaches the log', () => {
  const canary = 'canary7d41';
  const carriers: [string, unknown][] = [
    ['a bot token', `xoxb-${canary}-1`],
    ['a user token', `xoxp-1-${canary}`],
    ['a rotated token', `xoxe.xoxb-1-${canary}`],
    ['a refresh token', `xoxe-1-${canary}`],
    ['an app token', `xapp-1-A0-${canary}`],
    ['a response URL', `https://hooks.slack.com/commands/T0/1/${canary}`],
    ['an incoming webhook', `see https://hooks.slack.com/services/T0/B0/${canary} there`],
    ['a database password', `postgres://muster:${canary}@db.example:5432/muster`],
    ['a password with an @ in it', `postgres://muster:${canary}@x@db.example/muster`],
    ['an Authorization header', { headers: { Authorization: `Bearer ${canary}` } }],
    ['a basic Authorization in a text', `Authorization: Basic ${canary}==`],
    ['a token by its name', { token: canary }],
    ['a camel-cased name', { botToken: canary, signingSecret: canary }],
    ['a response_url on another host', { response_url: `http://127.0.0.1:1/commands/${canary}` }],
    ['a trigger', { trigger_id: `1.2.${canary}` }],
    ['a token in JSON inside a text', JSON.stringify({ token: canary })],
    [
      'a name in JSON inside JSON inside a text',
      JSON.stringify(JSON.stringify({ secret: canary })),
    ],
    ['an error', new Error(`refused xoxb-${canary}`)],
    ['the cause of an error', new Error('x', { cause: new Error(`at postgres://a:${canary}@b/`) })],
  ];

  it.each(carriers)('%s', (_name, carrier) => {
    const [line = ''] = logged((log) =>
      log.error({ err: carrier, data: carrier }, 'something failed'),
    );
    expect(line).not.toContain(canary);
    expect(JSON.parse(line)).toMatchObject({ level: 'error', msg: 'something failed' });
  });

  it('that has no form of its own, when it is one of ours', () => {
    const [line] = logged((log) => log.info({ seen: `a ${canary} b` }, 'seen'), [canary]);
    expect(line).toContain('a [secret] b');
  });

  it('in the message itself', () => {
    const [line] = logged((log) => log.warn(`xoxb-${canary}`));
    expect(line).not.toContain(canary);
  });

  it('through a child log', () => {
    const [line] = logged((log) => log.child({ token: canary }).info('child'));
    expect(line).not.toContain(canary);
  });
});

it('keeps user, host and database of a URL, which help to find the fault', () => {
  expect(scrub('postgres://muster:hush@db.example:5432/muster')).toBe(
    'postgres://muster:[secret]@db.example:5432/muster',
  );
});

it('leaves alone what is no secret', () => {
  for (const text of [
    'https://example.slack.com/archives/C1/p1',
    '{"incident":12,"command":"take_role","ms":3}',
    'npm install @slack/web-api@8.2.0 at https://example.org:8080/a@b',
  ]) {
    expect(scrub(text)).toBe(text);
  }
});

it('looks for them no longer in a long word than in a short one, whatever the word', () => {
  const long = ['a', '\\', '"\\', 'Basic', 'a://', 'a://b:', '"token', '"token":"\\'];
  const ms = processorMs(() => {
    for (const each of long) scrub(each.repeat(100_000 / each.length));
  });
  // With patterns that look again from each letter it was a minute.
  expect(ms).toBeLessThan(5_000);
});

it('says which query failed, and not with which texts', () => {
  const cause = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (title)=(typed by a person) already exists.',
  });
  const failed = new DrizzleQueryError('insert into incidents', ['typed by a person'], cause);
  const [line = ''] = logged((log) => log.error({ err: failed }, 'transaction failed'));
  expect(line).toContain('insert into incidents');
  expect(line).toContain('23505');
  expect(line).not.toContain('typed by a person');
});

it('is called with messages that never change, so that lines can be counted', async () => {
  const source = join(import.meta.dirname, '../src');
  for (const name of await readdir(source, { recursive: true })) {
    if (!name.endsWith('.ts')) continue;
    const text = await readFile(join(source, name), 'utf8');
    const built = text.match(/\blog\.(?:info|warn|error|fatal)\([^;]*?[`+][^;]*?\);/g) ?? [];
    expect(built, name).toEqual([]);
  }
});
