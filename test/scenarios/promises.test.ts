import { expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { declared, minutesToNextUpdate, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** A pace that slows down, and customers who are promised a first word. */
const policyPath = policyWith({
  'messages: {}': `messages: {}
templates:
  - { key: news, name: News, text: "We are on it." }
audiences:
  - { key: customers, name: Customers, outside: true, by: [phone], told: { update: news } }
  - { key: partners, name: Partners, outside: true, by: [phone], told: { update: news } }
cadences:
  - key: room
    when: { severity: [sev1], phase: [triage, active] }
    steps:
      - { every_minutes: 10, until_minutes: 10 }
      - { every_minutes: 20, until_minutes: 120 }
      - { every_minutes: 60 }
  - { key: calm, when: { phase: [mitigated] }, steps: [{ every_minutes: 90 }] }
  - { key: customers, audience: customers, steps: [{ every_minutes: 15 }] }
  - { key: partners, audience: partners, steps: [{ every_minutes: 16 }] }
`,
});
const world = testWorld({ policyPath });

const texts = async (room: Room) => (await room.messages()).map(({ text }) => text);
const count = async (room: Room, like: RegExp) =>
  (await texts(room)).filter((text) => like.test(text)).length;

test('updates come at the pace of the policy; one is skipped with a reason; the topic says the pace, the card when', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'API is down sev1');
  const commander = slack.user('commander').goTo(room);
  await commander.command('/incident take');
  expect(await minutesToNextUpdate(world, room)).toBe(10);
  await slack.settle();
  expect(await room.topic()).toContain('update every 10 min');
  await slack.fastForward({ minutes: 11 });
  const due = room.message(/an update is due now/);
  await due.button('Post update').click(commander);
  const form = await commander.modal(`Update #${number}`);
  expect(form.words()).toContain('as usual, in 20 min');
  await form.fill({ 'What do we know?': 'The pool is full' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await minutesToNextUpdate(world, room)).toBe(20);
  expect(await room.topic()).toContain('update every 20 min');

  // The buttons of an older reminder lead nowhere; the word does.
  await due.button('Skip this one').click(commander);
  await commander.ephemeral(/^Somebody was faster: the next update is now due/).seen();
  expect(await commander.ask('/incident skip the restart takes an hour')).toMatch(
    /^Left out\. The next/,
  );
  expect(await commander.ask('/incident timeline')).toMatch(
    /@cleo left out the update due .*; the next is due .*: the restart takes an hour/,
  );
  // It would have been due after 20 minutes; the next one is after 40.
  await slack.fastForward({ minutes: 30 });
  expect(await count(room, /update is due|update promised/)).toBe(1);
  await slack.fastForward({ minutes: 6 });
  expect(await count(room, /update is due|update promised/)).toBe(2);

  await commander.command('/incident status monitoring because the restart helped');
  await slack.settle();
  expect(await room.topic()).toContain('update every 1 h 30 min');
  await commander.command('/incident resolve it holds');
  await slack.settle();
  expect(await room.message(/News on time/).words()).toMatch(/News on time: updates 0 of 1/);
});

test('who is promised a first word is named once for all who wait: before, at and after', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Login is slow sev2');
  const liaison = slack.user('liaison').goTo(room);
  await liaison.join(room);
  await slack.fastForward({ minutes: 11 });
  await room.message(/^:hourglass: Customers are promised news at .*\n:hourglass: Partners/).seen();
  await slack.fastForward({ minutes: 4 });
  const reminder = room.message(/^:alarm_clock: Customers were promised news/);
  await reminder.button('Message: Customers').click(liaison);
  const form = await liaison.modal(/Customers/);
  await form.fill({ 'And then?': 'I sent it', 'Proof, or why it is dropped': 'phoned' });
  await form.submit();
  await slack.settle();
  await slack.fastForward({ minutes: 14 });
  const said = (await texts(room)).filter((text) => /promised news/.test(text));
  expect(said.map((text) => text.match(/\*(Customers|Partners)\*/g)?.join())).toEqual([
    '*Customers*,*Partners*',
    '*Customers*,*Partners*',
    '*Customers*',
  ]);
  expect(number).toBeGreaterThan(1);
});
