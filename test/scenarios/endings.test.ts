import { expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { strict } from '../../sandbox/server/settings.ts';
import { declared, pressMore } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();

/** The words of the pinned card. */
function card(room: Room): Promise<string> {
  return room.message(/(Incident commander: |How it ended)/).words();
}

async function news(number: number): Promise<string> {
  return (await world.slack.channel('incidents'))
    .message(new RegExp(`#${number} .*\\n.*·`))
    .words();
}

test('resolve and close by command, each with its reason; card, topic and announcement follow', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'API is down sev3');
  const commander = slack.user('commander').goTo(room);
  await commander.command('/incident take');
  expect(await commander.ask('/incident close we are done')).toBe(
    'This incident is still Investigating. Resolve it first.',
  );
  await commander.command('/incident resolve');
  const form = await commander.modal(`Resolve #${number}`);
  expect(await form.submit()).toMatchObject({ accepted: false });
  await form.close();

  await slack.fastForward({ hours: 1, minutes: 12 });
  expect(await commander.ask('/incident resolve because we rolled back 4.2')).toBe(
    `#${number} is resolved.`,
  );
  await slack.settle();
  await room.message('Resolved by @cleo after 1 h 12 min: we rolled back 4.2').seen();
  expect(await room.topic()).toBe(
    'SEV3 · Resolved · <@U0COMMANDER> (Incident commander) · API is down',
  );
  expect(await card(room)).toContain('SEV3 · Resolved');
  expect(await card(room)).toContain('How it ended we rolled back 4.2');
  expect(await news(number)).toMatch(/SEV3 · Resolved\nwe rolled back 4.2/);
  expect(await news(number)).not.toContain('Next update');

  // What is learnt afterwards is still told, and promises nothing.
  await commander.command('/incident update The fix holds');
  await slack.fastForward({ days: 1 });
  await room.expectNoMessage(/update is due|is late|Who takes it/);

  expect(await commander.ask('/incident close postmortem is held')).toBe(`#${number} is closed.`);
  await slack.settle();
  await room.message('Closed by @cleo: postmortem is held').seen();
  expect(await room.topic()).toBe(
    'SEV3 · Closed · <@U0COMMANDER> (Incident commander) · API is down',
  );
  // Closing does not take away how it ended.
  expect(await card(room)).toMatch(/How it ended we rolled back 4.2[\s\S]*Resolved [\s\S]*Closed/);
  expect(await news(number)).toMatch(/SEV3 · Closed\nwe rolled back 4.2/);
  for (const line of ['resolve again', 'close again', 'cancel it', 'take', 'update more']) {
    expect(await commander.ask(`/incident ${line}`)).toMatch(
      /^This incident is Closed. Reopen it first.|^It is not/,
    );
  }
});

test('resolve, close and reopen by button and form, each asking for the reason', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Search is stale sev3');
  const dba = slack.user('dba');
  await dba.join(room);
  await room
    .message(/Incident commander: /)
    .button('Resolve')
    .click(dba);
  const resolving = await dba.modal(`Resolve #${number}`);
  await resolving.fill({ 'What fixed it?': 'index built anew' });
  expect(await resolving.submit()).toMatchObject({ accepted: true });
  await room.message('Resolved by @dita').button('Close').click(dba);
  const closing = await dba.modal(`Close #${number}`);
  await closing.fill({ 'Why is it over?': 'nothing left to do' });
  expect(await closing.submit()).toMatchObject({ accepted: true });
  await room.message('Closed by @dita: nothing left to do').seen();
  await slack.settle();
  await room
    .message(/How it ended/)
    .button('Reopen')
    .click(dba);
  const reopening = await dba.modal(`Reopen #${number}`);
  await reopening.fill({ 'Why?': 'it is stale again' });
  expect(await reopening.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  await room.message('Reopened by @dita: it is stale again').seen();
  expect(await room.topic()).toBe('SEV3 · Investigating · update every 4 h · Search is stale');
  expect(await card(room)).toMatch(/SEV3 · Investigating[\s\S]*Next update/);
  // It is work again: promises and nudges count from now.
  await slack.fastForward({ minutes: 30 });
  await room.message('No Incident commander since').seen();
  await slack.fastForward({ hours: 3, minutes: 30 });
  await room.message('An update is due now').seen();
  // The buttons of before it was reopened say what is so now.
  await room.message('Resolved by @dita').button('Close').click(dba);
  const stale = await dba.modal(`Close #${number}`);
  await stale.fill({ 'Why is it over?': 'too late' });
  const { errors } = await stale.submit();
  expect(Object.values(errors)).toEqual([
    'This incident is still Investigating. Resolve it first.',
  ]);
});

test('cancel says why it was no incident, stops the clock, and is no end for good', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Everything is slow sev1');
  const oncall = slack.user('oncall');
  await pressMore(room.message(/Incident commander: /), oncall, 'Cancel incident');
  const form = await oncall.modal(`Cancel #${number}`);
  await form.fill({ 'Why was it no incident?': 'a load test' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  await room.message('Cancelled by @omar: a load test').seen();
  expect(await room.topic()).toBe('SEV1 · Cancelled · Everything is slow');
  expect(await news(number)).toMatch(/SEV1 · Cancelled\na load test/);
  expect(await card(room)).toContain('How it ended a load test');
  await slack.fastForward({ hours: 5 });
  await room.expectNoMessage(/update is due|is late|Who takes it/);
  expect(await oncall.ask(`/incident reopen #${number} no test at all`)).toBe(
    `#${number} is open again.`,
  );
  expect(await oncall.ask(`/incident cancel #${number} it was one after all`)).toBe(
    `#${number} is cancelled.`,
  );
});

test('some days after closing the room is archived, and reopening brings it back', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Cards are refused sev4');
  const other = await declared(world, 'Bills are wrong sev4');
  const reporter = slack.user('reporter');
  for (const each of [number, other.number]) {
    await reporter.command(`/incident resolve #${each} fixed`);
    await reporter.command(`/incident close #${each} done`);
  }
  await slack.fastForward({ days: 6, hours: 23 });
  expect(await room.archived()).toBe(false);
  await reporter.command(`/incident reopen #${other.number} not fixed at all`);
  await slack.fastForward({ hours: 2 });
  expect(await room.archived()).toBe(true);
  // What was reopened in time stays.
  expect(await other.room.archived()).toBe(false);

  const manager = slack.user('manager');
  expect(await manager.ask(`/incident reopen #${number} refused again`)).toBe(
    `#${number} is open again.`,
  );
  await slack.settle();
  expect(await room.archived()).toBe(false);
  await room.message('Reopened by @mona: refused again').seen();
  expect(await room.topic()).toBe('SEV4 · Investigating · Cards are refused');
  expect(await room.people()).toEqual(expect.arrayContaining(['reporter', 'manager']));
  expect(await card(room)).toContain('SEV4 · Investigating');
  await (await reporter.dm()).expectNoMessage('could not');
  world.expectTrouble();
});

test('where an archived room cannot be brought back, reopening makes a new one', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Feeds are empty sev4');
  const reporter = slack.user('reporter');
  await reporter.command(`/incident take #${number}`);
  await reporter.command(`/incident resolve #${number} fixed`);
  await reporter.command(`/incident close #${number} done`);
  await slack.fastForward({ days: 8 });
  expect(await room.archived()).toBe(true);
  await slack.faults({
    method: 'conversations.unarchive',
    fault: { kind: 'reject', error: 'no_permission' },
  });
  await reporter.command(`/incident reopen #${number} empty again`);
  await slack.settle();
  await slack.faults();
  const second = await slack.channel(new RegExp(`^inc-${number}-feeds-are-empty-2$`));
  await second.message('Reopened by @rita: empty again').seen();
  expect(await second.topic()).toMatch(/^SEV4 · Investigating/);
  expect(await second.pins()).toHaveLength(1);
  expect(await second.bookmarks()).toHaveLength(1);
  expect(await second.people()).toEqual(['reporter']);
  expect(await news(number)).toContain(`#${await second.name()}`);
  expect(await reporter.ask('/incident', second)).toContain(`#${number} Feeds are empty`);
  await (await reporter.dm()).expectNoMessage('could not');
  world.expectTrouble();
});

test('only a room that Muster made is archived', async () => {
  const { slack } = world;
  await slack.settings({ strict });
  const reporter = slack.user('reporter').goTo('support');
  const said = await reporter.ask('/incident declare No channel for this sev4');
  const number = Number(/#(\d+)/.exec(said)?.[1]);
  await slack.settle();
  await slack.settings({ strict: null });
  const incidents = await slack.channel('incidents');
  await reporter.command(`/incident resolve #${number} fixed`);
  await reporter.command(`/incident close #${number} done`);
  await slack.settle();
  await slack.fastForward({ days: 8 });
  expect(await incidents.archived()).toBe(false);
  const archived = await slack.journal({ direction: 'call', name: 'conversations.archive' });
  expect(archived.map(({ request }) => request)).not.toContainEqual(
    expect.objectContaining({ channel: incidents.id }),
  );
  world.expectTrouble();
});
