import { writeFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** Who is asked in, when the status page is due, and what stays among SIRT, with the clock moved. */

const company = peopled('004-denomas.yaml', {
  '@development': ['commander', 'observer'],
  '@support': ['liaison', 'newcomer'],
});

/** An area of Engineering with turns of its own, as the company's file asks it to say. */
const area = company.replace(/\.yaml$/, '-area.yaml');
writeFileSync(
  area,
  `version: 2
name: Area
includes: [./004-denomas.yaml]
on_call:
  - { key: eoc, name: Engineer on call, backup: im, layers: [{ key: days, people: [U0ONCALL, U0ENGINEER], every: day, from: 2026-01-05 }], duties: [Say when it can move on] }
  - { key: im, name: Incident manager, layers: [{ key: weeks, people: [U0COMMANDER], from: 2026-01-05 }] }
  - { key: cmoc, name: CMOC, layers: [{ key: weeks, people: [U0LIAISON], from: 2026-01-05 }] }
`,
);
const world = testWorld({ policyPath: area });

/** Who has the engineer's turn, which changes at nine in UTC. */
async function engineers(): Promise<{ on: string; off: string }> {
  const { now } = await world.slack.link.state();
  const since = DateTime.fromISO('2026-01-05T09:00', { zone: 'UTC' });
  const days = Math.floor(DateTime.fromMillis(now).diff(since).as('days'));
  return days % 2 === 0 ? { on: 'oncall', off: 'engineer' } : { on: 'engineer', off: 'oncall' };
}

const card = (room: Room) => room.message(/\nDeclared by @\w+, /);

async function texts(room: Room, like: RegExp): Promise<string[]> {
  return (await room.messages()).map(({ text }) => text).filter((text) => like.test(text));
}

/** The last room that is private. */
async function privateRoom(): Promise<Room> {
  const names = await world.slack.user('reporter').channels();
  return world.slack.channel(
    names.findLast((name) => /^inc-(?:\d{7}-)?[0-9a-f]{6}$/.test(name)) ?? '',
  );
}

/** How many messages each of them has got directly. */
async function heardBy(...keys: string[]): Promise<number[]> {
  return Promise.all(
    keys.map(async (key) => (await (await world.slack.user(key).dm()).messages()).length),
  );
}

test('004-29, 004-31: who is on call is asked in at declaration, paged one after the other, and knows the duties', async () => {
  const { slack } = world;
  // From nine o'clock on it is somebody else's turn, who is told what it asks of them.
  const { now } = await slack.link.state();
  const at = DateTime.fromMillis(now, { zone: 'UTC' });
  const nine = at.startOf('day').plus({ days: at.hour < 9 ? 0 : 1, hours: 9, minutes: 1 });
  await slack.fastForward({ minutes: nine.diff(at).as('minutes') });
  const { on, off } = await engineers();
  const duties = (await slack.user(on).dm()).message(/You are on call for \*Engineer on call\*/);
  expect(await duties.words()).toContain('Say when it can move on');

  const { room } = await declared(world, 'Pipelines do not start s2');
  const people = await room.people();
  expect(people).toEqual(expect.arrayContaining(['reporter', on, 'commander', 'liaison']));
  for (const other of [off, 'observer', 'newcomer', 'dba', 'scribe']) {
    expect(people).not.toContain(other);
  }
  const first = (await slack.user(on).dm()).message(/You are paged.*#1 /);
  expect(await first.words()).toContain('Pipelines do not start');
  const manager = (await slack.user('commander').dm()).message(/You are paged.*#1 /);
  expect(await heardBy('commander')).toEqual([0]);
  await slack.fastForward({ minutes: 10 });
  await manager.button("I'm coming").click(slack.user('commander'));
  await slack.settle();
  await room.message(/@cleo is coming/).seen();
  // The third level is climbed by hand alone, and nobody else is paged.
  await slack.fastForward({ minutes: 15 });
  expect(await texts(room, /Level 3/)).toEqual([]);
  expect(await heardBy(off, 'observer', 'newcomer')).toEqual([0, 0, 0]);
});

test('004-34: the status page is renewed every 30 minutes, and every post names the next', async () => {
  const { slack } = world;
  const lin = slack.user('liaison');
  const { room } = await declared(world, 'Clones fail s1');
  await slack.fastForward({ minutes: 25 });
  const warning = room.message(/^:hourglass: \*?Status page brought up to date\*? is at risk/);
  await warning.button('Message: Status page').click(lin);
  const post = await lin.modal('To Status page');
  const { now } = await slack.link.state();
  const next = DateTime.fromMillis(now + 30 * 60_000, { zone: 'UTC' }).toFormat('HH:mm');
  expect(post.value('Message')).toContain(next);
  expect(post.words()).toMatch(/every 30 min/);
  await post.fill({ 'And then?': 'I sent it', 'Proof, or why it is dropped': 'status/7' });
  expect(await post.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await card(room).words()).toMatch(/Status page brought up to date by /);

  // A new state counts as a post; after half an hour of silence it is said once that one is missing.
  await slack.fastForward({ minutes: 20 });
  await lin.command('/incident take cmoc', room);
  await lin.command('/incident public identified', room);
  await slack.fastForward({ minutes: 29 });
  expect(await texts(room, /Status page brought up to date\*? was due/)).toEqual([]);
  await slack.fastForward({ minutes: 2 });
  expect(await texts(room, /Status page brought up to date\*? was due/)).toEqual([
    expect.stringContaining(`To write: <@${lin.id}>`),
  ]);

  // What clients hardly notice has none, and what is resolved is not asked about.
  const { room: small } = await declared(world, 'A label is wrong s4');
  await slack.user('commander').command('/incident severity s4 because few notice', room);
  await slack.fastForward({ hours: 4 });
  expect(await texts(small, /Status page/)).toEqual([]);
  expect(await texts(room, /Status page brought up to date\*? is still open/)).toEqual([]);
});

test('004-23: a security threat stays among SIRT, whoever is on call and however long it lasts', async () => {
  const { slack } = world;
  const { on, off } = await engineers();
  const others = [on, off, 'commander', 'observer', 'liaison', 'newcomer', 'scribe'];
  await slack.settle();
  const before = await heardBy(...others);
  const reporter = slack.user('reporter');
  await reporter.command('/incident', 'general');
  const form = await reporter.modal('Declare an incident');
  await form.fill({
    'What is wrong?': 'Signing keys taken',
    Kind: 'Security threat',
    Severity: 'S1',
  });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const room = await privateRoom();
  await slack.fastForward({ hours: 5 });
  expect((await room.people()).filter((key) => key !== 'muster').sort()).toEqual([
    'dba',
    'reporter',
  ]);
  expect(await texts(room, /Status page|Level 1|paged/)).toEqual([]);
  expect(await card(room).words()).not.toMatch(/Status page|paged/);
  expect(await heardBy(...others)).toEqual(before);
  for (const key of others) {
    expect((await slack.user(key).home()).words()).not.toContain('Signing keys');
    expect(await slack.user(key).ask('/incident oncall')).not.toContain('Signing keys');
  }
});

test('004-22: an outage that turns out to be a threat calls nobody more of those on call', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Strange logins s1');
  const [before] = await heardBy('commander');
  await slack.user('reporter').command('/incident kind security because an attacker', room);
  await slack.settle();
  await slack.fastForward({ hours: 2 });
  expect(await heardBy('commander')).toEqual([before]);
  const moved = await privateRoom();
  // Those who were in the room know of it already; SIRT comes, and nobody else.
  expect(await moved.people()).toEqual(expect.arrayContaining(['reporter', 'commander', 'dba']));
  for (const other of ['observer', 'newcomer', 'scribe', 'manager']) {
    expect(await moved.people()).not.toContain(other);
  }
  expect(await texts(moved, /Level 2|Status page brought/)).toEqual([]);
});
