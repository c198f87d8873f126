import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, type Rig, startRig, textAt } from './rig.ts';

let rig: Rig;
let room: string;
beforeAll(async () => {
  rig = await startRig();
  room = await rig.room('marks', 'reporter');
});
afterAll(() => rig.slack.close());

async function archived(name: string): Promise<{ channel: string; timestamp: string }> {
  const channel = await rig.room(name);
  const timestamp = await rig.say(channel, 'last words');
  await rig.bot.conversations.archive({ channel });
  return { channel, timestamp };
}

describe('pinning', () => {
  const pin = (args: object) => codeOf(rig, 'pins.add', { channel: room, ...args });
  const unpin = (args: object) => codeOf(rig, 'pins.remove', { channel: room, ...args });

  test('shows in the list and on the message, and leaves a message of its own', async () => {
    const timestamp = await rig.say(room, 'the card');
    await rig.bot.pins.add({ channel: room, timestamp });
    const { items } = await rig.bot.pins.list({ channel: room });
    expect(items?.[0]).toMatchObject({
      type: 'message',
      created_by: rig.slack.app.bot_user_id,
      message: { ts: timestamp, text: 'the card', pinned_to: [room] },
    });
    const { messages } = await rig.bot.conversations.history({ channel: room, limit: 1 });
    expect(messages?.[0]).toMatchObject({ subtype: 'pinned_item' });
  });

  test('happens once, and is taken back once', async () => {
    const timestamp = await rig.say(room, 'once');
    expect(await pin({ timestamp })).toBe('ok');
    expect(await pin({ timestamp })).toBe('already_pinned');
    expect(await unpin({ timestamp })).toBe('ok');
    expect(await unpin({ timestamp })).toBe('no_pin');
  });

  test.each([
    ['nothing', {}, 'no_item_specified'],
    ['a time in words', { timestamp: 'now' }, 'bad_timestamp'],
    ['what is not there', { timestamp: '1.000000' }, 'message_not_found'],
    ['in an unknown channel', { channel: 'C0NOWHERE', timestamp: '1.0' }, 'channel_not_found'],
  ])('%s is refused', async (_, args, code) => {
    expect(await pin(args)).toBe(code);
    expect(await unpin(args)).toBe(code);
  });

  test('stops at a hundred', async () => {
    const channel = await rig.room('pins-many');
    const { workspace } = rig.slack;
    for (let each = 0; each < 100; each += 1) {
      rig.channel(channel).pins.push({ ts: workspace.nextTs(), created: 0, created_by: 'U0' });
    }
    const timestamp = await rig.say(channel, 'one too many');
    expect(await pin({ channel, timestamp })).toBe('too_many_pins');
  });

  test('is for members of a living channel', async () => {
    const outside = await rig.foreign('pins-outside');
    expect(await pin({ channel: outside, timestamp: '1.0' })).toBe('not_in_channel');
    expect(await pin(await archived('pins-archived'))).toBe('restricted_action');
  });
});

describe('a bookmark', () => {
  const link = 'https://example.com/runbook';
  const add = (args: object) =>
    codeOf(rig, 'bookmarks.add', {
      channel_id: room,
      title: 'Runbook',
      type: 'link',
      link,
      ...args,
    });

  test('is added, changed, listed and removed', async () => {
    const args = { channel_id: room, title: 'Runbook', type: 'link' as const, link };
    const added = await rig.bot.bookmarks.add({ ...args, emoji: ':book:' });
    expect(added.bookmark).toMatchObject({ title: 'Runbook', link, emoji: ':book:', type: 'link' });
    const bookmark_id = added.bookmark?.id ?? '';
    const edited = await rig.bot.bookmarks.edit({ channel_id: room, bookmark_id, title: 'Book' });
    expect(edited.bookmark).toMatchObject({ id: bookmark_id, title: 'Book', link });
    const { bookmarks } = await rig.bot.bookmarks.list({ channel_id: room });
    expect(bookmarks?.map((each) => each.id)).toEqual([bookmark_id]);
    await rig.bot.bookmarks.remove({ channel_id: room, bookmark_id });
    expect((await rig.bot.bookmarks.list({ channel_id: room })).bookmarks).toEqual([]);
  });

  test.each([
    ['of another type', { type: 'folder' }, 'invalid_bookmark_type'],
    ['without a link', { link: undefined }, 'invalid_link'],
    ['with a link that is none', { link: 'runbook' }, 'invalid_link'],
    ['with a script for a link', { link: 'javascript:alert(1)' }, 'invalid_link'],
    ['with 2,049 characters of link', { link: long('https://example.com/', 2049) }, 'invalid_link'],
    ['with 257 characters of title', { title: 'x'.repeat(257) }, 'invalid_arguments'],
    ['with an emoji that is none', { emoji: 'a book' }, 'invalid_emoji'],
    ['in an unknown channel', { channel_id: 'C0NOWHERE' }, 'channel_not_found'],
  ])('%s is refused', async (_, args, code) => {
    expect(await add(args)).toBe(code);
  });

  test('may have 256 characters of title and 2,048 of link', async () => {
    const channel_id = await rig.room('bookmarks-long');
    const most = { title: 'x'.repeat(256), link: long('https://example.com/', 2048) };
    expect(await add({ channel_id, ...most })).toBe('ok');
  });

  test('is for members of a living channel', async () => {
    expect(await add({ channel_id: await rig.foreign('bookmarks-outside') })).toBe(
      'permission_denied',
    );
    const { channel } = await archived('bookmarks-archived');
    expect(await add({ channel_id: channel })).toBe('permission_denied');
  });

  test('that is not there can be neither changed nor removed', async () => {
    const args = { channel_id: room, bookmark_id: 'Bk0' };
    expect(await codeOf(rig, 'bookmarks.edit', args)).toBe('not_found');
    expect(await codeOf(rig, 'bookmarks.remove', args)).toBe('not_found');
  });

  function long(start: string, length: number): string {
    return start.padEnd(length, 'x');
  }
});

describe('reacting', () => {
  const react = (args: object) =>
    codeOf(rig, 'reactions.add', { channel: room, name: 'eyes', ...args });
  const unreact = (args: object) =>
    codeOf(rig, 'reactions.remove', { channel: room, name: 'eyes', ...args });

  test('is counted on the message', async () => {
    const timestamp = await rig.say(room, 'look');
    await rig.bot.reactions.add({ channel: room, timestamp, name: 'eyes' });
    await rig.act({
      type: 'add_reaction',
      user: 'reporter',
      channel: room,
      ts: timestamp,
      name: 'eyes',
    });
    const answer = await rig.bot.reactions.get({ channel: room, timestamp });
    expect(answer.message?.reactions).toMatchObject([{ name: 'eyes', count: 2 }]);
    const { items } = await rig.bot.reactions.list({});
    expect(items?.map((item) => textAt(item, 'message', 'ts'))).toContain(timestamp);
  });

  test('happens once, and is taken back once', async () => {
    const timestamp = await rig.say(room, 'once');
    expect(await react({ timestamp })).toBe('ok');
    expect(await react({ timestamp })).toBe('already_reacted');
    expect(await unreact({ timestamp })).toBe('ok');
    expect(await unreact({ timestamp })).toBe('no_reaction');
  });

  test.each([
    ['with a name that is none', { timestamp: 'own', name: 'two words' }, 'invalid_name'],
    ['to a time in words', { timestamp: 'now' }, 'bad_timestamp'],
    ['to what is not there', { timestamp: '1.000000' }, 'message_not_found'],
    ['in an unknown channel', { channel: 'C0NOWHERE', timestamp: '1.0' }, 'channel_not_found'],
  ])('%s is refused', async (_, args, code) => {
    const timestamp = args.timestamp === 'own' ? await rig.say(room, 'x') : args.timestamp;
    expect(await react({ ...args, timestamp })).toBe(code);
    expect(await unreact({ ...args, timestamp })).toBe(code);
  });

  test('with a skin tone is allowed', async () => {
    const timestamp = await rig.say(room, 'wave');
    expect(await react({ timestamp, name: 'wave::skin-tone-3' })).toBe('ok');
  });

  test('is for members of a living channel', async () => {
    const channel = await rig.foreign('reactions-outside');
    expect(await react({ channel, timestamp: '1.0' })).toBe('no_access');
    expect(await react(await archived('reactions-archived'))).toBe('is_archived');
  });

  test('to nothing is refused', async () => {
    expect(await codeOf(rig, 'reactions.get', {})).toBe('no_item_specified');
    expect(await codeOf(rig, 'reactions.get', { channel: room })).toBe('no_item_specified');
    expect(await codeOf(rig, 'reactions.remove', { name: 'eyes' })).toBe('no_item_specified');
  });
});
