import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf } from '../../../sandbox/cast.ts';
import { answerTo, at, codeOf, type Rig, startRig, textAt } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.slack.close());

describe('a channel name', () => {
  const create = (name: string) => codeOf(rig, 'conversations.create', { name });

  test.each([
    ['is missing', '', 'invalid_name_required'],
    ['has a capital', 'Inc-1', 'invalid_name_specials'],
    ['has a space', 'inc 1', 'invalid_name_specials'],
    ['has a letter that is not Latin', 'störung', 'invalid_name_specials'],
    ['has a full stop', 'inc.1', 'invalid_name_specials'],
    ['is punctuation only', '-_-', 'invalid_name_punctuation'],
    ['has 81 characters', 'x'.repeat(81), 'invalid_name_maxlength'],
  ])('that %s is refused', async (_, name, code) => {
    expect(await create(name)).toBe(code);
  });

  test('may have 80 characters', async () => {
    expect(await create('x'.repeat(80))).toBe('ok');
  });

  test('stays taken by an archived channel, and by a private one that nobody told the app of', async () => {
    const room = await rig.room('taken-archived');
    await rig.bot.conversations.archive({ channel: room });
    expect(await create('taken-archived')).toBe('name_taken');
    await rig.foreign('taken-private', 'manager', true);
    expect(await create('taken-private')).toBe('name_taken');
  });
});

test('a new channel has its creator as only member, and the fields that Slack gives', async () => {
  const answer = await rig.bot.conversations.create({ name: 'fields', is_private: true });
  expect(answer.channel).toMatchObject({
    name: 'fields',
    name_normalized: 'fields',
    is_private: true,
    is_group: true,
    is_channel: false,
    is_archived: false,
    is_general: false,
    is_member: true,
    creator: rig.slack.app.bot_user_id,
    topic: { value: '', creator: '', last_set: 0 },
    previous_names: [],
  });
  const { members } = await rig.bot.conversations.members({ channel: answer.channel?.id ?? '' });
  expect(members).toEqual([rig.slack.app.bot_user_id]);
});

test('a strict workspace lets no app make channels', async () => {
  const { settings } = rig.slack.workspace;
  settings.strict = { noChannelCreation: true, noPostingIn: [], noUserGroups: false };
  expect(await codeOf(rig, 'conversations.create', { name: 'strict' })).toBe('restricted_action');
  settings.strict = null;
});

test('a private channel needs the scope for private channels', async () => {
  const { scopes } = rig.slack.app;
  scopes.delete('groups:write');
  const answer = await answerTo(rig, 'conversations.create', { name: 'secret', is_private: true });
  scopes.add('groups:write');
  expect(answer).toMatchObject({ ok: false, error: 'missing_scope', needed: 'groups:write' });
  expect(textAt(answer, 'provided')).toContain('channels:manage');
});

describe.each([
  ['conversations.setTopic', 'topic'],
  ['conversations.setPurpose', 'purpose'],
])('%s', (method, name) => {
  test('takes 250 characters and refuses 251', async () => {
    const channel = await rig.room(`long-${name}`);
    expect(await codeOf(rig, method, { channel, [name]: 'x'.repeat(250) })).toBe('ok');
    expect(await codeOf(rig, method, { channel, [name]: 'x'.repeat(251) })).toBe('too_long');
  });

  test('answers what it set, escaped, and leaves a message of its own subtype', async () => {
    const channel = await rig.room(`said-${name}`);
    const answer = await rig.bot.apiCall(method, { channel, [name]: 'SEV1 & <rising>' });
    expect(at(answer, name)).toBe('SEV1 &amp; &lt;rising&gt;');
    expect(at(answer, 'channel', name, 'value')).toBe('SEV1 &amp; &lt;rising&gt;');
    const { messages } = await rig.bot.conversations.history({ channel });
    expect(messages?.[0]).toMatchObject({
      subtype: `channel_${name}`,
      [name]: 'SEV1 &amp; &lt;rising&gt;',
    });
  });

  test('is refused outside, in direct messages unknown, in the archive', async () => {
    const outside = await rig.foreign(`outside-${name}`);
    expect(await codeOf(rig, method, { channel: outside, [name]: 'x' })).toBe('not_in_channel');
    const secret = await rig.foreign(`secret-${name}`, 'manager', true);
    expect(await codeOf(rig, method, { channel: secret, [name]: 'x' })).toBe('channel_not_found');
    const gone = await rig.room(`gone-${name}`);
    await rig.bot.conversations.archive({ channel: gone });
    expect(await codeOf(rig, method, { channel: gone, [name]: 'x' })).toBe('is_archived');
  });
});

test('an empty topic clears it', async () => {
  const channel = await rig.room('cleared');
  await rig.bot.conversations.setTopic({ channel, topic: 'something' });
  await rig.bot.conversations.setTopic({ channel, topic: '' });
  const { channel: info } = await rig.bot.conversations.info({ channel });
  expect(info?.topic?.value).toBe('');
});

describe('renaming', () => {
  test('keeps the old name among the previous ones and says so in the channel', async () => {
    const channel = await rig.room('before-rename');
    const answer = await rig.bot.conversations.rename({ channel, name: 'after-rename' });
    expect(answer.channel).toMatchObject({
      name: 'after-rename',
      previous_names: ['before-rename'],
    });
    const { messages } = await rig.bot.conversations.history({ channel });
    expect(messages?.[0]).toMatchObject({
      subtype: 'channel_name',
      old_name: 'before-rename',
      name: 'after-rename',
    });
  });

  test('is refused for a bad or taken name, in the archive, outside, and for what others made', async () => {
    const rename = (channel: string, name: string) =>
      codeOf(rig, 'conversations.rename', { channel, name });
    const own = await rig.room('own-rename');
    expect(await rename(own, 'Not This')).toBe('invalid_name_specials');
    expect(await rename(own, 'general')).toBe('name_taken');
    const theirs = await rig.foreign('their-rename');
    expect(await rename(theirs, 'mine-now')).toBe('not_in_channel');
    await rig.bot.conversations.join({ channel: theirs });
    expect(await rename(theirs, 'mine-now')).toBe('not_authorized');
    await rig.bot.conversations.archive({ channel: own });
    expect(await rename(own, 'too-late')).toBe('is_archived');
    expect(await rename('C0NOWHERE', 'nowhere')).toBe('channel_not_found');
  });
});

describe('archiving', () => {
  const archive = (channel: string) => codeOf(rig, 'conversations.archive', { channel });

  test('happens once, and can be taken back', async () => {
    const channel = await rig.room('archive-once');
    expect(await archive(channel)).toBe('ok');
    expect(await archive(channel)).toBe('already_archived');
    expect(await codeOf(rig, 'conversations.unarchive', { channel })).toBe('ok');
    expect(await codeOf(rig, 'conversations.unarchive', { channel })).toBe('not_archived');
    const { messages } = await rig.bot.conversations.history({ channel });
    const subtypes = messages?.map((message) => message.subtype);
    expect(subtypes).toEqual(['channel_unarchive', 'channel_archive', 'channel_join']);
  });

  test('is refused for the general channel, outside, and for direct messages', async () => {
    const general = rig.slack.workspace.findChannel('general')?.id ?? '';
    expect(await archive(general)).toBe('cant_archive_general');
    expect(await archive(await rig.foreign('their-archive'))).toBe('not_in_channel');
    const direct = await rig.bot.conversations.open({ users: idOf('reporter') });
    const id = direct.channel?.id ?? '';
    expect(await archive(id)).toBe('method_not_supported_for_channel_type');
  });

  test('cannot be taken back by the bot of a strict workspace', async () => {
    const channel = await rig.room('archive-strict');
    await rig.bot.conversations.archive({ channel });
    const { settings } = rig.slack.workspace;
    settings.strict = { noChannelCreation: false, noPostingIn: [], noUserGroups: false };
    expect(await codeOf(rig, 'conversations.unarchive', { channel })).toBe('no_permission');
    settings.strict = null;
  });
});
