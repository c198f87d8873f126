import { readFileSync, writeFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { wordsOfMessage } from '../../sandbox/client/words.ts';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** The time rules of the customer portal's runbook, each told with the clock moved. */

const policyPath = peopled('003-customer-portal.yaml');
/** Afternoon of a Thursday; the Monday after its weekend is a holiday. */
const thursday = DateTime.utc().startOf('week').plus({ weeks: 1, days: 3, hours: 15 });
const holiday = thursday.plus({ days: 4 }).toISODate();
const yaml = readFileSync(policyPath, 'utf8');
writeFileSync(policyPath, yaml.replace('  zone: UTC\n', `  zone: UTC\n  days_off: [${holiday}]\n`));
const world = testWorld({ policyPath });
const card = /Declared by @\w+, /;

/** What Muster wrote into a room, oldest first, without the card and Slack's own lines. */
async function said(room: Room, like = /./): Promise<string[]> {
  const all = await room.messages();
  return all
    .filter(({ subtype }) => !subtype)
    .map((each) => wordsOfMessage(each, world.slack.names))
    .filter((words) => !card.test(words) && like.test(words));
}

/** As which levels somebody was paged for an incident. */
async function pagesOf(key: string, number: number): Promise<string[]> {
  const messages = await (await world.slack.user(key).dm()).messages();
  return messages
    .map((each) => wordsOfMessage(each, world.slack.names))
    .filter((words) => /You (?:are|were) paged/.test(words) && words.includes(`#${number} `))
    .map((words) => /\bas (.*) \(/i.exec(words)?.[1] ?? words);
}

test('a P1 goes to L1 at once, to L2 after half an hour, to L3 after an hour', async () => {
  const { slack } = world;
  const oncall = slack.user('oncall');
  const { room, number } = await declared(world, 'The portal cannot be reached p1');
  const page = (await oncall.dm()).message(/You are paged[\s\S]*L1 On-call engineer/);
  await page.button("I'm coming").click(oncall);
  await oncall.command('/incident take lead', room);
  await slack.fastForward({ minutes: 29 });
  expect(await pagesOf('engineer', number)).toEqual([]);
  await slack.fastForward({ minutes: 2 });
  expect(await pagesOf('engineer', number)).toEqual(['L2 Development lead']);
  await slack.fastForward({ minutes: 27 });
  expect(await pagesOf('manager', number)).toEqual([]);
  await slack.fastForward({ minutes: 3 });
  expect(await pagesOf('manager', number)).toEqual(['L3 Engineering manager']);
  // Whoever leads is there: nobody else is called, whatever it takes.
  await slack.fastForward({ hours: 3 });
  expect(await said(room, /^:arrow_double_up:/)).toHaveLength(3);
  expect(await pagesOf('oncall', number)).toHaveLength(1);
  await oncall.command('/incident cancel the story is over', room);
});

test('L3 hears at once that customers feel it, and not again; a vendor that fails is called; P3 does not go up', async () => {
  const { slack } = world;
  const oncall = slack.user('oncall');
  const { room, number } = await declared(world, 'Payments are slow p3', oncall);
  await oncall.command('/incident take lead', room);
  await slack.fastForward({ minutes: 40 });
  expect(await pagesOf('engineer', number)).toEqual([]);
  await oncall.command('/incident severity p1 because nobody can pay', room);
  await slack.settle();
  // Half an hour is over: L2 is called as soon as it is a P1.
  expect(await pagesOf('engineer', number)).toEqual(['L2 Development lead']);
  await oncall.command('/incident field customer_impact yes', room);
  await slack.settle();
  expect(await pagesOf('manager', number)).toEqual(['L3 Engineering manager']);
  await oncall.command('/incident field failing_vendor whmcs', room);
  const vendor = room.message(/L4 WHMCS support[\s\S]*Somebody has to call: WHMCS support/);
  await vendor.seen();
  expect(await vendor.words()).toContain('WHMCS fails · Vendor support');
  await vendor.button('I called them').click(oncall);
  await slack.settle();
  await room.message(/@omar called WHMCS support/).seen();
  // The runbook has a way up of its own.
  await oncall.command('/incident runbook start platform_events', room);
  await slack.fastForward({ minutes: 31 });
  await room.message(/Platform Events do not arrive was due [\s\S]*Call Salesforce admin/).seen();
  expect(await pagesOf('manager', number)).toEqual(['L3 Engineering manager']);
  await oncall.command('/incident cancel the story is over', room);
});

test('customers and the company are reminded of news every 30 or 60 minutes, as was promised', async () => {
  const { slack } = world;
  const [oncall, liaison] = [slack.user('oncall'), slack.user('liaison')];
  const { room, number } = await declared(world, 'Orders are not provisioned p2', oncall);
  await oncall.command('/incident take lead', room);
  await liaison.command('/incident take communications', room);
  await oncall.command('/incident field service orders', room);
  await oncall.command('/incident field what_happens orders wait', room);
  await oncall.command('/incident field impact orders are late', room);
  await liaison.command('/incident tell customers', room);
  const form = await liaison.modal('To Customers');
  await form.fill({ 'Next news promised in': '30 min', 'And then?': 'I sent it' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await oncall.command('/incident update', room);
  const update = await oncall.modal(`Update #${number}`);
  await update.fill({ 'What do we know?': 'Events are replayed', 'Next update': '1 h' });
  expect(await update.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  await slack.fastForward({ minutes: 26 });
  await room.message(/^:hourglass: @lin.* Customers are promised news at /).seen();
  await slack.fastForward({ minutes: 5 });
  await room.message(/^:alarm_clock: @lin.* Customers were promised news at /).seen();
  expect(await said(room, /an update is due/i)).toEqual([]);
  await liaison.command('/incident tell customers', room);
  const next = await liaison.modal('To Customers');
  await next.fill({ 'Next news promised in': '1 h', 'And then?': 'I sent it' });
  expect(await next.submit()).toMatchObject({ accepted: true });
  await slack.fastForward({ minutes: 30 });
  await room.message(/^:alarm_clock: @omar.* update is due now/).seen();
  expect(await said(room, /Customers were promised/)).toHaveLength(1);
  await slack.fastForward({ minutes: 31 });
  expect(await said(room, /Customers were promised/)).toHaveLength(2);
  await oncall.command('/incident cancel the story is over', room);
});

test('a P2 is reviewed within three working days, over a weekend and a holiday', async () => {
  const { slack } = world;
  const oncall = slack.user('oncall');
  const now = async () => DateTime.fromMillis((await slack.link.state()).now, { zone: 'UTC' });
  await slack.fastForward({ minutes: thursday.diff(await now()).as('minutes') });
  const { room } = await declared(world, 'Orders are late p2', oncall);
  await oncall.command('/incident take lead', room);
  await oncall.command('/incident field impact orders are late', room);
  for (const item of ['fix', 'verify', 'monitor']) {
    await oncall.command(`/incident tasks done resolve.${item}`, room);
  }
  await oncall.command('/incident resolve it works', room);
  await slack.settle();
  // Friday, Tuesday, Wednesday: what counts ends with the work of the third.
  const due = thursday.plus({ days: 6 }).set({ hour: 18 });
  const dueAt = due.toFormat('yyyy-MM-dd HH:mm');
  expect(await oncall.ask('/incident clock', room)).toContain(`Postmortem held by ${dueAt} UTC`);
  await slack.fastForward({ minutes: due.diff(await now()).as('minutes') - 2 });
  expect(await said(room, /Postmortem held/)).toEqual([
    expect.stringMatching(/^:hourglass: Postmortem held is at risk/),
  ]);
  await slack.fastForward({ minutes: 3 });
  await room.message(/^:rotating_light: Postmortem held was due /).seen();
  await (await oncall.dm()).message(/Postmortem held was due /).seen();
});
