import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, type Rig, startRig, textAt } from './rig.ts';

let rig: Rig;
let room: string;
beforeAll(async () => {
  rig = await startRig();
  room = await rig.room('chat', 'reporter');
});
afterAll(() => rig.slack.close());

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('updating', () => {
  const update = (args: object) => codeOf(rig, 'chat.update', { channel: room, ...args });
  const shown = async (ts: string) =>
    (
      await rig.bot.conversations.history({
        channel: room,
        latest: ts,
        inclusive: true,
        limit: 1,
        include_all_metadata: true,
      })
    ).messages?.[0];

  test('takes 4,000 characters and refuses 4,001', async () => {
    const ts = await rig.say(room, 'short');
    expect(await update({ ts, text: 'x'.repeat(4000) })).toBe('ok');
    expect(await update({ ts, text: 'x'.repeat(4001) })).toBe('msg_too_long');
  });

  test('with text alone takes the blocks away and marks the message as edited', async () => {
    const args = { channel: room, text: 'card', blocks: [section('card')] };
    const ts = textAt(await rig.bot.chat.postMessage(args), 'ts');
    await rig.bot.chat.update({ channel: room, ts, text: 'plain' });
    const after = await shown(ts);
    expect(after).toMatchObject({ text: 'plain', edited: { user: rig.slack.app.bot_user_id } });
    expect(after).not.toHaveProperty('blocks');
  });

  test('with blocks changes them and leaves no mark', async () => {
    const ts = await rig.say(room, 'card');
    await rig.bot.chat.update({ channel: room, ts, text: 'new', blocks: [section('new')] });
    const after = await shown(ts);
    expect(after?.blocks?.[0]?.text?.text).toBe('new');
    expect(after).not.toHaveProperty('edited');
  });

  test('keeps metadata until it is given anew, and takes it away for an empty object', async () => {
    const metadata = { event_type: 'card', event_payload: { version: 1 } };
    const ts = textAt(await rig.bot.chat.postMessage({ channel: room, text: 'a', metadata }), 'ts');
    await rig.bot.chat.update({ channel: room, ts, text: 'b' });
    expect((await shown(ts))?.metadata).toEqual(metadata);
    await rig.bot.apiCall('chat.update', { channel: room, ts, text: 'c', metadata: {} });
    expect(await shown(ts)).not.toHaveProperty('metadata');
  });

  test('keeps attachments that it does not mention', async () => {
    const attachments = [{ text: 'note' }];
    const first = await rig.bot.chat.postMessage({ channel: room, text: 'a', attachments });
    const ts = textAt(first, 'ts');
    await rig.bot.chat.update({ channel: room, ts, text: 'b' });
    expect((await shown(ts))?.attachments?.[0]?.text).toBe('note');
    await rig.bot.chat.update({ channel: room, ts, text: 'c', attachments: [] });
    expect(await shown(ts)).not.toHaveProperty('attachments');
  });

  test('is refused for the words of others, for what is not there, and for nothing', async () => {
    const theirs = await rig.act({
      type: 'post_message',
      user: 'reporter',
      channel: room,
      text: 'I',
    });
    expect(await update({ ts: theirs.ts, text: 'you' })).toBe('cant_update_message');
    await rig.bot.conversations.setTopic({ channel: room, topic: 'topic' });
    const { messages } = await rig.bot.conversations.history({ channel: room, limit: 1 });
    expect(await update({ ts: messages?.[0]?.ts, text: 'x' })).toBe('cant_update_message');
    expect(await update({ ts: '1.000000', text: 'x' })).toBe('message_not_found');
    const ts = await rig.say(room, 'x');
    expect(await update({ ts })).toBe('no_text');
    expect(await update({ ts, text: '' })).toBe('no_text');
    expect(await update({ ts, blocks: '{' })).toBe('invalid_blocks_format');
    expect(await update({ ts, blocks: [{ type: 'poem' }] })).toBe('invalid_blocks');
    expect(await update({ ts, text: 'x', markdown_text: 'y' })).toBe('markdown_text_conflict');
    expect(await update({ ts, text: 'x', metadata: '[]' })).toBe('invalid_metadata_format');
    expect(await update({ ts, channel: 'C0NOWHERE', text: 'x' })).toBe('channel_not_found');
  });

  test('is refused in the archive', async () => {
    const channel = await rig.room('update-archived');
    const ts = await rig.say(channel, 'x');
    await rig.bot.conversations.archive({ channel });
    expect(await update({ channel, ts, text: 'y' })).toBe('is_inactive');
  });
});
