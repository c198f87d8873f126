import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../sandbox/server/model.ts';
import { instant, strict } from '../../sandbox/server/settings.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';

let slack: Sandbox;

beforeEach(async () => {
  slack = await startSandbox({ settings: instant });
});

afterEach(async () => {
  await slack.close();
});

interface Answered {
  status: number;
  headers: Headers;
  body: Json;
}

/** Calls a method the way the SDK does: a form with a bearer token. */
async function call(
  method: string,
  args: Record<string, string> = {},
  token: string | undefined = slack.app.bot_token,
): Promise<Answered> {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
    body: new URLSearchParams(args),
  });
  const body = (await response.json()) as Json;
  return { status: response.status, headers: response.headers, body };
}

const post = (text: string, channel = 'general') => call('chat.postMessage', { channel, text });

describe('a call', () => {
  it('needs a token that exists and was not revoked', async () => {
    expect((await call('auth.test', {}, '')).body).toEqual({ ok: false, error: 'not_authed' });
    expect((await call('auth.test', {}, 'xoxb-other')).body).toMatchObject({
      error: 'invalid_auth',
    });
    slack.app.revoked = true;
    expect((await call('auth.test')).body).toMatchObject({ error: 'token_revoked' });
  });

  it('takes its token in the header, the form or JSON, and a team_id beside', async () => {
    const token = slack.app.bot_token;
    expect((await call('auth.test', { token, team_id: 'T0LOCAL' }, '')).body['ok']).toBe(true);
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'general', text: 'as JSON' }),
    });
    expect(await response.json()).toMatchObject({ ok: true, message: { text: 'as JSON' } });
  });

  it('takes multipart forms', async () => {
    const form = new FormData();
    form.set('channel', 'general');
    form.set('text', 'in parts');
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.app.bot_token}` },
      body: form,
    });
    expect(await response.json()).toMatchObject({ ok: true, message: { text: 'in parts' } });
  });

  it('of a method that does not exist is unknown_method', async () => {
    expect((await call('chat.shout')).body).toMatchObject({ error: 'unknown_method' });
    expect((await call('constructor')).body).toMatchObject({ error: 'unknown_method' });
  });

  it('needs one of the scopes of its method, and says which it lacks', async () => {
    slack.app.scopes.delete('chat:write');
    const { body, headers } = await post('hi');
    expect(body).toMatchObject({ ok: false, error: 'missing_scope', needed: 'chat:write' });
    expect(String(body['provided'])).toContain('users:read');
    expect(headers.get('x-oauth-scopes')).toContain('users:read');
    expect(headers.get('x-accepted-oauth-scopes')).toBe('chat:write');
  });

  it('without a required argument is refused by name', async () => {
    expect((await call('pins.add', { channel: 'C1' })).body['ok']).toBe(false);
    expect((await call('conversations.create')).body).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: name'] },
    });
  });
});

describe('rate limits', () => {
  beforeEach(() => {
    Object.assign(slack.core.settings, { rateLimits: true });
  });

  it('count a method, and leave the others alone', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 21; count += 1)
      statuses.push((await call('conversations.create', { name: `c${count}` })).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(200));
    expect(statuses[20]).toBe(429);
    expect((await call('conversations.list')).status).toBe(200);
  });

  it('say when to come back, and mean it', async () => {
    for (let count = 0; count < 20; count += 1)
      await call('conversations.create', { name: `c${count}` });
    const { status, headers, body } = await call('conversations.create', { name: 'late' });
    expect({ status, body }).toEqual({ status: 429, body: { ok: false, error: 'ratelimited' } });
    slack.advance(Number(headers.get('retry-after')) * 1000);
    expect((await call('conversations.create', { name: 'late' })).status).toBe(200);
  });

  it('let a channel take about a message a second, after a small burst', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 8; count += 1) statuses.push((await post(`${count}`)).status);
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(429);
    expect((await post('elsewhere', 'ops')).status).toBe(200);
    slack.advance(1_000);
    expect((await post('later')).status).toBe(200);
  });
});

describe('a strict workspace', () => {
  beforeEach(async () => {
    const settings = {
      strict: {
        ...strict,
        scopes: ['chat:write', 'chat:write.public', 'channels:manage', 'usergroups:read'],
      },
    };
    await fetch(`${slack.url}/_control/settings`, {
      method: 'POST',
      body: JSON.stringify(settings),
    });
  });

  it('lets an app create no channel, and post not everywhere', async () => {
    expect((await call('conversations.create', { name: 'no' })).body).toMatchObject({
      error: 'restricted_action',
    });
    expect((await post('no')).body).toMatchObject({ error: 'restricted_action' });
    expect((await post('yes', 'ops')).body['ok']).toBe(true);
  });

  it('has no user groups, and grants the listed scopes alone', async () => {
    expect((await call('usergroups.list')).body).toMatchObject({ error: 'plan_upgrade_required' });
    expect((await call('users.list')).body).toMatchObject({ error: 'missing_scope' });
  });

  it('is ordinary again when it is no longer strict', async () => {
    await fetch(`${slack.url}/_control/settings`, { method: 'POST', body: '{"strict": null}' });
    expect((await call('conversations.create', { name: 'yes' })).body['ok']).toBe(true);
    expect((await call('usergroups.list')).body['ok']).toBe(true);
  });
});

describe('reads', () => {
  it('lag behind writes for as long as the settings say', async () => {
    Object.assign(slack.core.settings, { visibilityLagMs: 60_000 });
    const channel = slack.workspace.findChannel('general')?.id ?? '';
    await slack.act({ type: 'invite', user: 'reporter', channel, users: ['muster'] });
    const posted = await post('hello', channel);
    const lagging = await call('conversations.history', { channel });
    expect(lagging.body['messages']).toEqual([]);
    const message = slack.workspace.channels.get(channel)?.messages.get(String(posted.body['ts']));
    expect(message?.text).toBe('hello');
    if (message !== undefined) message.visibleFrom = 0;
    const visible = await call('conversations.history', { channel });
    expect(visible.body['messages']).toMatchObject([{ text: 'hello' }]);
  });
});
