import { expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { foretell } from '../../src/incident/foretell.ts';
import { minutesAfter } from '../../src/incident/instants.ts';
import { parsePolicyFile } from '../support/clocks-policy.ts';
import { incidentIn, timelineIn } from '../support/incident-rows.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const { path, policy } = parsePolicyFile();
const world = testWorld({ policyPath: path });

/** What the room was told of clocks, oldest first. */
async function told(room: Room): Promise<string[]> {
  const texts = (await room.messages()).map(({ text }) => text);
  return texts.filter((text) => /^:(hourglass|rotating_light): \*/.test(text));
}

const card = (room: Room) => room.message(/\nDeclared by @rita, /);

test('clocks are warned of, missed once, paused with a reason, and ended by what they wait for', async () => {
  const { slack } = world;
  const [cleo, sasha] = [slack.user('commander'), slack.user('scribe')];
  const { room, number } = await declared(world, 'Payments are stuck sev1');
  expect(await card(room).words()).toMatch(/Tasks of First aid by .*\n.*Acknowledge by /);

  await slack.fastForward({ minutes: 12, seconds: 30 });
  await room.message(/^:hourglass: Acknowledge is at risk: it is due /).seen();
  await slack.fastForward({ minutes: 3 });
  await room.message(/^:rotating_light: Acknowledge was due /).seen();
  expect((await told(room)).filter((text) => text.includes('Acknowledge'))).toHaveLength(2);

  // Somebody takes it: the commander is named in time, and acknowledging came late.
  await cleo.command('/incident take', room);
  await sasha.command('/incident take scribe', room);
  await slack.settle();
  // The team is there with that: its clock ends in time.
  expect(await card(room).words()).not.toMatch(/Team assembled/);

  // The first public word is late; the manager hears nothing of the team, which came.
  await slack.fastForward({ minutes: 30 });
  await room.message(/First public word is \d+ min late: it was due /).seen();
  expect(await slack.user('manager').ask('/incident clock', room)).toMatch(/What was missed/);

  // Waiting for a vendor: the form asks why, and what it stood still is added.
  await cleo.command('/incident pause resolve', room);
  const form = await cleo.modal('Pause a clock');
  expect(await form.submit()).toMatchObject({ accepted: false });
  await form.fill({ 'What is waited for?': 'The bank looks into it' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await card(room).words()).toMatch(/Resolve is paused by @cleo: The bank looks into it/);
  await slack.fastForward({ hours: 5 });
  await room.expectNoMessage(/Resolve (was due|is .* late)/);
  const ask = await cleo.ask('/incident clock', room);
  expect(ask).toMatch(/Resolve is paused by @cleo since .*: The bank looks into it\nGo on/);
  // The only one that is paused needs no name.
  expect(await cleo.ask('/incident resume', room)).toMatch(/^Resolve goes on and is due /);
  await cleo.command('/incident status holding because it holds', room);
  await cleo.command('/incident resolve rolled back', room);
  await slack.settle();
  await room.expectNoMessage(/Resolve (was due|is .* late)/);

  const timeline = await cleo.ask('/incident timeline', room);
  expect(timeline).toMatch(/Missed: Acknowledge, due /);
  expect(timeline).toMatch(/@cleo paused the clock Resolve: The bank looks into it/);
  expect(timeline).toMatch(/@cleo let the clock Resolve go on after 5 h; it is due /);
  const agenda = await cleo.ask(`/incident clock #${number}`);
  expect(agenda).toMatch(/Postmortem booked by /);
  expect(agenda).toMatch(/Postmortem held by /);
});

test('a week away: each is missed once, in one message that says how late', async () => {
  const { slack, local } = world;
  const { room } = await declared(world, 'Backups stopped sev1');
  await slack.settle();
  await local.stopMuster();
  await slack.fastForward({ days: 7 });
  await local.startMuster();
  await slack.settle();
  const messages = await told(room);
  expect(messages).toHaveLength(1);
  for (const name of ['Acknowledge', 'Resolve', 'Commander named', 'Team assembled']) {
    expect(messages[0]?.split(`*${name}* is 6 d`)).toHaveLength(2);
  }
  const agenda = await slack.user('commander').ask('/incident clock', room);
  expect(agenda).toMatch(
    /Acknowledge: was due .*It was said 6 d 23 h later, when Muster was running/,
  );
  await slack.fastForward({ minutes: 10 });
  expect(await told(room)).toHaveLength(1);
});

test('what is foretold is what the clock then does, instant by instant, in the database', async () => {
  const { slack, databaseUrl } = world;
  const { number } = await declared(world, 'Search is slow sev1');
  await slack.settle();
  const { incident, now } = await incidentIn(databaseUrl, number);
  const until = minutesAfter(now, 46);
  const ahead = [...foretell(incident, policy, now, until)];
  expect(ahead.length).toBeGreaterThan(12);
  let at = now;
  for (const each of ahead) {
    // A second later than it is due, so that the clock has looked.
    const seconds = (each.at.getTime() - at.getTime()) / 1000 + 1;
    if (seconds > 0) await slack.fastForward({ seconds });
    ({ now: at } = await incidentIn(databaseUrl, number));
  }
  const said = ahead.flatMap(({ entry }) => firedIn(entry?.data));
  const happened = (await timelineIn(databaseUrl, number)).flatMap(({ data }) => firedIn(data));
  expect(happened.map(({ kind, about }) => [kind, about])).toEqual(
    said.map(({ kind, about }) => [kind, about]),
  );
  // What is said again counts from when it was found, which is a moment after it was due.
  const late = happened.map(({ dueAt }, index) => dueAt - (said[index]?.dueAt ?? 0));
  expect(late.every((ms) => ms >= 0 && ms < 60_000)).toBe(true);
});

function firedIn(data: Record<string, unknown> = {}) {
  const fired = (data['fired'] ?? []) as { kind: string; about?: string; dueAt: Date | string }[];
  return fired.map((each) => ({ ...each, dueAt: new Date(each.dueAt).getTime() }));
}
