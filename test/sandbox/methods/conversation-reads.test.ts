import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf } from '../../../sandbox/cast.ts';
import { answerTo, codeOf, type Rig, startRig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.slack.close());

async function talk(name: string, count: number): Promise<{ channel: string; said: string[] }> {
  const channel = await rig.room(name);
  const said: string[] = [];
  for (let each = 0; each < count; each += 1) said.push(await rig.say(channel, `word ${each}`));
  return { channel, said };
}

describe('the history', () => {
  test('gives the newest first, in pages that survive a deletion at their edge', async () => {
    const { channel, said } = await talk('history-pages', 5);
    const first = await rig.bot.conversations.history({ channel, limit: 2 });
    expect(first.messages?.map((message) => message.ts)).toEqual([said[4], said[3]]);
    expect(first.has_more).toBe(true);
    await rig.bot.chat.delete({ channel, ts: said[2] ?? '' });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await rig.bot.conversations.history({ channel, limit: 2, cursor });
    expect(second.messages?.map((message) => message.ts)).toEqual([said[1], said[0]]);
  });

  test('leaves the bounds out unless they are included', async () => {
    const { channel, said } = await talk('history-bounds', 4);
    const [first = '', second = '', third = '', fourth = ''] = said;
    const between = { channel, oldest: first, latest: fourth };
    const times = async (args: { inclusive?: boolean }) =>
      (await rig.bot.conversations.history({ ...between, ...args })).messages?.map(({ ts }) => ts);
    expect(await times({})).toEqual([third, second]);
    expect(await times({ inclusive: true })).toEqual([fourth, third, second, first]);
  });

  test('leaves replies to their thread, unless they were sent to the channel too', async () => {
    const { channel, said } = await talk('history-threads', 1);
    const thread_ts = said[0] ?? '';
    await rig.bot.chat.postMessage({ channel, thread_ts, text: 'quiet' });
    await rig.bot.chat.postMessage({ channel, thread_ts, text: 'loud', reply_broadcast: true });
    const { messages } = await rig.bot.conversations.history({ channel });
    expect(messages?.slice(0, 2)).toMatchObject([
      { text: 'loud', subtype: 'thread_broadcast' },
      { text: 'word 0', reply_count: 2 },
    ]);
    const replies = await rig.bot.conversations.replies({ channel, ts: thread_ts });
    expect(replies.messages?.map((message) => message.text)).toEqual(['word 0', 'quiet', 'loud']);
  });

  test('gives metadata only when asked for it', async () => {
    const channel = await rig.room('history-metadata');
    const metadata = { event_type: 'incident_card', event_payload: { incident: 1 } };
    await rig.bot.chat.postMessage({ channel, text: 'card', metadata });
    const plain = await rig.bot.conversations.history({ channel, limit: 1 });
    expect(plain.messages?.[0]).not.toHaveProperty('metadata');
    const full = { channel, limit: 1, include_all_metadata: true };
    const { messages } = await rig.bot.conversations.history(full);
    expect(messages?.[0]?.metadata).toEqual(metadata);
  });

  test.each([
    ['an unknown channel', { channel: 'C0NOWHERE' }, 'channel_not_found'],
    ['a time in words as oldest', { oldest: 'yesterday' }, 'invalid_ts_oldest'],
    ['a time in words as latest', { latest: 'now' }, 'invalid_ts_latest'],
    ['a made-up cursor', { cursor: 'abc' }, 'invalid_cursor'],
  ])('with %s is refused', async (what, args, code) => {
    const { channel } = await talk(`history-${what.replaceAll(' ', '-').toLowerCase()}`, 1);
    expect(await codeOf(rig, 'conversations.history', { channel, ...args })).toBe(code);
  });

  test('is for members; private channels of others do not exist', async () => {
    const outside = await rig.foreign('history-outside');
    expect(await codeOf(rig, 'conversations.history', { channel: outside })).toBe('not_in_channel');
    const secret = await rig.foreign('history-secret', 'manager', true);
    expect(await codeOf(rig, 'conversations.history', { channel: secret })).toBe(
      'channel_not_found',
    );
  });

  test('lags behind what was written, and behind what was edited', async () => {
    const channel = await rig.room('history-lag');
    const { settings } = rig.slack.workspace;
    const ts = await rig.say(channel, 'at once');
    settings.visibilityLagMs = 60_000;
    await rig.say(channel, 'not yet');
    await rig.bot.chat.update({ channel, ts, text: 'edited' });
    const { messages } = await rig.bot.conversations.history({ channel });
    settings.visibilityLagMs = 0;
    expect(messages?.[0]?.text).toBe('at once');
  });
});

describe('a thread', () => {
  test('comes oldest first, in pages', async () => {
    const { channel, said } = await talk('thread-pages', 1);
    const ts = said[0] ?? '';
    for (const text of ['one', 'two', 'three']) {
      await rig.bot.chat.postMessage({ channel, thread_ts: ts, text });
    }
    const first = await rig.bot.conversations.replies({ channel, ts, limit: 2 });
    expect(first.messages?.map((message) => message.text)).toEqual(['word 0', 'one']);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await rig.bot.conversations.replies({ channel, ts, limit: 2, cursor });
    expect(second.messages?.map((message) => message.text)).toEqual(['two', 'three']);
    expect(second.has_more).toBe(false);
  });

  test.each([
    ['begins nowhere', { ts: '1.000000' }, 'thread_not_found'],
    ['is bounded in words', { oldest: 'then' }, 'invalid_ts_oldest'],
    ['is bounded in words at the other end', { latest: 'then' }, 'invalid_ts_latest'],
    ['is in an unknown channel', { channel: 'C0NOWHERE' }, 'channel_not_found'],
    ['has a made-up cursor', { cursor: 'abc' }, 'invalid_cursor'],
  ])('that %s is refused', async (what, args, code) => {
    const { channel, said } = await talk(`thread-${what.replaceAll(' ', '-')}`, 1);
    const call = { channel, ts: said[0], ...args };
    expect(await codeOf(rig, 'conversations.replies', call)).toBe(code);
  });
});

describe('the list of conversations', () => {
  test('holds public ones, and private ones only of the caller and only when asked for', async () => {
    const hidden = await rig.foreign('list-hidden', 'manager', true);
    const made = await rig.bot.conversations.create({ name: 'list-own', is_private: true });
    const own = made.channel?.id ?? '';
    const usual = await rig.bot.conversations.list({ limit: 1000 });
    expect(usual.channels?.every((channel) => channel.is_channel)).toBe(true);
    const types = 'public_channel,private_channel';
    const both = await rig.bot.conversations.list({ limit: 1000, types });
    const ids = both.channels?.map((channel) => channel.id);
    expect(ids).toContain(own);
    expect(ids).not.toContain(hidden);
  });

  test('leaves the archive out when asked', async () => {
    const gone = await rig.room('list-archived');
    await rig.bot.conversations.archive({ channel: gone });
    const ids = async (exclude_archived: boolean) => {
      const { channels } = await rig.bot.conversations.list({ limit: 1000, exclude_archived });
      return channels?.map((channel) => channel.id);
    };
    expect(await ids(false)).toContain(gone);
    expect(await ids(true)).not.toContain(gone);
  });

  test('does not show a channel at once, though the channel is there', async () => {
    rig.slack.workspace.settings.visibilityLagMs = 60_000;
    const fresh = await rig.room('list-fresh');
    rig.slack.workspace.settings.visibilityLagMs = 0;
    const { channels } = await rig.bot.conversations.list({ limit: 1000 });
    expect(channels?.map((channel) => channel.id)).not.toContain(fresh);
    expect((await rig.bot.conversations.info({ channel: fresh })).channel?.name).toBe('list-fresh');
  });

  test.each([
    ['another kind', { types: 'public_channel,secret' }, 'invalid_types'],
    ['a limit of 1,001', { limit: 1001 }, 'invalid_limit'],
    ['a made-up cursor', { cursor: 'abc' }, 'invalid_cursor'],
  ])('with %s is refused', async (_, args, code) => {
    expect(await codeOf(rig, 'conversations.list', args)).toBe(code);
    expect(await codeOf(rig, 'users.conversations', args)).toBe(code);
  });

  test('needs a scope for each kind', async () => {
    const { scopes } = rig.slack.app;
    scopes.delete('groups:read');
    const types = 'public_channel,private_channel';
    const answer = await answerTo(rig, 'conversations.list', { types });
    scopes.add('groups:read');
    expect(answer).toMatchObject({ error: 'missing_scope', needed: 'groups:read' });
  });

  test('of one member holds what both can see', async () => {
    const shared = await rig.room('list-shared', 'reporter');
    const alone = await rig.room('list-alone');
    const user = idOf('reporter');
    const { channels } = await rig.bot.users.conversations({ user, limit: 1000 });
    const ids = channels?.map((channel) => channel.id);
    expect(ids).toContain(shared);
    expect(ids).not.toContain(alone);
  });
});

describe('direct messages', () => {
  test('open once and are the same ever after', async () => {
    const users = idOf('reporter');
    const first = await rig.bot.conversations.open({ users });
    const again = await rig.bot.conversations.open({ users, return_im: true });
    expect(again).toMatchObject({
      already_open: true,
      channel: { id: first.channel?.id, is_im: true, user: users },
    });
    const byId = await rig.bot.conversations.open({ channel: first.channel?.id ?? '' });
    expect(byId.channel?.id).toBe(first.channel?.id);
    expect(await rig.bot.conversations.close({ channel: first.channel?.id ?? '' })).toMatchObject({
      ok: true,
    });
  });

  test('with several people are a group', async () => {
    const users = [idOf('reporter'), idOf('scribe')].join(',');
    const { channel } = await rig.bot.conversations.open({ users, return_im: true });
    expect(channel).toMatchObject({ is_mpim: true });
  });

  test.each([
    ['nobody', {}, 'users_list_not_supplied'],
    ['somebody unknown', { users: 'U0NOBODY' }, 'user_not_found'],
    ['somebody who left', { users: 'U0FORMER' }, 'user_disabled'],
    ['nine people', { users: '1,2,3,4,5,6,7,8,9' }, 'too_many_users'],
    ['an unknown conversation', { channel: 'D0NOWHERE' }, 'channel_not_found'],
  ])('with %s are refused', async (_, args, code) => {
    expect(await codeOf(rig, 'conversations.open', args)).toBe(code);
  });

  test('with oneself alone are refused', async () => {
    const users = rig.slack.app.bot_user_id;
    expect(await codeOf(rig, 'conversations.open', { users })).toBe('not_enough_users');
  });

  test('are what is closed, not channels', async () => {
    const channel = await rig.room('close-channel');
    expect(await codeOf(rig, 'conversations.close', { channel })).toBe(
      'method_not_supported_for_channel_type',
    );
    expect(await codeOf(rig, 'conversations.open', { channel })).toBe(
      'method_not_supported_for_channel_type',
    );
  });
});

test('marking as read takes a timestamp, and membership', async () => {
  const { channel, said } = await talk('mark', 1);
  const mark = (args: object) => codeOf(rig, 'conversations.mark', { channel, ...args });
  expect(await mark({ ts: said[0] })).toBe('ok');
  expect(await mark({ ts: 'now' })).toBe('invalid_timestamp');
  const outside = await rig.foreign('mark-outside');
  expect(await mark({ channel: outside, ts: said[0] })).toBe('not_in_channel');
  expect(await mark({ channel: 'C0NOWHERE', ts: said[0] })).toBe('channel_not_found');
});

test('a channel counts its members when asked', async () => {
  const channel = await rig.room('info-members', 'reporter');
  const plain = await rig.bot.conversations.info({ channel });
  expect(plain.channel).not.toHaveProperty('num_members');
  const counted = await rig.bot.conversations.info({ channel, include_num_members: true });
  expect(counted.channel?.num_members).toBe(2);
});
