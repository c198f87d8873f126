import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf } from '../../../sandbox/cast.ts';
import { answerTo, codeOf, type Rig, startRig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.slack.close());

const nobody = 'U0NOBODY';

describe('inviting', () => {
  test.each([
    ['nobody', () => '', 'no_user'],
    ['oneself', () => rig.slack.app.bot_user_id, 'cant_invite_self'],
    ['somebody unknown', () => nobody, 'user_not_found'],
    ['somebody by handle', () => 'rita', 'user_not_found'],
    ['somebody who is in already', () => idOf('scribe'), 'already_in_channel'],
    ['somebody who left the company', () => idOf('former'), 'cant_invite'],
    ['a guest who has a channel', () => idOf('guest'), 'ura_max_channels'],
    ['more than a hundred', () => ids(101), 'invalid_arguments'],
  ])('%s is refused', async (who, users, code) => {
    const channel = await rig.room(`invite-${who.replaceAll(/\W/g, '-').toLowerCase()}`, 'scribe');
    expect(await codeOf(rig, 'conversations.invite', { channel, users: users() })).toBe(code);
  });

  function ids(count: number): string {
    return Array.from({ length: count }, (_, index) => `U0${index}`).join(',');
  }

  test('somebody from another organisation is refused', async () => {
    const observer = rig.slack.workspace.users.get(idOf('observer'));
    if (observer === undefined) throw new Error('no observer');
    const channel = await rig.room('invite-stranger');
    observer.is_stranger = true;
    const code = await codeOf(rig, 'conversations.invite', { channel, users: observer.id });
    observer.is_stranger = false;
    expect(code).toBe('org_user_not_in_team');
  });

  test('one bad id keeps everybody out, and the answer tells each fault', async () => {
    const channel = await rig.room('invite-spoilt', 'scribe');
    const users = [idOf('reporter'), nobody, idOf('scribe')].join(',');
    const answer = await answerTo(rig, 'conversations.invite', { channel, users });
    expect(answer).toMatchObject({
      ok: false,
      error: 'user_not_found',
      errors: [
        { user: nobody, ok: false, error: 'user_not_found' },
        { user: idOf('scribe'), ok: false, error: 'already_in_channel' },
      ],
    });
    expect(rig.channel(channel).members).not.toContain(idOf('reporter'));
  });

  test('with force the others come in all the same', async () => {
    const channel = await rig.room('invite-force');
    const users = [idOf('reporter'), nobody].join(',');
    const answer = await answerTo(rig, 'conversations.invite', { channel, users, force: true });
    expect(answer).toMatchObject({ ok: true, errors: [{ user: nobody }] });
    expect(rig.channel(channel).members).toContain(idOf('reporter'));
  });

  test('with force and nobody left it is refused', async () => {
    const channel = await rig.room('invite-force-none');
    const args = { channel, users: nobody, force: true };
    expect(await codeOf(rig, 'conversations.invite', args)).toBe('user_not_found');
  });

  test('leaves a message that names the inviter', async () => {
    const channel = await rig.room('invite-message', 'reporter');
    const { messages } = await rig.bot.conversations.history({ channel });
    expect(messages?.[0]).toMatchObject({
      subtype: 'channel_join',
      user: idOf('reporter'),
      inviter: rig.slack.app.bot_user_id,
      text: `<@${idOf('reporter')}> has joined the channel`,
    });
  });

  test('is refused outside, in the archive, and for what cannot be seen', async () => {
    const invite = (channel: string) =>
      codeOf(rig, 'conversations.invite', { channel, users: idOf('reporter') });
    expect(await invite(await rig.foreign('invite-outside'))).toBe('not_in_channel');
    expect(await invite(await rig.foreign('invite-hidden', 'manager', true))).toBe(
      'channel_not_found',
    );
    const gone = await rig.room('invite-archived');
    await rig.bot.conversations.archive({ channel: gone });
    expect(await invite(gone)).toBe('is_archived');
  });
});

describe('removing somebody', () => {
  const kick = (channel: string, user: string) =>
    codeOf(rig, 'conversations.kick', { channel, user });

  test('takes them out and says so', async () => {
    const channel = await rig.room('kick-somebody', 'reporter');
    expect(await kick(channel, idOf('reporter'))).toBe('ok');
    expect(rig.channel(channel).members).not.toContain(idOf('reporter'));
    expect(await kick(channel, idOf('reporter'))).toBe('not_in_channel');
  });

  test('is refused for oneself, the unknown, the general channel, outside', async () => {
    const channel = await rig.room('kick-refused');
    expect(await kick(channel, rig.slack.app.bot_user_id)).toBe('cant_kick_self');
    expect(await kick(channel, nobody)).toBe('user_not_found');
    const general = rig.slack.workspace.findChannel('general')?.id ?? '';
    expect(await kick(general, idOf('reporter'))).toBe('not_in_channel');
    await rig.bot.conversations.join({ channel: general });
    expect(await kick(general, idOf('reporter'))).toBe('cant_kick_from_general');
  });
});

describe('joining', () => {
  const join = (channel: string) => codeOf(rig, 'conversations.join', { channel });

  test('a public channel works, and a second time it warns', async () => {
    const channel = await rig.foreign('join-public');
    expect(await join(channel)).toBe('ok');
    expect(await answerTo(rig, 'conversations.join', { channel })).toMatchObject({
      ok: true,
      warning: 'already_in_channel',
      channel: { id: channel, is_member: true },
    });
  });

  test('a private or archived channel does not', async () => {
    expect(await join(await rig.foreign('join-private', 'manager', true))).toBe(
      'channel_not_found',
    );
    const own = await rig.bot.conversations.create({ name: 'join-own', is_private: true });
    expect(await join(own.channel?.id ?? '')).toBe('method_not_supported_for_channel_type');
    const gone = await rig.room('join-archived');
    await rig.bot.conversations.archive({ channel: gone });
    expect(await join(gone)).toBe('is_archived');
  });
});

describe('leaving', () => {
  const leave = (channel: string) => answerTo(rig, 'conversations.leave', { channel });

  test('works once; then one is not in it', async () => {
    const channel = await rig.room('leave-once', 'reporter');
    expect(await leave(channel)).toMatchObject({ ok: true });
    expect(await leave(channel)).toMatchObject({ ok: true, not_in_channel: true });
  });

  test('is refused for the general channel, the archive and the last in a private one', async () => {
    const code = (channel: string) => codeOf(rig, 'conversations.leave', { channel });
    const general = rig.slack.workspace.findChannel('general')?.id ?? '';
    expect(await code(general)).toBe('cant_leave_general');
    const own = await rig.bot.conversations.create({ name: 'leave-last', is_private: true });
    expect(await code(own.channel?.id ?? '')).toBe('last_member');
    const gone = await rig.room('leave-archived');
    await rig.bot.conversations.archive({ channel: gone });
    expect(await code(gone)).toBe('is_archived');
  });
});

describe('members', () => {
  test('come in pages that neither repeat nor skip', async () => {
    const channel = await rig.room('members-paged', 'reporter', 'scribe', 'dba', 'oncall');
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await rig.bot.conversations.members({ channel, limit: 2, cursor });
      seen.push(...(page.members ?? []));
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual([...rig.channel(channel).members]);
  });

  test.each([
    ['a limit of none', { limit: 0 }, 'invalid_limit'],
    ['a limit of 1,001', { limit: 1001 }, 'invalid_limit'],
    ['a limit in words', { limit: 'many' }, 'invalid_limit'],
    ['a made-up cursor', { cursor: 'abc' }, 'invalid_cursor'],
    ['a cursor of another list', { cursor: btoa('next:U0OTHER') }, 'invalid_cursor'],
    ['an unknown channel', { channel: 'C0NOWHERE' }, 'channel_not_found'],
  ])('with %s are refused', async (_, args, code) => {
    const channel = rig.slack.workspace.findChannel('general')?.id ?? '';
    expect(await codeOf(rig, 'conversations.members', { channel, ...args })).toBe(code);
  });
});
