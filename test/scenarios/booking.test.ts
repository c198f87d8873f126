import { expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import { wordsOfMessage } from '../../sandbox/client/words.ts';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = policyWith({
  'always: []': `always: []

calendar: { zone: UTC }

postmortem:
  within_days: 7
  meeting_minutes: 90
  calendar: Google Calendar
  attendees: ["@support"]
  unbooked_to: ["U0MANAGER"]`,
});
const world = testWorld({ policyPath });

/** What somebody was told directly of this meeting, oldest first, with the names of the files in it. */
async function toldOf(person: Person, number: number): Promise<string[]> {
  const all = await (await person.dm()).messages();
  return all
    .map((each) => [
      wordsOfMessage(each, world.slack.names),
      ...each.files.map(({ name }) => `[${name}]`),
    ])
    .map((words) => words.join(' '))
    .filter(
      (words) => words.includes(`postmortem of #${number}`) || words.includes(`-${number}.ics`),
    );
}

test('resolved, times are proposed; people vote, one is booked, and everybody concerned is told once', async () => {
  const { slack } = world;
  const [commander, engineer, liaison] = [
    slack.user('commander'),
    slack.user('engineer'),
    slack.user('liaison'),
  ];
  const { room, number } = await declared(world, 'API is down sev2');
  await commander.command('/incident take commander', room);
  await commander.command('/incident resolve the pool was replaced', room);
  await slack.settle();
  const message = room.message(/Postmortem of #/);
  expect(await message.words()).toMatch(/When do we meet\? 1 h 30 min, to be held by/);
  const shown = await message.words();
  // From São Paulo to Singapore nobody shares a working hour: the best are shown, with who is out of them.
  expect(shown).toMatch(/working hours of/);
  expect(shown.match(/I can|Book this/g)).toEqual(Array(5).fill('I can'));
  await message.button('I can').click(engineer);
  await slack.settle();
  expect(await message.words()).toMatch(/1 can: @enzo/);
  // The message says so: nothing more is said of it.
  await engineer.expectNoEphemeral(/You can /);
  await message.button('Book this').click(commander);
  await slack.settle();
  expect(await message.words()).toMatch(/Meeting: .*1 h 30 min · booked by @cleo/);
  expect(await message.words()).toMatch(/Invited: .*@/);
  for (const person of [commander, engineer, liaison, slack.user('reporter')]) {
    const told = await toldOf(person, number);
    expect(told, person.name).toEqual([
      expect.stringMatching(
        /You are invited to the postmortem of #\d+ API is down: .*1 h 30 min.*\[postmortem-\d+\.ics]/s,
      ),
    ]);
  }
  expect(await commander.ask('/incident milestone', room)).toMatch(/postmortem.*booked/i);

  // Made private: who may not see it any more has the event taken out, and what named it is gone.
  const fileOf = async (person: Person) => {
    const messages = (await (await person.dm()).messages()).filter(({ files }) => files?.length);
    return messages.map(({ files }) => files?.[0]?.id ?? '');
  };
  const [first = 'none'] = await fileOf(liaison);
  await commander.command('/incident private because an account was taken', room);
  await slack.settle();
  expect(await toldOf(liaison, number)).toEqual([
    expect.stringMatching(/^:date: You are no longer invited to .*\[postmortem-\d+\.ics]/s),
  ]);
  const [second = 'none'] = await fileOf(liaison);
  expect(second).not.toBe(first);
  expect(await toldOf(commander, number)).toEqual([
    expect.stringContaining('You are invited'),
    expect.stringMatching(/is private now.* takes the place .*\[postmortem-\d+\.ics]/s),
  ]);
});

test('the form narrows what is looked for; what nobody books is asked for, then said to whom the policy names', async () => {
  const { slack } = world;
  const [commander, reporter, engineer] = [
    slack.user('commander'),
    slack.user('reporter'),
    slack.user('engineer'),
  ];
  const { room, number } = await declared(world, 'Search is slow sev2');
  await commander.command('/incident take commander', room);
  await commander.command('/incident resolve the index was rebuilt', room);
  await slack.settle();
  const message = room.message(/Postmortem of #/);
  await message.button('Other times').click(commander);
  const form = await commander.modal('Times for the meeting');
  await form.fill({ 'How many minutes?': '15 min' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await message.words()).toMatch(/When do we meet\? 15 min/);
  expect(await commander.ask('/incident meeting', room)).toMatch(/When do we meet\? 15 min/);

  expect(await commander.ask('/incident meeting book 2020-01-01 10:00', room)).toMatch(
    /That time is over/,
  );
  expect(await commander.ask('/incident meeting book soon', room)).toMatch(/time/);
  // Two book at once: the slower one is told, keeps what they chose, and may mean it all the same.
  expect(await engineer.ask('/incident meeting book', room)).toBe('');
  const slow = await engineer.modal('Book the meeting');
  const { now } = await slack.link.state();
  const inThreeDays = Math.floor(now / 1000) + 3 * 86_400;
  await slow.fill({ 'When?': inThreeDays, 'How many minutes?': '30 min', 'Where?': 'Room 4' });
  expect(await commander.ask('/incident meeting book in 2d in Room 3 for 45m', room)).toMatch(
    /Booked: .*45 min\. Everybody concerned is told/,
  );
  await slack.settle();
  expect(await slow.submit()).toMatchObject({ accepted: true });
  const again = await engineer.modal('Move the meeting');
  expect(again.words()).toMatch(/Somebody was faster: the meeting is booked for/);
  expect(await again.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await message.words()).toMatch(/Meeting: .*30 min · booked by @enzo\s+Where: Room 4/);
  expect(await reporter.ask('/incident meeting cancel', room)).toBe('');
  const why = await reporter.modal('Cancel the meeting');
  await why.fill({ 'Why?': 'We meet next week' });
  expect(await why.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await toldOf(reporter, number)).toEqual([
    expect.stringMatching(/You are invited to the postmortem[\s\S]*Where: Room 3/),
    expect.stringContaining('was moved'),
    expect.stringMatching(/is cancelled.*\[postmortem-\d+\.ics]/s),
  ]);
  expect(await commander.ask('/incident timeline', room)).toMatch(
    /booked the meeting of the postmortem[\s\S]*cancelled the meeting.*We meet next week/,
  );
  // A quarter of seven days is over, then half of them: who led is asked, then the manager is told, too.
  const manager = slack.user('manager');
  const asked = async (person = commander) =>
    (await (await person.dm()).messages())
      .map(({ text }) => text)
      .filter((text) => text.includes(`#${number} Search is slow`) && /not booked/.test(text));
  await slack.fastForward({ hours: 43 });
  expect(await asked()).toEqual([expect.stringContaining('a quarter of the time is over')]);
  expect(await asked(manager)).toEqual([]);
  await slack.fastForward({ hours: 42 });
  expect(await asked()).toHaveLength(2);
  expect(await asked(manager)).toEqual([expect.stringContaining('half of the time')]);
  const button = (await manager.dm()).message(/half of the time/);
  await button.button('Book a time').click(manager);
  expect(await manager.modal('Book the meeting')).toBeDefined();

  // They do not wait for it: nobody does that by mistake, and it leaves everybody's calendar.
  await commander.command('/incident meeting book in 3d', room);
  await slack.settle();
  expect(await message.words()).toMatch(/Cancel meeting/);
  await message.button('Start the meeting').click(commander);
  await commander
    .ephemeral(/It is booked for .*, and their calendars/)
    .button('Start it now')
    .click(commander);
  await slack.settle();
  expect((await toldOf(reporter, number)).slice(-2)).toEqual([
    expect.stringContaining('You are invited'),
    expect.stringMatching(/is on now: #inc-.*@cleo did not wait for .*\[postmortem-\d+\.ics]/s),
  ]);
  expect(await message.words()).not.toMatch(/booked|Cancel meeting/);
  await slack.fastForward({ hours: 73 });
  expect((await toldOf(reporter, number)).at(-1)).toMatch(/is on now/);
});

test('of a private incident only those hear who are in its room', async () => {
  const { slack } = world;
  const [commander, liaison] = [slack.user('commander'), slack.user('liaison')];
  const { room, number } = await declared(world, '--private Payroll leaked sev2', commander);
  await commander.command('/incident take commander', room);
  await commander.command('/incident resolve the link was taken down', room);
  await slack.settle();
  await commander.command('/incident meeting book in 2d', room);
  await slack.settle();
  expect(await toldOf(liaison, number)).toEqual([]);
  expect(await toldOf(commander, number)).toEqual([
    expect.stringContaining(`[postmortem-${number}.ics]`),
  ]);
  // Who is asked in later is invited then; where Slack takes no file, in words alone.
  world.expectTrouble();
  await slack.faults({
    method: 'files.completeUploadExternal',
    times: 1,
    fault: { kind: 'reject', error: 'file_type_not_allowed' },
  });
  await commander.invite(room, liaison);
  await slack.settle();
  expect(await toldOf(liaison, number)).toEqual([expect.not.stringContaining('.ics')]);
});
