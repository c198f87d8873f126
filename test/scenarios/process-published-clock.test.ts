import { beforeAll, expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { wordsOfMessage } from '../../sandbox/client/words.ts';
import { furnish } from '../../sandbox/furnish.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** The time rules of the published process, each told with the clock moved. */

const policyPath = peopled('pagerduty-style.yaml', {
  '@incident-commanders': ['commander', 'manager', 'engineer'],
  '@service-on-call': ['oncall'],
  '@service-backup': ['dba'],
});
const world = testWorld({ policyPath });
const card = /Declared by @\w+, /;

beforeAll(async () => {
  const loaded = await loadPolicyFile(policyPath);
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  furnish(world.local.sandbox.workspace, loaded.policy);
});

/** What Muster wrote into a room, oldest first, without the card and Slack's own lines. */
async function said(room: Room, like = /./): Promise<string[]> {
  const all = await room.messages();
  return all
    .filter(({ subtype }) => !subtype)
    .map((each) => wordsOfMessage(each, world.slack.names))
    .filter((words) => !card.test(words) && like.test(words));
}

/** The room gets an update, the commander approves the message to customers, and the liaison posts it. */
async function publish(room: Room, news = ''): Promise<void> {
  const [commander, liaison] = [world.slack.user('commander'), world.slack.user('liaison')];
  if (news) await commander.command(`/incident update ${news}`, room);
  await world.slack.settle();
  for (const [who, then] of [
    [commander, 'Approve'],
    [liaison, 'I sent it'],
  ] as const) {
    await who.command('/incident tell customers', room);
    const form = await who.modal('To Customers');
    await form.fill({ 'And then?': then });
    expect(await form.submit()).toMatchObject({ accepted: true });
  }
  await world.slack.settle();
}

/** How many minutes after the last message to customers the next is promised. */
async function promisedAfter(room: Room): Promise<number> {
  const words = await room.message(card).words();
  const times = /Customers ([-\d]+ [:\d]+) UTC · Customers promised next at ([-\d]+ [:\d]+) UTC/;
  const [, told = '', next = ''] = times.exec(words) ?? [];
  return (Date.parse(`${next}Z`) - Date.parse(`${told}Z`)) / 60_000;
}

test('first public word in five minutes, scope in five more, every twenty for two hours, then every hour', async () => {
  const { slack } = world;
  const [commander, liaison] = [slack.user('commander'), slack.user('liaison')];
  const { room } = await declared(world, 'Notifications are late sev1');
  const shown = room.message(card);
  await commander.command('/incident take', room);
  await commander.command('/incident ack', room);
  await liaison.command('/incident take customer liaison', room);
  await slack.settle();
  expect(await shown.words()).toMatch(
    /First public message due [\s\S]*What it affects, in public due /,
  );
  await slack.fastForward({ minutes: 5 });
  // What is owed and promised for the same minute is one message, with what is owed next.
  expect(await said(room, /First public|promised/)).toEqual([
    expect.stringMatching(
      /@lin.* First public message is late.*\n.*What it affects, in public is due/,
    ),
  ]);
  await publish(room);
  await slack.fastForward({ minutes: 5 });
  expect(await said(room, /Customers were promised/)).toEqual([]);
  await room.message(/@lin.* What it affects, in public is .*late/).seen();
  await publish(room, 'Pushes wait, e-mails arrive');
  expect(await shown.words()).not.toMatch(/What it affects, in public/);
  expect(await promisedAfter(room)).toBe(20);
  await slack.fastForward({ minutes: 20 });
  await room.message(/@lin.* Customers were promised news at /).seen();
  await publish(room, 'The queue empties');
  expect(await promisedAfter(room)).toBe(20);
  await slack.fastForward({ minutes: 95 });
  await publish(room, 'It takes longer than we thought');
  expect(await promisedAfter(room)).toBe(60);
  await commander.command('/incident cancel the story is over', room);
});

test('a commander who says nothing is asked, then the deputy, then whoever commands next', async () => {
  const { slack } = world;
  const [commander, manager, engineer] = ['commander', 'manager', 'engineer'].map((key) =>
    slack.user(key),
  );
  if (!commander || !manager || !engineer) throw new Error();
  const { room } = await declared(world, 'Intake is slow sev2');
  await commander.command('/incident take', room);
  await commander.command('/incident ack', room);
  await manager.command('/incident take deputy', room);
  await slack.settle();
  await slack.fastForward({ minutes: 29 });
  expect(await said(room, /are you still with/)).toEqual([]);
  await slack.fastForward({ minutes: 2 });
  await (await commander.dm()).message(/Are you still with #\d+ Intake/).seen();
  await slack.fastForward({ minutes: 5 });
  await (await manager.dm()).message(/@cleo does not answer in #\d+ Intake/).seen();
  await room.message(/@mona, please take over/).seen();
  await slack.fastForward({ minutes: 5 });
  await room.message(/@cleo does not answer[\s\S]*Whoever can: take over/).seen();
  await slack.fastForward({ minutes: 5 });
  const page = (await engineer.dm()).message(/You are paged[\s\S]*All commanders/);
  await page.button("I'm coming").click(engineer);
  await room
    .message(/does not answer[\s\S]*Whoever can: take over/)
    .button('Take over Incident commander')
    .click(engineer);
  await slack.settle();
  expect(await room.message(card).words()).toMatch(/Incident commander: @enzo/);
  // Each was said once, and nobody else is asked once somebody commands.
  await slack.fastForward({ minutes: 15 });
  expect(await said(room, /are you still with/)).toHaveLength(1);
  expect(await said(room, /does not answer/)).toHaveLength(2);
});
