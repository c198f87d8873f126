import { expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** Slack is away, or takes away what Muster works in; people see one thing at a time. */

const world = testWorld({
  start: {
    patience: {
      settleMs: 300,
      urgentSettleMs: 200,
      backOffMs: 50,
      roomMs: 10_000,
      secondLooksMs: [500, 4_000, 8_000],
    },
  },
});

const down = { on: 'call', fault: { kind: 'fail_before', status: 503 } } as const;
const hour = 3_600_000;

/** What Muster said in the room from now on, oldest first. */
async function said(room: Room, after: string): Promise<string[]> {
  const messages = await room.messages();
  return messages.filter(({ ts, bot_id }) => ts > after && bot_id).map(({ text }) => text);
}

async function lastTs(room: Room): Promise<string> {
  return (await room.messages()).at(-1)?.ts ?? '';
}

test('Slack down for an hour: the newest state is shown, what happened is one message, what is asked comes as itself', async () => {
  world.expectTrouble();
  const { slack } = world;
  const { room, number } = await declared(world, 'API is down sev1');
  const commander = slack.user('commander').goTo(room);
  await commander.join(room);
  await slack.settle();
  const before = await lastTs(room);
  await slack.faults(down);
  await commander.command('/incident take');
  for (let count = 1; count <= 12; count += 1) {
    await commander.command(`/incident note finding number ${count}`);
  }
  await commander.command('/incident severity sev2 only half of it');
  await slack.link.advance(hour);
  await commander.command('/incident note after an hour');
  await slack.faults();
  await slack.settle();
  const told = await said(room, before);
  const digest = told.filter((text) => /Nothing could be told here/.test(text));
  expect(digest).toHaveLength(1);
  for (let count = 1; count <= 12; count += 1) expect(digest[0]).toContain(`number ${count}`);
  expect(digest[0]?.indexOf('number 1 ')).toBeLessThan(digest[0]?.indexOf('number 12') ?? 0);
  expect(told.filter((text) => /finding number/.test(text))).toEqual(digest);
  // The update that is due is asked for, with its buttons; what is no hour old is told as itself.
  await room.message(/update is (due|late)/).seen();
  expect(told.filter((text) => /after an hour/.test(text))).toHaveLength(1);
  expect(told.length).toBeLessThanOrEqual(6);
  expect(await room.topic()).toContain('SEV2');
  await room.message(/Incident commander: @cleo/).seen();
  // The card was brought up to date before the story of the hour was told.
  const calls = await slack.journal({ direction: 'call' });
  const ok = calls.filter(({ response }) => (response as { ok?: boolean } | null)?.ok);
  const at = (like: (each: (typeof ok)[number]) => boolean) => ok.findLastIndex(like);
  const card = ok.findIndex(
    ({ name, request }, index) =>
      name === 'chat.update' && index > 0 && JSON.stringify(request).includes('SEV2'),
  );
  expect(card).toBeLessThan(
    at(({ request }) => JSON.stringify(request).includes('Nothing could be told here')),
  );
  expect(number).toBe(1);
});

test('a message that Slack shows too late is there twice for a moment, and once in the end', async () => {
  world.expectTrouble();
  const { slack } = world;
  const { room } = await declared(world, 'Mail is late sev3');
  const commander = slack.user('commander').goTo(room);
  const post = { on: 'call', method: 'chat.postMessage', channel: room.id, times: 1 } as const;
  await slack.faults(
    { ...post, fault: { kind: 'delay_visibility', ms: 3_000 } },
    { ...post, fault: { kind: 'fail_after' } },
  );
  await commander.command('/incident note the queue is full');
  const copies = async () =>
    (await room.messages()).filter(({ text }) => text.includes('the queue is full'));
  await expect.poll(async () => (await copies()).length).toBe(2);
  const [older] = await copies();
  await expect.poll(async () => (await copies()).length).toBe(1);
  expect(await copies()).toMatchObject([{ ts: older?.ts }]);
  await slack.settle();
});

test('removed from a private room, Muster asks its commander to be invited again, and goes on when it is', async () => {
  world.expectTrouble();
  const { slack } = world;
  const reporter = slack.user('reporter');
  const { room, number } = await declared(world, 'Keys are lost sev1 --private');
  const bot = (await room.members()).find((id) =>
    slack.users.some((each) => each.id === id && each.is_bot),
  );
  await reporter.do({ type: 'kick', channel: room.id, users: [bot ?? ''] });
  reporter.goTo(room);
  await reporter.command(`/incident note #${number} the vault is open`);
  const dm = await reporter.dm();
  await dm
    .message(/I can no longer write in the channel of/)
    .button('Create new channel')
    .seen();
  const open = async () =>
    (await room.messages()).filter(({ text }) => text.includes('the vault is open'));
  expect(await open()).toEqual([]);
  await reporter.do({ type: 'invite', channel: room.id, users: [bot ?? ''] });
  await room.message(/the vault is open/).seen();
  await slack.settle();
});

test('a deleted room is made anew at a press, with its card and its people', async () => {
  world.expectTrouble();
  const { slack, local } = world;
  const { room, number } = await declared(world, 'Search is slow sev2');
  const commander = slack.user('commander');
  await commander.command(`/incident take commander #${number}`);
  await slack.settle();
  local.sandbox.workspace.channels.delete(room.id);
  await commander.command(`/incident note #${number} the index is gone`);
  const dm = await commander.dm();
  await dm
    .message(/was deleted/)
    .button('Create new channel')
    .click(commander);
  await slack.settle();
  const anew = await slack.channel(new RegExp(`^inc-${number}-`));
  expect(anew.id).not.toBe(room.id);
  await anew.message('the index is gone').seen();
  expect(await anew.pins()).toHaveLength(1);
  expect(await anew.people()).toEqual(expect.arrayContaining(['reporter', 'commander']));
});

test('a renamed room is written in as before', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Cache is cold sev3');
  await slack
    .user('reporter')
    .do({ type: 'rename_channel', channel: room.id, name: `cold-${number}` });
  await slack.user('commander').command(`/incident note #${number} it is warm again`);
  await slack.settle();
  await room.message('it is warm again').seen();
  expect(await room.name()).toBe(`cold-${number}`);
});

test('a workspace whose channels cannot be listed pages and declares as fast as ever', async () => {
  world.expectTrouble();
  const { slack } = world;
  await slack.faults({ on: 'call', method: 'conversations.list', fault: { kind: 'hang' } });
  const listed = async () => (await slack.journal({ name: 'conversations.list' })).length;
  const lists = await listed();
  const { room } = await declared(world, 'Login fails sev1');
  await slack.user('commander').command('/incident page @enzo come quickly', room);
  await slack.settle();
  const dm = await slack.user('engineer').dm();
  await dm.message(/come quickly/).seen();
  expect(await listed(), 'nobody waits for a list of channels').toBe(lists);
});
