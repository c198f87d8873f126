import { afterAll, beforeEach, expect, test } from 'vitest';
import { PagerDuty } from '../support/pagerduty.ts';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const key = 'e93facc04764012d7bfb002500d5d1a6';
process.env['PRIMARY_PAGER'] = key;
const pagerDuty = new PagerDuty([key]);
const pagerDutyUrl = await pagerDuty.open();
afterAll(() => pagerDuty.close());
beforeEach(() => {
  pagerDuty.events.length = 0;
});

const policyPath = policyWith({
  'always: []': `always: ["on_call:primary"]

on_call:
  - key: primary
    name: Primary
    people: [U0ONCALL]
    backup: secondary
    pager:
      provider: pagerduty
      key_env: PRIMARY_PAGER
  - key: secondary
    name: Secondary
    people: ["dita@example.com"]`,
  'guests_may_act: false': `guests_may_act: false
  change_severity: ["on_call:primary"]`,
});
const world = testWorld({ policyPath, pagerDutyUrl });
const paged = /You are paged/;

test('who is on call is invited, may do what is left to them, is woken by their pager, and comes', async () => {
  const { slack } = world;
  const [oncall, reporter] = [slack.user('oncall'), slack.user('reporter')];
  const { room, number } = await declared(world, 'Checkout is slow sev3');
  expect(await room.people()).toContain('oncall');
  expect(await reporter.ask('/incident severity sev2 because it spreads', room)).toMatch(
    /leaves that to .*Primary/,
  );
  await oncall.command('/incident severity sev2 because it spreads', room);
  await reporter.command('/incident page primary the disk is full', room);
  await slack.settle();
  const dm = await oncall.dm();
  expect(await dm.message(paged).words()).toMatch(/Checkout is slow[\s\S]*the disk is full/);
  const dedup = `muster-T0LOCAL-${number}-1`;
  expect(pagerDuty.actions()).toEqual([`trigger ${dedup}`]);
  await dm.message(paged).button("I'm coming").click(oncall);
  await slack.settle();
  expect(pagerDuty.actions()).toEqual([`trigger ${dedup}`, `acknowledge ${dedup}`]);
  // What called them says who came, and has no buttons any more.
  const over = dm.message(/You were paged for #\d+ Checkout is slow: @omar came/);
  expect(await over.words()).not.toMatch(/I'm coming|I can't|the disk is full/);
  await slack.user('commander').command('/incident resolve it is fast again', room);
  await slack.settle();
  expect([...pagerDuty.alerts.values()]).toEqual(['resolved']);
  expect(pagerDuty.rings).toBe(1);
});

test('whoever is on call by an override is meant at once, in rooms, pages and permissions', async () => {
  const { slack } = world;
  const [engineer, oncall] = [slack.user('engineer'), slack.user('oncall')];
  await engineer.command('/incident override @enzo primary for 2h');
  await slack.settle();
  const { room } = await declared(world, 'Mail is late sev3');
  expect(await room.people()).toContain('engineer');
  expect(await room.people()).not.toContain('oncall');
  expect(await oncall.ask('/incident severity sev2 because it spreads', room)).toContain(
    'leaves that to',
  );
  await engineer.command('/incident severity sev2 because it spreads', room);
  await oncall.command('/incident page primary the queue is full', room);
  await (await engineer.dm()).message(/You are paged[\s\S]*the queue is full/).seen();
  await slack.fastForward({ minutes: 121 });
  const later = await declared(world, 'Mail is later sev3');
  expect(await later.room.people()).toContain('oncall');
});

test('who has notifications off is told in silence, and who stands behind them is called at once', async () => {
  const { slack } = world;
  const [oncall, dba] = [slack.user('oncall'), slack.user('dba')];
  await oncall.pause(60);
  const { room } = await declared(world, 'Search is empty sev3');
  await slack.user('reporter').command('/incident page primary the index is gone', room);
  await slack.settle();
  await (await oncall.dm()).message(/You are paged[\s\S]*the index is gone/).seen();
  await (await dba.dm()).message(/You are paged[\s\S]*the index is gone/).seen();
  await room.message(/Notifications are off: @omar[\s\S]*Secondary/).seen();
  await slack.user('reporter').command('/incident resolve it was rebuilt', room);
  for (const person of [oncall, dba]) {
    await (await person.dm())
      .message(/You were paged for #\d+ Search is empty\. Nobody is waited for/)
      .seen();
  }
});
