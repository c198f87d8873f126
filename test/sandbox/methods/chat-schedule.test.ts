import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, type Rig, startRig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.slack.close());

const minute = 60;
const day = 24 * 3600;
const inS = (seconds: number) => rig.slack.workspace.clock.seconds() + seconds;
const texts = (channel: string) =>
  [...rig.channel(channel).messages.values()].map((message) => message.text);

describe('scheduling', () => {
  test.each([
    ['for a moment ago', () => ({ post_at: inS(-1) }), 'time_in_past'],
    ['for more than 120 days ahead', () => ({ post_at: inS(121 * day) }), 'time_too_far'],
    ['for a time in words', () => ({ post_at: 'tomorrow' }), 'invalid_time'],
    ['nothing', () => ({ text: '' }), 'no_text'],
    ['bad blocks', () => ({ blocks: [{ type: 'poem' }] }), 'invalid_blocks'],
    ['in an unknown channel', () => ({ channel: 'C0NOWHERE' }), 'channel_not_found'],
  ])('%s is refused', async (what, args, code) => {
    const channel = await rig.room(`schedule-${what.replaceAll(' ', '-')}`);
    const call = { channel, text: 'later', post_at: inS(minute), ...args() };
    expect(await codeOf(rig, 'chat.scheduleMessage', call)).toBe(code);
  });

  test('takes 30 messages within five minutes of each other, and no 31st', async () => {
    const channel = await rig.room('schedule-burst');
    const at = (seconds: number) =>
      codeOf(rig, 'chat.scheduleMessage', { channel, text: 'x', post_at: inS(seconds) });
    for (let each = 1; each <= 30; each += 1) expect(await at(minute + each)).toBe('ok');
    expect(await at(minute)).toBe('restricted_too_many');
    expect(await at(30 * minute)).toBe('ok');
  });

  test('is posted when its time has come, unless it was taken back', async () => {
    const channel = await rig.room('schedule-posted');
    const later = { channel, post_at: inS(10 * minute) };
    const kept = await rig.bot.chat.scheduleMessage({ ...later, text: 'kept' });
    const dropped = await rig.bot.chat.scheduleMessage({ ...later, text: 'dropped' });
    const list = await rig.bot.chat.scheduledMessages.list({ channel });
    expect(list.scheduled_messages?.map((each) => each.id)).toEqual([
      kept.scheduled_message_id,
      dropped.scheduled_message_id,
    ]);
    const scheduled_message_id = dropped.scheduled_message_id ?? '';
    await rig.bot.chat.deleteScheduledMessage({ channel, scheduled_message_id });
    rig.slack.advance(11 * minute * 1000);
    expect(texts(channel)).toContain('kept');
    expect(texts(channel)).not.toContain('dropped');
  });

  test('with metadata is accepted and never posted', async () => {
    const channel = await rig.room('schedule-metadata');
    const metadata = { event_type: 'card', event_payload: {} };
    await rig.bot.chat.scheduleMessage({ channel, text: 'lost', post_at: inS(minute), metadata });
    rig.slack.advance(2 * minute * 1000);
    expect(texts(channel)).not.toContain('lost');
  });
});

test('only what is scheduled there can be taken back', async () => {
  const channel = await rig.room('unschedule');
  const remove = (args: object) =>
    codeOf(rig, 'chat.deleteScheduledMessage', { channel, scheduled_message_id: 'Q0', ...args });
  expect(await remove({})).toBe('invalid_scheduled_message_id');
  expect(await remove({ channel: 'C0NOWHERE' })).toBe('channel_not_found');
});

test('the list of what is scheduled knows its channels and cursors', async () => {
  const list = (args: object) => codeOf(rig, 'chat.scheduledMessages.list', { ...args });
  expect(await list({ channel: 'C0NOWHERE' })).toBe('invalid_channel');
  expect(await list({ cursor: 'abc' })).toBe('invalid_cursor');
});
