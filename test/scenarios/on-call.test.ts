import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const zone = 'Europe/Berlin';

/** Two take turns day by day at nine in Berlin, since a Monday in winter. */
const turns = ['engineer', 'dba'] as const;
const policyPath = policyWith({
  'always: []': `always: []

on_call:
  - key: primary
    name: Primary
    zone: ${zone}
    channel: "#ops"
    user_group: "@sre"
    duties: [Carry the phone]
    layers:
      - { key: days, people: [U0ENGINEER, U0DBA], every: day, from: 2026-01-05, at: "09:00" }
  - { key: desk, name: Desk, people: ["@support"] }`,
});
const world = testWorld({ policyPath });

async function now(): Promise<DateTime> {
  const { now: ms } = await world.slack.link.state();
  return DateTime.fromMillis(ms, { zone });
}

async function goTo(at: DateTime): Promise<void> {
  await world.slack.fastForward({ minutes: at.diff(await now()).as('minutes') });
}

/** Who has the turn that began on that day. */
function turnOf(day: DateTime): (typeof turns)[number] {
  const since = DateTime.fromISO('2026-01-05', { zone: 'UTC' });
  const days = DateTime.fromISO(day.toISODate() ?? '', { zone: 'UTC' })
    .diff(since)
    .as('days');
  return turns[days % 2] ?? 'dba';
}

/** The members of the user group that is kept equal. */
function group(): string[] {
  const groups = [...world.local.sandbox.workspace.groups.values()];
  return groups.find(({ handle }) => handle === 'sre')?.users ?? [];
}

const idOf = (key: string) => `U0${key.toUpperCase()}`;

/** What #ops was told since the last look. */
let seen = 0;
async function heard(): Promise<string[]> {
  await world.slack.settle();
  const messages = await (await world.slack.channel('ops')).messages();
  const fresh = messages.slice(seen);
  seen = messages.length;
  return fresh.map(({ text }) => text);
}

async function dmsOf(key: string): Promise<string[]> {
  const messages = await (await world.slack.user(key).dm()).messages();
  return messages.map(({ text }) => text).filter((text) => text.includes('on call for'));
}

/** Sunday of the next change of the clocks in Berlin. */
async function nextChange(): Promise<DateTime> {
  let day = (await now()).startOf('day');
  while (day.offset === day.plus({ days: 1 }).offset) day = day.plus({ days: 1 });
  return day;
}

test('after Muster was away for weeks, one message says who is on call now, with their duties', async () => {
  const { slack, local } = world;
  await slack.settle();
  const today = await now();
  const first = turnOf(today.hour < 9 ? today.minus({ days: 1 }) : today);
  // Who has the turn when Muster first hears of it is in the group, and nobody is told.
  expect(group()).toEqual([idOf(first)]);
  expect(await heard()).toEqual([]);
  const saturday = (await nextChange()).minus({ days: 1 }).set({ hour: 12 });
  await local.stopMuster();
  await goTo(saturday);
  await local.startMuster();
  const who = turnOf(saturday);
  expect(await heard()).toEqual([
    expect.stringMatching(new RegExp(`^:telephone_receiver: \\*Primary\\*: <@${idOf(who)}> is on`)),
  ]);
  expect(group()).toEqual([idOf(who)]);
  expect(await dmsOf(who)).toEqual([expect.stringContaining('• Carry the phone')]);
});

test('the turn changes at nine by the clock on the wall on the day on which the clocks change', async () => {
  const { slack } = world;
  const sunday = await nextChange();
  const [before, after] = [turnOf(sunday.minus({ days: 1 })), turnOf(sunday)];
  // Whoever hands over leads an incident, and another one that is not to be told of.
  const led = await declared(world, 'Mail is slow sev3', slack.user(before));
  await slack.user(before).command('/incident take commander', led.room);
  await slack.user(before).ask('/incident declare A password leaked sev3 --private');
  await slack.settle();
  const hidden = await slack.channel(/^inc-\d{7}-/);
  const number = /\d{7}/.exec(await hidden.name())?.[0];
  const taken = await slack.user(before).ask(`/incident take #${number} commander`);
  expect(taken).toContain(`Incident commander of #${number}`);
  const nine = sunday.set({ hour: 9 });
  expect(nine.diff(sunday.minus({ days: 1 }).set({ hour: 9 })).as('hours')).not.toBe(24);
  await goTo(nine.minus({ minutes: 1 }));
  expect(await heard()).toEqual([]);
  await goTo(nine);
  const until = nine.plus({ days: 1 }).toUTC().toFormat('yyyy-MM-dd HH:mm');
  expect(await heard()).toEqual([
    expect.stringMatching(
      new RegExp(
        `<@${idOf(after)}> is on call now until .*${until} UTC.*Before: <@${idOf(before)}>`,
      ),
    ),
  ]);
  const [message] = (await (await slack.channel('ops')).messages()).slice(-1);
  expect(JSON.stringify(message?.blocks)).toContain('Mail is slow');
  expect(JSON.stringify(message?.blocks)).not.toContain('password');
  expect(group()).toEqual([idOf(after)]);
  expect(await dmsOf(after)).toEqual([
    expect.stringContaining('You are on call for *Primary* now'),
  ]);
  const home = await slack.user(after).home(/You are on call for Primary until/);
  expect(home.words()).toMatch(/Desk: @support/);
});

test('an override by command puts somebody on at once, and the turn goes back when it ends', async () => {
  const { slack } = world;
  const liaison = slack.user('liaison');
  const onCall = turnOf(await now());
  const said = await slack.user('manager').ask('/incident oncall override @lin primary until 2h');
  expect(said).toMatch(/@lin is on call for Primary/);
  expect(await heard()).toEqual([expect.stringContaining(`put <@${liaison.id}> on call from`)]);
  expect(group()).toEqual([liaison.id]);
  expect(await dmsOf('liaison')).toEqual([expect.stringContaining('• Carry the phone')]);
  expect(await slack.user('scribe').ask('/incident oncall')).toMatch(/Primary: @lin until/);
  await slack.fastForward({ minutes: 120 });
  expect(await heard()).toEqual([expect.stringContaining(`<@${idOf(onCall)}> is on call now`)]);
  expect(group()).toEqual([idOf(onCall)]);
});

test('an override by the form begins at its time and is ended by its button', async () => {
  const { slack } = world;
  const [manager, scribe] = [slack.user('manager'), slack.user('scribe')];
  const onCall = turnOf(await now());
  await manager.command('/incident oncall');
  await manager.ephemeral('On call now').button('Override…').click(manager);
  const form = await manager.modal('Override on call');
  const seconds = (hours: number, at: DateTime) => Math.floor(at.plus({ hours }).toSeconds());
  const at = await now();
  await form.fill({
    Schedule: 'Primary',
    'Who is on call instead?': scribe,
    Until: seconds(0, at),
  });
  expect((await form.submit()).errors).toHaveProperty('Until');
  await form.fill({ From: seconds(1, at), Until: seconds(3, at) });
  expect(await form.submit()).toMatchObject({ accepted: true });
  expect(await heard()).toHaveLength(1);
  expect(group()).toEqual([idOf(onCall)]);
  await slack.fastForward({ minutes: 61 });
  expect(group()).toEqual([scribe.id]);
  expect(await heard()).toEqual([expect.stringContaining(`<@${scribe.id}> is on call now`)]);
  const dm = await scribe.dm();
  await dm
    .message(/put you on call for/)
    .button('End override')
    .click(scribe);
  expect(await heard()).toEqual([expect.stringContaining('ended the override')]);
  expect(group()).toEqual([idOf(onCall)]);
  await slack.fastForward({ minutes: 180 });
  expect(await heard()).toEqual([]);
});
