import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf } from '../../../sandbox/cast.ts';
import { answerTo, at, codeOf, type Rig, startRig, textAt } from './rig.ts';

let rig: Rig;
let room: string;
beforeAll(async () => {
  rig = await startRig();
  room = await rig.room('chat', 'reporter');
});
afterAll(() => rig.slack.close());

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const sections = (count: number) => Array.from({ length: count }, () => section('line'));

describe('posting', () => {
  const post = (args: object) => codeOf(rig, 'chat.postMessage', { channel: room, ...args });

  test.each([
    ['nothing', {}, 'no_text'],
    ['blanks', { text: '  ' }, 'no_text'],
    ['no blocks at all', { blocks: [] }, 'no_text'],
    ['blocks that are no JSON', { blocks: '[{' }, 'invalid_blocks_format'],
    ['blocks that are no list', { blocks: '{}' }, 'invalid_blocks_format'],
    ['51 blocks', { blocks: sections(51) }, 'invalid_blocks'],
    ['a block that is none', { blocks: [{ type: 'poem' }] }, 'invalid_blocks'],
    ['101 attachments', { attachments: Array(101).fill({ text: 'x' }) }, 'too_many_attachments'],
    ['markdown beside text', { text: 'x', markdown_text: 'y' }, 'markdown_text_conflict'],
    ['12,001 characters of markdown', { markdown_text: 'x'.repeat(12_001) }, 'msg_blocks_too_long'],
    ['metadata that is no JSON', { text: 'x', metadata: '{' }, 'invalid_metadata_format'],
    ['metadata that is a list', { text: 'x', metadata: '[]' }, 'invalid_metadata_format'],
    ['metadata without a type', { text: 'x', metadata: { a: 1 } }, 'invalid_metadata_schema'],
    [
      'metadata whose payload is text',
      { text: 'x', metadata: { event_type: 'card', event_payload: 'x' } },
      'invalid_metadata_schema',
    ],
    ['an answer to no timestamp', { text: 'x', thread_ts: 'root' }, 'invalid_arguments'],
    ['to a channel unknown', { text: 'x', channel: 'C0NOWHERE' }, 'channel_not_found'],
    ['to somebody who left', { text: 'x', channel: 'U0FORMER' }, 'channel_not_found'],
  ])('%s is refused', async (_, args, code) => {
    expect(await post(args)).toBe(code);
  });

  test('takes 50 blocks, 100 attachments, 12,000 characters of markdown', async () => {
    expect(await post({ blocks: sections(50) })).toBe('ok');
    expect(await post({ attachments: Array(100).fill({ text: 'x' }) })).toBe('ok');
    expect(await post({ markdown_text: 'x'.repeat(12_000) })).toBe('ok');
  });

  test('says where blocks are wrong', async () => {
    const blocks = [section('fine'), section('x'.repeat(3001))];
    const answer = await answerTo(rig, 'chat.postMessage', { channel: room, blocks });
    const [first] = at(answer, 'errors') as string[];
    expect(first).toContain('[json-pointer:/blocks/1/text');
    expect(at(answer, 'response_metadata', 'messages', 0)).toBe(`[ERROR] ${first}`);
  });

  test('cuts text after 40,000 characters without a word', async () => {
    const answer = await rig.bot.chat.postMessage({ channel: room, text: 'x'.repeat(40_001) });
    expect(answer.message?.text).toHaveLength(40_000);
  });

  test('gives text back escaped and linked, blocks with ids', async () => {
    const text = 'a < b & see https://example.com/x?y=1&z=2, <@U0REPORTER>';
    const answer = await rig.bot.chat.postMessage({
      channel: room,
      text,
      blocks: [section('a < b')],
    });
    expect(answer.message?.text).toBe(
      'a &lt; b &amp; see <https://example.com/x?y=1&amp;z=2>, <@U0REPORTER>',
    );
    expect(answer.message?.blocks?.[0]).toMatchObject({
      type: 'section',
      block_id: expect.stringMatching(/^.+$/),
      text: { type: 'mrkdwn', text: 'a &lt; b', verbatim: false },
    });
  });

  test('tells who said it', async () => {
    const { app, workspace } = rig.slack;
    const answer = await rig.bot.chat.postMessage({ channel: room, text: 'hello' });
    expect(answer.message).toMatchObject({
      type: 'message',
      user: app.bot_user_id,
      bot_id: app.bot_id,
      app_id: app.id,
      team: workspace.team.id,
      bot_profile: { id: app.bot_id, app_id: app.id, deleted: false },
    });
  });

  test('reaches a channel by name and a member by id', async () => {
    const named = await rig.bot.chat.postMessage({ channel: '#chat', text: 'by name' });
    expect(named.channel).toBe(room);
    const direct = await rig.bot.chat.postMessage({ channel: idOf('reporter'), text: 'you' });
    expect(direct.channel).toMatch(/^D/);
  });

  test('outside needs a scope, and sees no private channel', async () => {
    const outside = await rig.foreign('chat-outside');
    const secret = await rig.foreign('chat-secret', 'manager', true);
    expect(await post({ channel: outside, text: 'x' })).toBe('ok');
    expect(await post({ channel: secret, text: 'x' })).toBe('channel_not_found');
    rig.slack.app.scopes.delete('chat:write.public');
    expect(await post({ channel: outside, text: 'x' })).toBe('not_in_channel');
    rig.slack.app.scopes.add('chat:write.public');
  });

  test('is refused in the archive and where few may post', async () => {
    const gone = await rig.room('chat-archived');
    await rig.bot.conversations.archive({ channel: gone });
    expect(await post({ channel: gone, text: 'x' })).toBe('is_archived');
    const { settings } = rig.slack.workspace;
    settings.strict = { noChannelCreation: false, noPostingIn: ['chat'], noUserGroups: false };
    expect(await post({ text: 'x' })).toBe('restricted_action');
    settings.strict = null;
    rig.channel(room).postingRestrictedTo = new Set([idOf('manager')]);
    expect(await post({ text: 'x' })).toBe('restricted_action');
    delete rig.channel(room).postingRestrictedTo;
  });

  test('to people is refused where the app has no messages tab', async () => {
    rig.slack.app.messages_tab = false;
    expect(await post({ channel: idOf('reporter'), text: 'x' })).toBe('messages_tab_disabled');
    rig.slack.app.messages_tab = true;
  });

  test('under another name needs a scope', async () => {
    const disguised = { channel: room, text: 'x', username: 'Pager', icon_emoji: ':pager:' };
    const answer = await rig.bot.chat.postMessage(disguised);
    expect(answer.message).toMatchObject({ subtype: 'bot_message', username: 'Pager' });
    rig.slack.app.scopes.delete('chat:write.customize');
    expect(await post(disguised)).toBe('missing_scope');
    rig.slack.app.scopes.add('chat:write.customize');
  });

  test('an answer to an answer joins the same thread', async () => {
    const root = await rig.say(room, 'root');
    const reply = await rig.bot.chat.postMessage({ channel: room, thread_ts: root, text: 'one' });
    const ts = textAt(reply, 'ts');
    const second = await rig.bot.chat.postMessage({ channel: room, thread_ts: ts, text: 'two' });
    expect(second.message).toMatchObject({
      thread_ts: root,
      parent_user_id: rig.slack.app.bot_user_id,
    });
  });
});

describe('whispering', () => {
  const whisper = (args: object) =>
    codeOf(rig, 'chat.postEphemeral', {
      channel: room,
      user: idOf('reporter'),
      text: 'x',
      ...args,
    });

  test('is seen by one member and stands in no history', async () => {
    const args = { channel: room, user: idOf('reporter'), text: 'for you only' };
    const answer = await rig.bot.chat.postEphemeral(args);
    const { messages } = await rig.bot.conversations.history({ channel: room, limit: 5 });
    expect(messages?.some((message) => message.text === 'for you only')).toBe(false);
    expect(rig.channel(room).ephemerals.get(idOf('reporter'))).toMatchObject([
      { ts: answer.message_ts, text: 'for you only' },
    ]);
    const update = { channel: room, ts: answer.message_ts, text: 'changed' };
    expect(await codeOf(rig, 'chat.update', update)).toBe('message_not_found');
  });

  test.each([
    ['somebody outside', { user: 'U0DBA' }, 'user_not_in_channel'],
    ['somebody unknown', { user: 'U0NOBODY' }, 'user_not_in_channel'],
    ['nothing', { text: '' }, 'no_text'],
    ['in a channel unknown', { channel: 'C0NOWHERE' }, 'channel_not_found'],
    ['bad blocks', { blocks: [{ type: 'poem' }] }, 'invalid_blocks'],
    ['12,001 characters', { text: null, markdown_text: 'x'.repeat(12_001) }, 'msg_too_long'],
  ])('to %s is refused', async (_, args, code) => {
    expect(await whisper(args)).toBe(code);
  });
});

describe('deleting', () => {
  const remove = (args: object) => codeOf(rig, 'chat.delete', { channel: room, ...args });

  test('takes one message of the app away, once', async () => {
    const ts = await rig.say(room, 'gone soon');
    expect(await remove({ ts })).toBe('ok');
    expect(await remove({ ts })).toBe('message_not_found');
  });

  test('leaves a stone where a thread began', async () => {
    const ts = await rig.say(room, 'root');
    await rig.bot.chat.postMessage({ channel: room, thread_ts: ts, text: 'reply' });
    expect(await remove({ ts })).toBe('ok');
    const { messages } = await rig.bot.conversations.replies({ channel: room, ts });
    expect(messages?.map((message) => at(message, 'subtype'))).toEqual(['tombstone', undefined]);
    expect(await remove({ ts })).toBe('message_not_found');
  });

  test('is refused for the words of others', async () => {
    const theirs = await rig.act({
      type: 'post_message',
      user: 'reporter',
      channel: room,
      text: 'I',
    });
    expect(await remove({ ts: theirs.ts })).toBe('cant_delete_message');
    expect(await remove({ channel: 'C0NOWHERE', ts: theirs.ts })).toBe('channel_not_found');
  });
});

test('a permalink leads to a message, and to the thread of a reply', async () => {
  const ts = await rig.say(room, 'linked');
  const link = await rig.bot.chat.getPermalink({ channel: room, message_ts: ts });
  expect(link.permalink).toMatch(new RegExp(`/archives/${room}/p${ts.replace('.', '')}$`));
  const reply = await rig.bot.chat.postMessage({ channel: room, thread_ts: ts, text: 'r' });
  const message_ts = textAt(reply, 'ts');
  const inThread = await rig.bot.chat.getPermalink({ channel: room, message_ts });
  expect(inThread.permalink).toContain(`thread_ts=${ts}`);
  const code = (args: object) => codeOf(rig, 'chat.getPermalink', { channel: room, ...args });
  expect(await code({ message_ts: '1.000000' })).toBe('message_not_found');
  expect(await code({ channel: 'C0NOWHERE', message_ts: ts })).toBe('channel_not_found');
});

test('a me message is said in the third person', async () => {
  const { ts } = await rig.bot.chat.meMessage({ channel: room, text: 'waves' });
  expect(rig.channel(room).messages.get(ts ?? '')).toMatchObject({ subtype: 'me_message' });
  expect(await codeOf(rig, 'chat.meMessage', { channel: room, text: '' })).toBe('no_text');
  expect(await codeOf(rig, 'chat.meMessage', { channel: 'C0NOWHERE', text: 'x' })).toBe(
    'channel_not_found',
  );
});
