import { expect, test } from 'vitest';
import { declared, policyWith, pressMore } from '../support/story.ts';
import { wentBy } from '../support/went-by.ts';
import { testWorld } from '../support/world.ts';

const policyPath = policyWith({
  'messages: {}': `messages: {}

directory:
  teams:
    - { key: database, name: Database team, members: ["dita@example.com"] }
  contacts:
    - { key: vendor, name: Vendor, phone: "+1 555 0100" }
escalation:
  - key: technical
    name: Technical
    when: { severity: [sev1] }
    while: unacknowledged
    levels:
      - { name: L1 On call, on_call: primary, after_minutes: 0 }
      - { name: L2 Manager, to: ["mona@example.com"], after_minutes: 10 }
      - { name: L3 Commander, to: ["cleo@example.com"], after_minutes: 25 }
  - key: outside
    name: Outside
    levels:
      - { name: Vendor support, contact: vendor, channel: "#ops" }
on_call:
  - { key: primary, name: Primary, people: ["omar@example.com"] }`,
});
const world = testWorld({ policyPath });
const paged = /You are paged/;

test('a ladder goes up by the clock until somebody comes, and says each step once', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Checkout fails sev1');
  const [oncall, manager] = [slack.user('oncall'), slack.user('manager')];
  const first = (await oncall.dm()).message(paged);
  expect(await first.words()).toMatch(/Checkout fails[\s\S]*L1 On call \(Technical\)/);
  const card = room.message(/\nDeclared by @rita, /);
  expect(await card.words()).toMatch(
    /Technical paged Primary \(@omar\).*no answer yet · next: L2 Manager/,
  );
  await slack.fastForward({ minutes: 10 });
  await (await manager.dm()).message(paged).seen();
  const steps = (await room.messages()).filter(({ text }) => text.includes('L2 Manager'));
  expect(steps).toHaveLength(1);
  await (await manager.dm()).message(paged).button("I'm coming").click(manager);
  await slack.settle();
  await room.message(/:raised_hand: @mona is coming/).seen();
  expect(await room.people()).toContain('manager');
  expect(await card.words()).not.toContain('Technical');
  // Whoever was called reads who came; who presses the button in the room all the same, comes as well.
  await (await oncall.dm()).message(/You were paged for #\d+ Checkout fails: @mona came/).seen();
  await room
    .message(/L1 On call/)
    .button("I'm coming")
    .click(oncall);
  await slack.fastForward({ minutes: 60 });
  expect((await room.messages()).some(({ text }) => text.includes('L3'))).toBe(false);
  expect(await room.people()).toContain('oncall');
});

test("one who can't come is passed over at once, and a week without Muster pages one more person", async () => {
  const { slack, local } = world;
  const { room, number } = await declared(world, 'Login fails sev1');
  const oncall = slack.user('oncall');
  const asked = (await oncall.dm()).message(new RegExp(`You are paged for #${number} `));
  await asked.button("I can't").click(oncall);
  await slack.settle();
  // The page says what they answered; who changes their mind can still come.
  const answered = (await oncall.dm()).message(new RegExp(`You are paged for #${number} `));
  expect(await answered.words()).toContain('Thank you for saying so.');
  expect(JSON.stringify((await answered.seen()).blocks)).not.toContain("I can't");
  await answered.button("I'm coming").seen();
  await room.message(/@omar cannot come\. Technical, L2 Manager: paging @mona/).seen();
  await local.stopMuster();
  await slack.fastForward({ days: 7 });
  await wentBy(world.databaseUrl, '7 days');
  await local.startMuster();
  await slack.settle();
  const up = (await room.messages()).filter(({ text }) => text.includes('*Technical*,'));
  expect(up.map(({ text }) => /L\d/.exec(text)?.[0])).toEqual(['L1', 'L2', 'L3']);
  await room
    .message(/L3 Commander/)
    .button("I'm coming")
    .click(slack.user('commander'));
  await slack.settle();
  expect(await room.people()).toContain('commander');
});

test('by hand: the form says who is next, a contact outside is called by a person, a channel hears of it', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Payments hang sev3');
  const reporter = slack.user('reporter');
  await pressMore(room.message(/\nDeclared by @rita, /), reporter, 'Escalate');
  const form = await reporter.modal(`Escalate #${number}`);
  await form.fill({ 'Whom to page': 'Outside', 'Why (optional)': 'their queue is full' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const call = room.message(/Outside, Vendor support: .*their queue is full/);
  expect(await call.words()).toMatch(/Somebody has to call: Vendor .*555 0100/);
  await (await slack.channel('ops')).message(new RegExp(`#${number} Payments hang went up`)).seen();
  await call.button('I called them').click(reporter);
  await slack.settle();
  await room.message(/@rita called Vendor/).seen();
  expect(await reporter.ask('/incident escalate outside', room)).toContain('Everybody of Outside');
  const engineer = slack.user('engineer');
  await reporter.command('/incident page @enzo team database and help with the queue', room);
  await slack.settle();
  const dm = await engineer.dm();
  expect(await dm.message(paged).words()).toMatch(/@rita asks for you[\s\S]*help with the queue/);
  await (await slack.user('dba').dm()).message(paged).seen();
  await slack.fastForward({ minutes: 6 });
  await room
    .message(/No answer from @(enzo|dita), @(enzo|dita)\. Nobody stands behind them/)
    .seen();
  await engineer.command('/incident ack', room);
  await slack.settle();
  await room.message(/@enzo is coming/).seen();
});

test('who is paged into a private incident learns no more than that, until they come', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  const said = await reporter.ask('/incident declare Keys were stolen sev2 --private');
  const number = /#(\d+)/.exec(said)?.[1] ?? '';
  await slack.settle();
  const names = await reporter.channels();
  const room = await slack.channel(
    names.findLast((name) => /^inc-(?:\d{7}-)?[0-9a-f]{6}$/.test(name)) ?? '',
  );
  const engineer = slack.user('engineer');
  await reporter.command('/incident page @enzo', room);
  await slack.settle();
  const page = (await engineer.dm()).message(new RegExp(`You are paged for #${number},`));
  expect(await page.words()).not.toContain('Keys');
  await page.button("I'm coming").click(engineer);
  await slack.settle();
  expect(await room.people()).toContain('engineer');
});
