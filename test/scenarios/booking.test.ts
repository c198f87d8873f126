import { expect, test } from 'vitest';
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
  expect(shown).toMatch(/outside the working hours of/);
  expect(shown.match(/Book this/g)?.length).toBe(5);
  await message.button('I can').click(engineer);
  await engineer.ephemeral(/You can /).seen();
  await slack.settle();
  expect(await message.words()).toMatch(/1 can: @enzo/);
  await message.button('Book this').click(commander);
  await slack.settle();
  expect(await message.words()).toMatch(/Meeting: .*1 h 30 min · booked by @cleo/);
  expect(await message.words()).toMatch(/Invited: .*@/);
  for (const person of [commander, engineer, liaison, slack.user('reporter')]) {
    const told = (await (await person.dm()).messages()).filter(({ text }) =>
      text.includes(`You are invited to the postmortem of #${number}`),
    );
    expect(told, person.name).toHaveLength(1);
  }
  expect(await commander.ask('/incident milestone', room)).toMatch(/postmortem.*booked/i);
});
