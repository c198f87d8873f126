import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const zone = 'Asia/Bangkok';

const policyPath = policyWith({
  'always: []': `always: []

calendar: { zone: ${zone} }

reports:
  - { key: monthly, name: Monthly report, every: month, to: [U0MANAGER], channel: "#ops" }
  - { key: lost, name: Lost report, every: month, channel: "#nowhere" }

drills:
  - { key: tabletop, name: Tabletop exercise, type: tabletop, every: month, channel: "#ops" }

postmortem:
  review_every: week
  review_channel: "#ops"`,
});
const world = testWorld({ policyPath });

async function now(): Promise<DateTime> {
  const { now: ms } = await world.slack.link.state();
  return DateTime.fromMillis(ms, { zone });
}

async function goTo(at: DateTime): Promise<void> {
  await world.slack.fastForward({ minutes: at.diff(await now()).as('minutes') });
  await world.slack.settle();
}

/** The first of the next month, when work begins. */
async function nextReport(): Promise<DateTime> {
  return (await now()).startOf('month').plus({ months: 1, hours: 9 });
}

/** The next Monday, when work begins. */
async function nextReview(): Promise<DateTime> {
  return (await now()).startOf('week').plus({ weeks: 1, hours: 9 });
}

/** What #ops was told since the last look. */
let seen = 0;
async function heard(): Promise<string[]> {
  const messages = await (await world.slack.channel('ops')).messages();
  const fresh = messages.slice(seen);
  seen = messages.length;
  return fresh.map(({ text }) => text);
}

async function reports(): Promise<string[]> {
  const messages = await (await world.slack.user('manager').dm()).messages();
  return messages.map(({ text }) => text).filter((text) => text.includes('Monthly report'));
}

test('the month is reported once to whom the policy names, without what is private or a drill', async () => {
  const { slack, local, complaints } = world;
  world.expectTrouble();
  const day = (await nextReport()).plus({ days: 9 });
  await goTo(day);
  await heard();
  const { room } = await declared(world, 'Checkout fails sev1');
  await slack.fastForward({ hours: 2 });
  const by = slack.user('reporter');
  await by.ask('/incident resolve it works again', room);
  await by.ask('/incident milestone postmortem_held 1 minute ago', room);
  const secret = await declared(world, 'Keys leaked sev1', slack.user('engineer'));
  await slack.user('engineer').ask(`/incident private #${secret.number} because of the keys`);
  await slack.settle();

  expect(await by.ask('/incident stats')).toMatch(/Incidents: 1\n/);
  expect(await slack.user('engineer').ask('/incident stats')).toMatch(
    /Incidents: 2, still open: 1/,
  );

  const before = (await reports()).length;
  await goTo((await nextReport()).minus({ minutes: 1 }));
  expect((await reports()).length).toBe(before);
  await heard();
  await local.stopMuster();
  await local.startMuster();
  await goTo((await now()).plus({ minutes: 2 }));
  const told = (await reports()).slice(before);
  expect(told).toHaveLength(1);
  const from = day.toFormat('yyyy-MM-01');
  expect(told[0]).toContain(`: ${from} to ${day.endOf('month').toISODate()}`);
  expect(told[0]).toMatch(/Incidents: 1\*?\n.*SEV1.*: 1, resolved within 2 h/);
  const ops = await heard();
  expect(ops.filter((text) => text.includes('Monthly report'))).toHaveLength(1);
  expect(ops.filter((text) => text.includes('Tabletop exercise'))).toHaveLength(1);
  expect(ops).toHaveLength(2);
  // Where it could not be posted, the operator reads it in the log, and nobody tries for ever.
  expect(complaints).toContainEqual(
    expect.objectContaining({ where: '#nowhere', what: 'report_due' }),
  );
});

test('a review lists what is left to do after incidents, and says nothing once nothing is', async () => {
  const { slack } = world;
  world.expectTrouble();
  const { room, number } = await declared(world, 'Search is slow sev2');
  const by = slack.user('reporter');
  await by.ask('/incident action Add an index', room);
  await by.ask('/incident resolve it is fast', room);
  await heard();
  await goTo(await nextReview());
  const [review, ...others] = (await heard()).filter((text) => text.includes('left to do'));
  expect(review).toMatch(/What is left to do\*? · incidents: 1, action items/);
  expect(others).toEqual([]);
  const shown = await (await slack.channel('ops')).message(/What is left to do/);
  expect(JSON.stringify((await shown.seen()).blocks)).toMatch(
    new RegExp(`#${number}\\* Add an index`),
  );
  await by.ask('/incident actions', room);
  await by
    .ephemeral(/Action item/)
    .button('Done')
    .click(by);
  await slack.settle();
  // The policy asks for a postmortem, which nobody has held: that is left, too.
  expect(await by.ask('/incident postmortem list')).toMatch(
    /still to be held: 1\b.*Search is slow/s,
  );
  expect(await shown.words()).toMatch(
    new RegExp(`incidents: 1, action items: 0.*#${number} Search is slow · the postmortem`, 's'),
  );
  await by.ask(`/incident #${number} milestone postmortem_held 1 minute ago`);
  await slack.settle();
  await (await slack.channel('ops')).message(/All done/).seen();
  await goTo(await nextReview());
  // That nothing is left is said once.
  expect((await heard()).filter((text) => /left to do/.test(text))).toEqual([
    expect.stringContaining('All done'),
  ]);
  await goTo(await nextReview());
  expect((await heard()).filter((text) => text.includes('left to do'))).toEqual([]);
});

test('after ten weeks away each comes once and says what was missed', async () => {
  const { local } = world;
  world.expectTrouble();
  await heard();
  const before = (await reports()).length;
  const away = await nextReport();
  await local.stopMuster();
  await goTo(away.plus({ weeks: 10 }));
  await local.startMuster();
  await world.slack.settle();
  const told = (await reports()).slice(before);
  expect(told).toHaveLength(1);
  const last = away.plus({ weeks: 10 }).startOf('month').minus({ days: 1 });
  expect(told[0]).toContain(
    `${away.minus({ months: 1 }).toFormat('yyyy-MM-01')} to ${last.toISODate()}`,
  );
  const ops = await heard();
  expect(ops.filter((text) => text.includes('Tabletop exercise'))).toHaveLength(1);
  expect(ops).toHaveLength(2);
});
