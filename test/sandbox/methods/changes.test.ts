import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { idOf } from '../../../sandbox/cast.ts';
import type { Change } from '../../../sandbox/server/changes.ts';
import { type Rig, startRig, textAt } from './rig.ts';

/** What happened since the test began: the kinds of change, messages with their subtype. */
let happened: string[] = [];
let rig: Rig;

beforeAll(async () => {
  rig = await startRig();
  rig.slack.workspace.onChange((change) => {
    const word = wordFor(change);
    if (word !== undefined) happened.push(word);
  });
});
beforeEach(() => {
  happened = [];
});
afterAll(() => rig.slack.close());

function wordFor(change: Change): string | undefined {
  if (change.kind === 'message_posted') return `message:${change.message.subtype ?? 'said'}`;
  // What only the page looks at is no event for apps.
  const silent = ['channel_changed', 'read_marked', 'bookmark_changed', 'app_changed'];
  return silent.includes(change.kind) ? undefined : change.kind;
}

/** Calls the bot's methods one after another, then tells what happened by the last one. */
async function by(call: () => Promise<unknown>): Promise<string[]> {
  happened = [];
  await call();
  return happened;
}

test('creating a channel tells of the channel and of its first member', async () => {
  expect(await by(() => rig.bot.conversations.create({ name: 'made' }))).toEqual([
    'channel_created',
    'member_joined',
    'message:channel_join',
  ]);
});

test('in a private channel the messages are those of groups', async () => {
  const { channel } = await rig.bot.conversations.create({ name: 'secret', is_private: true });
  const id = channel?.id ?? '';
  const topic = () => rig.bot.conversations.setTopic({ channel: id, topic: 'x' });
  expect(await by(topic)).toEqual(['message:group_topic']);
  const purpose = () => rig.bot.conversations.setPurpose({ channel: id, purpose: 'x' });
  expect(await by(purpose)).toEqual(['message:group_purpose']);
  const rename = () => rig.bot.conversations.rename({ channel: id, name: 'secret-2' });
  expect(await by(rename)).toEqual(['channel_renamed', 'message:group_name']);
  const archive = () => rig.bot.conversations.archive({ channel: id });
  expect(await by(archive)).toEqual(['message:group_archive', 'channel_archived']);
});

test('each invited member joins on their own', async () => {
  const channel = await rig.room('invited');
  const users = [idOf('reporter'), idOf('scribe')].join(',');
  const join = ['member_joined', 'message:channel_join'];
  expect(await by(() => rig.bot.conversations.invite({ channel, users }))).toEqual([
    ...join,
    ...join,
  ]);
  const kick = () => rig.bot.conversations.kick({ channel, user: idOf('scribe') });
  expect(await by(kick)).toEqual(['member_left', 'message:channel_leave']);
});

test('an invitation that is refused changes nothing', async () => {
  const channel = await rig.room('uninvited');
  const users = `${idOf('reporter')},U0NOBODY`;
  expect(
    await by(() => rig.bot.conversations.invite({ channel, users }).catch(() => undefined)),
  ).toEqual([]);
});

test('what is said, changed, pinned, liked and deleted is told each time', async () => {
  const channel = await rig.room('told');
  const said = await rig.bot.chat.postMessage({ channel, text: 'x' });
  const ts = textAt(said, 'ts');
  const at = { channel, timestamp: ts };
  expect(happened.at(-1)).toBe('message:said');
  expect(await by(() => rig.bot.pins.add(at))).toEqual(['pin_added', 'message:pinned_item']);
  expect(await by(() => rig.bot.pins.remove(at))).toEqual(['pin_removed']);
  const eyes = { ...at, name: 'eyes' };
  expect(await by(() => rig.bot.reactions.add(eyes))).toEqual(['reaction_added']);
  expect(await by(() => rig.bot.reactions.remove(eyes))).toEqual(['reaction_removed']);
  expect(await by(() => rig.bot.chat.update({ channel, ts, text: 'y' }))).toEqual([
    'message_changed',
  ]);
  expect(await by(() => rig.bot.chat.delete({ channel, ts }))).toEqual(['message_deleted']);
});

test('user groups tell of their making, their change and their members', async () => {
  const create = () => rig.bot.usergroups.create({ name: 'On call', handle: 'on-call' });
  expect(await by(create)).toEqual(['usergroup_created']);
  const usergroup = [...rig.slack.workspace.groups.keys()].at(-1) ?? '';
  const fill = () => rig.bot.usergroups.users.update({ usergroup, users: idOf('oncall') });
  expect(await by(fill)).toEqual(['usergroup_members_changed']);
  expect(await by(() => rig.bot.usergroups.disable({ usergroup }))).toEqual(['usergroup_changed']);
});
