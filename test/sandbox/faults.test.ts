import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/protocol-operate.ts';
import { Faults } from '../../sandbox/server/faults.ts';
import { instant } from '../../sandbox/server/settings.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { kindOf, Recorder } from './recorder.ts';

let slack: Sandbox;
let app: Recorder;
const struck: string[] = [];

beforeEach(async () => {
  struck.length = 0;
  app = new Recorder();
  slack = await startSandbox({
    settings: { ...instant, ackTimeoutMs: 10_000 },
    requestUrl: await app.listen(),
    hooks: { kill: () => struck.push('kill') },
  });
});

afterEach(async () => {
  await slack.close();
  await app.close();
});

const method = 'chat.postMessage';

function post(text: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.app.bot_token}` },
    body: new URLSearchParams({ channel: 'general', text }),
    ...(signal === undefined ? {} : { signal }),
  });
}

function said(): string[] {
  const messages = slack.workspace.findChannel('general')?.messages.values() ?? [];
  return [...messages].map((message) => message.text);
}

const set = (...faults: Fault[]) => slack.core.faults.set(faults);

describe('a call meets a fault', () => {
  it('reject: refused with the code, and not done', async () => {
    set({ method, fault: { kind: 'reject', error: 'is_archived' } });
    expect(await (await post('no')).json()).toMatchObject({ ok: false, error: 'is_archived' });
    expect(said()).toEqual([]);
  });

  it('drop: done, and the connection is cut without an answer', async () => {
    set({ method, fault: { kind: 'drop' } });
    await expect(post('done')).rejects.toThrow();
    expect(said()).toEqual(['done']);
  });

  it('refuse: cut without being done', async () => {
    set({ method, fault: { kind: 'refuse' } });
    await expect(post('no')).rejects.toThrow();
    expect(said()).toEqual([]);
  });

  it('fail_after and fail_before: 500, done and not done', async () => {
    set(
      { method, nth: 1, fault: { kind: 'fail_after' } },
      { method, nth: 2, fault: { kind: 'fail_before' } },
    );
    expect((await post('done')).status).toBe(500);
    expect((await post('not done')).status).toBe(500);
    expect(said()).toEqual(['done']);
  });

  it('hang: done, and nothing is ever said', async () => {
    set({ method, fault: { kind: 'hang' } });
    const abort = new AbortController();
    const waiting = post('done', abort.signal);
    await slack.quiet();
    expect(said()).toEqual(['done']);
    abort.abort();
    await expect(waiting).rejects.toThrow();
  });

  it('rate_limit: 429, with Retry-After or without', async () => {
    set(
      { method, nth: 1, fault: { kind: 'rate_limit', retry_after_s: 7 } },
      { method, nth: 2, fault: { kind: 'rate_limit', retry_after_s: null } },
    );
    const [one, other] = [await post('a'), await post('b')];
    expect([one.status, one.headers.get('retry-after')]).toEqual([429, '7']);
    expect([other.status, other.headers.get('retry-after')]).toEqual([429, null]);
  });

  it('malformed: 200 with a page', async () => {
    set({ method, fault: { kind: 'malformed' } });
    const response = await post('x');
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  it('delay_visibility: done, but reads do not show it', async () => {
    set({ method, fault: { kind: 'delay_visibility', ms: 60_000 } });
    await post('later');
    const [message] = slack.workspace.findChannel('general')?.messages.values() ?? [];
    expect(message?.visibleFrom).toBeGreaterThan(Date.now() + 50_000);
    expect(slack.core.settings.visibilityLagMs).toBe(0);
  });

  it('hook: the caller can be killed after it was done', async () => {
    set({ method, fault: { kind: 'hook', name: 'kill' } });
    await post('done');
    expect(struck).toEqual(['kill']);
  });
});

describe('a delivery meets a fault', () => {
  const home = () => slack.act({ type: 'open_home', user: 'reporter' });
  const homes = () => app.received.filter((received) => kindOf(received) === 'app_home_opened');

  it('duplicate: an event comes twice with one id', async () => {
    set({ on: 'event', method: 'app_home_opened', fault: { kind: 'duplicate' } });
    await home();
    await slack.quiet();
    expect(homes()).toHaveLength(2);
    expect(new Set(homes().map(({ payload }) => payload['event_id'])).size).toBe(1);
  });

  it('reorder: an event comes after the one that followed it', async () => {
    await slack.act({ type: 'invite', user: 'reporter', channel: 'general', users: ['muster'] });
    await slack.quiet();
    set({ on: 'event', method: 'message', nth: 1, fault: { kind: 'reorder' } });
    for (const text of ['first', 'second'])
      await slack.act({ type: 'post_message', user: 'reporter', channel: 'general', text });
    await slack.quiet();
    expect(
      app
        .events('message')
        .map((event) => event['text'])
        .slice(-2),
    ).toEqual(['second', 'first']);
  });

  it('drop_ack: the app answered, and Slack does not know', async () => {
    set({ on: 'command', fault: { kind: 'drop_ack' } });
    const result = await slack.act({
      type: 'run_command',
      user: 'reporter',
      channel: 'general',
      text: '/incident',
    });
    expect(result).toMatchObject({ ok: false, error: 'operation_timeout' });
    expect(app.received).toHaveLength(1);
  });

  it('lose: it never leaves, and is tried again', async () => {
    set({ on: 'event', method: 'app_home_opened', times: 1, fault: { kind: 'lose' } });
    await home();
    await slack.quiet();
    expect(homes().map(({ headers }) => headers['x-slack-retry-num'])).toEqual(['1']);
  });
});

describe('the dice', () => {
  const throws = (seed: number): boolean[] => {
    const faults = new Faults(seed);
    faults.add({ rate: 0.5, fault: { kind: 'drop' } });
    return Array.from({ length: 30 }, () => faults.strike({ on: 'call', name: 'x' }).length > 0);
  };

  it('fall the same for the same seed', () => {
    expect(throws(7)).toEqual(throws(7));
    expect(throws(7)).not.toEqual(throws(8));
    expect(new Set(throws(7))).toEqual(new Set([true, false]));
  });

  it('a fault is meant for a method, a channel, a user, and at most so many times', () => {
    const faults = new Faults(1);
    faults.add({ method: 'chat.*', channel: 'C1', user: 'U1', times: 1, fault: { kind: 'drop' } });
    const strike = (name: string, channel: string, user: string) =>
      faults.strike({ on: 'call', name, channel, user }).length;
    expect(strike('pins.add', 'C1', 'U1')).toBe(0);
    expect(strike('chat.update', 'C2', 'U1')).toBe(0);
    expect(strike('chat.update', 'C1', 'U2')).toBe(0);
    expect(strike('chat.update', 'C1', 'U1')).toBe(1);
    expect(strike('chat.update', 'C1', 'U1')).toBe(0);
  });
});
