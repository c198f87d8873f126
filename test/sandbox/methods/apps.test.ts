import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { idOf } from '../../../sandbox/cast.ts';
import { type Args, answerTo, at, clientOf, codeOf, type Rig, startRig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.slack.close());

describe('who calls', () => {
  afterEach(() => {
    rig.slack.app.revoked = false;
  });

  test('is told by auth.test', async () => {
    const { app, workspace } = rig.slack;
    expect(await rig.bot.auth.test()).toMatchObject({
      ok: true,
      team: workspace.team.name,
      team_id: workspace.team.id,
      user_id: app.bot_user_id,
      bot_id: app.bot_id,
      is_enterprise_install: false,
    });
  });

  test('with a token that nobody issued is nobody', async () => {
    const stranger = clientOf(rig.slack, 'xoxb-unheard-of');
    await expect(stranger.auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
    expect(await withoutToken('auth.test')).toMatchObject({ ok: false, error: 'not_authed' });
  });

  test('loses the token by auth.revoke, but not by trying it', async () => {
    expect(await rig.bot.auth.revoke({ test: true })).toMatchObject({ revoked: false });
    expect(await codeOf(rig, 'auth.test', {})).toBe('ok');
    expect(await rig.bot.auth.revoke({})).toMatchObject({ revoked: true });
    expect(await codeOf(rig, 'auth.test', {})).toBe('token_revoked');
  });
});

/** Calls without any token, as a bare form. */
async function withoutToken(method: string): Promise<unknown> {
  const answer = await fetch(rig.slack.apiUrl + method, { method: 'POST' });
  return answer.json();
}

test('api.test answers what it was sent, or the error that was asked for', async () => {
  expect(await answerTo(rig, 'api.test', { word: 'here' })).toMatchObject({
    args: { word: 'here' },
  });
  expect(await answerTo(rig, 'api.test', { error: 'my_error' })).toMatchObject({
    ok: false,
    error: 'my_error',
  });
});

test('a code is exchanged for the token by an app that is known', async () => {
  const { app } = rig.slack;
  const known = { client_id: app.client_id, client_secret: 'local' };
  const exchange = (args: Args) => codeOf(rig, 'oauth.v2.access', args);
  expect(await exchange({ ...known, client_id: 'x', code: '1' })).toBe('invalid_client_id');
  expect(await exchange(known)).toBe('invalid_code');
  const answer = await rig.bot.oauth.v2.access({ ...known, code: '1' });
  expect(answer).toMatchObject({ access_token: app.bot_token, bot_user_id: app.bot_user_id });
});

test('Socket Mode is opened by the app-level token alone', async () => {
  const app = clientOf(rig.slack, rig.slack.app.app_token);
  const { url } = await app.apps.connections.open({});
  expect(url).toMatch(/^wss?:\/\//);
  expect(await codeOf(rig, 'apps.connections.open', {})).toBe('not_allowed_token_type');
});

describe('blocks.validate', () => {
  const divider = [{ type: 'divider' }];
  const validate = (args: Args) => codeOf(rig, 'blocks.validate', args);

  test('finds nothing wrong with what is right', async () => {
    expect(await validate({ blocks: divider })).toBe('ok');
    expect(await validate({ message: { text: 'x', blocks: divider } })).toBe('ok');
    const view = { type: 'home', blocks: divider };
    expect(await validate({ view })).toBe('ok');
  });

  test('points at what is wrong', async () => {
    const answer = await answerTo(rig, 'blocks.validate', { blocks: [{ type: 'header' }] });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(at(answer, 'errors', 0)).toMatchObject({ code: 'missing_field', pointer: '/0' });
    expect(await validate({ view: { type: 'modal', blocks: [] } })).toBe('invalid_view');
    expect(await validate({ message: { blocks: [{ type: 'poem' }] } })).toBe('invalid_message');
  });

  test('takes one thing at a time, of 100,000 characters at most', async () => {
    expect(await validate({})).toBe('invalid_arguments');
    expect(await validate({ blocks: divider, message: {} })).toBe('invalid_arguments');
    const message = (length: number) => {
      const bare = JSON.stringify({ text: '' }).length;
      return JSON.stringify({ text: 'x'.repeat(length - bare) });
    };
    expect(await validate({ message: message(100_000) })).toBe('ok');
    expect(await validate({ message: message(100_001) })).toBe('invalid_arguments');
  });
});

describe('the workspace', () => {
  test('tells its name, its bots, its emoji and that nobody sleeps', async () => {
    const { app, workspace } = rig.slack;
    expect((await rig.bot.team.info()).team).toMatchObject({ id: workspace.team.id });
    const { bot } = await rig.bot.bots.info({ bot: app.bot_id });
    expect(bot).toMatchObject({ id: app.bot_id, app_id: app.id, user_id: app.bot_user_id });
    expect((await rig.bot.emoji.list()).emoji).toEqual({});
    const nobody = { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
    expect(await rig.bot.dnd.info({ user: idOf('oncall') })).toMatchObject(nobody);
  });

  test('knows no other team and no other bot', async () => {
    expect(await codeOf(rig, 'team.info', { team: 'T0OTHER' })).toBe('team_not_found');
    expect(await codeOf(rig, 'bots.info', { bot: 'B0OTHER' })).toBe('bot_not_found');
    expect(await codeOf(rig, 'dnd.teamInfo', { users: '' })).toBe('no_users_provided');
  });

  test('does not know a method that Slack does not have', async () => {
    expect(await codeOf(rig, 'chat.shout', {})).toBe('unknown_method');
  });
});
