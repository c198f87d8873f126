import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '../../sandbox/server/settings.ts';
import { signature } from '../../sandbox/server/sign.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { kindOf, type Received, Recorder } from './recorder.ts';

let slack: Sandbox;
let app: Recorder;
const user = 'reporter';

/** For tests of what is not acknowledged at all; the others have time on a busy machine. */
function waitBriefly(): void {
  slack.core.settings.ackTimeoutMs = 200;
}

beforeEach(async () => {
  app = new Recorder();
  slack = await startSandbox({
    settings: { ...instant, ackTimeoutMs: 10_000 },
    requestUrl: await app.listen(),
  });
});

afterEach(async () => {
  await slack.close();
  await app.close();
});

const isHome = (received: Received): boolean => kindOf(received) === 'app_home_opened';

/** The journal's attempts at one event, once they are finished. */
function attempts(): number[] {
  const { entries } = slack.core.journal.read({ name: 'app_home_opened' });
  return entries.map((entry) => entry.attempt);
}

describe('events', () => {
  it('are signed over the bytes that were sent', async () => {
    await slack.act({ type: 'open_home', user });
    const [received] = await app.until(isHome);
    const timestamp = String(received?.headers['x-slack-request-timestamp']);
    expect(received?.headers['x-slack-signature']).toBe(
      signature(slack.app.signing_secret, timestamp, received?.raw ?? ''),
    );
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60);
    expect(received?.headers['content-type']).toBe('application/json');
    expect(received?.headers['x-slack-retry-num']).toBeUndefined();
  });

  it('that were not acked come again at once, after a minute and after five, then no more', async () => {
    app.answer = () => ({ status: 500 });
    await slack.act({ type: 'open_home', user });
    await app.until(isHome, 2);
    await slack.quiet();
    expect(attempts()).toEqual([0, 1]);
    slack.advance(59_000);
    await slack.quiet();
    expect(attempts()).toEqual([0, 1]);
    slack.advance(1_000);
    await app.until(isHome, 3);
    await slack.quiet();
    slack.advance(300_000);
    const received = await app.until(isHome, 4);
    await slack.quiet();
    slack.advance(86_400_000);
    await slack.quiet();
    expect(attempts()).toEqual([0, 1, 2, 3]);
    expect(received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([
      undefined,
      '1',
      '2',
      '3',
    ]);
    expect(received[1]?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(received.map(({ payload }) => payload['event_id'])).size).toBe(1);
  });

  it('are not sent again to an app that asks for no retry', async () => {
    app.answer = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } });
    await slack.act({ type: 'open_home', user });
    await app.until(isHome);
    slack.advance(600_000);
    await slack.quiet();
    expect(attempts()).toEqual([0]);
  });

  it('say that the app was too slow when it was', async () => {
    waitBriefly();
    app.answer = ({ headers }) => ({ silent: headers['x-slack-retry-num'] === undefined });
    await slack.act({ type: 'open_home', user });
    const [, second] = await app.until(isHome, 2);
    expect(second?.headers['x-slack-retry-reason']).toBe('http_timeout');
  });

  it('reach an app only in channels it is in', async () => {
    await slack.act({ type: 'post_message', user, channel: 'general', text: 'not for you' });
    await slack.act({ type: 'invite', user, channel: 'general', users: ['muster'] });
    await slack.act({ type: 'post_message', user, channel: 'general', text: 'for you' });
    await slack.quiet();
    const texts = app.events('message').map((event) => event['text']);
    expect(texts).toContain('for you');
    expect(texts).not.toContain('not for you');
  });

  it('need the scope that Slack asks for', async () => {
    await slack.act({ type: 'invite', user, channel: 'general', users: ['muster'] });
    await slack.quiet();
    slack.app.scopes.delete('channels:history');
    await slack.act({ type: 'post_message', user, channel: 'general', text: 'unheard' });
    await slack.quiet();
    expect(app.events('message').map((event) => event['text'])).not.toContain('unheard');
  });

  it('come in another order than what they tell of, chosen by the seed', async () => {
    await slack.act({ type: 'invite', user, channel: 'general', users: ['muster'] });
    await slack.quiet();
    Object.assign(slack.core.settings, { eventSpreadMs: 200 });
    const said = Array.from({ length: 10 }, (_, index) => `word ${index}`);
    for (const text of said)
      await slack.act({ type: 'post_message', user, channel: 'general', text });
    await slack.quiet();
    const heard = app
      .events('message')
      .flatMap(({ text }) => (said.includes(String(text)) ? text : []));
    expect([...heard].sort()).toEqual(said);
    expect(heard).not.toEqual(said);
  });
});

describe('a slash command', () => {
  const command = (text = '/incident help') =>
    slack.act({ type: 'run_command', user, channel: 'general', text });

  it('is sent once, as a bare form, and never again', async () => {
    app.answer = () => ({ status: 500 });
    expect(await command()).toMatchObject({
      ok: false,
      error: 'dispatch_failed',
      message: '/incident failed with the error "dispatch_failed"',
    });
    slack.advance(600_000);
    await slack.quiet();
    expect(app.received).toHaveLength(1);
    expect(app.received[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('that is not acked in time shows operation_timeout to the person alone', async () => {
    waitBriefly();
    app.answer = () => ({ silent: true });
    expect(await command()).toMatchObject({ ok: false, error: 'operation_timeout' });
    const general = slack.workspace.findChannel('general');
    expect(general?.ephemerals.get('U0REPORTER')?.at(-1)).toMatchObject({
      user: 'USLACKBOT',
      text: '/incident failed with the error "operation_timeout"',
    });
  });

  it('shows text, JSON, or nothing, as the app answers', async () => {
    expect((await command()).ephemerals).toBeUndefined();
    app.answer = () => ({ body: 'plain words' });
    expect((await command()).ephemerals).toMatchObject([{ text: 'plain words', ephemeral: true }]);
    const body = JSON.stringify({ response_type: 'in_channel', text: 'for everybody' });
    app.answer = () => ({ body, headers: { 'content-type': 'application/json' } });
    expect((await command()).messages).toMatchObject([{ text: 'for everybody', ephemeral: false }]);
  });

  it('is refused in a thread, and unknown ones never leave', async () => {
    const thread = await slack.act({
      type: 'run_command',
      user,
      channel: 'general',
      text: '/incident',
      thread_ts: '1.0',
    });
    expect(thread.message).toBe('/incident is not supported in threads. Sorry!');
    expect((await command('/nothing')).error).toBe('invalid_command');
    expect(app.received).toHaveLength(0);
  });

  it('carries mentions as ids when the manifest asks for it', async () => {
    await command('/incident assign @sasha scribe in #ops <b>');
    const ops = slack.workspace.findChannel('ops')?.id;
    expect(app.received[0]?.payload['text']).toBe(
      `assign <@U0SCRIBE|sasha> scribe in <#${ops}|ops> &lt;b&gt;`,
    );
  });
});

describe('a response URL', () => {
  async function urlOf(text: string): Promise<string> {
    await slack.act({ type: 'run_command', user, channel: 'general', text });
    return String(app.received.at(-1)?.payload['response_url']);
  }

  async function post(url: string, body: unknown): Promise<number> {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  }

  it('takes five replies', async () => {
    const url = await urlOf('/incident');
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) statuses.push(await post(url, { text: 'hi' }));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  });

  it('takes them for half an hour', async () => {
    const url = await urlOf('/incident');
    slack.advance(30 * 60_000 - 1_000);
    expect(await post(url, { text: 'in time' })).toBe(200);
    slack.advance(2_000);
    expect(await post(url, { text: 'too late' })).toBe(404);
  });

  it('refuses what Slack could not show, without counting it', async () => {
    const url = await urlOf('/incident');
    expect(await post(url, { blocks: [{ type: 'nonsense' }] })).toBe(400);
    expect(await post(url, {})).toBe(400);
    expect(await post(`${url}x`, { text: 'hi' })).toBe(404);
    expect(await post(url, { text: 'hi' })).toBe(200);
  });
});
