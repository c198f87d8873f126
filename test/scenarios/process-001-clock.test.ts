import { expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** The minutes of the small team's template, with the clock moved. */

const world = testWorld({ policyPath: peopled('001-small-team.yaml') });

/** What the room was told of time, oldest first. */
async function told(room: Room): Promise<string[]> {
  const texts = (await room.messages()).map(({ text }) => text);
  return texts.filter((text) =>
    /^:(hourglass|rotating_light|alarm_clock): \*.*(due|late|open)/.test(text),
  );
}

const card = (room: Room) => room.message(/\nDeclared by @rita, /);

test('001-06, 001-09, 001-13: the 2, 2 and 1 minutes are each missed once, and named together', async () => {
  const { slack } = world;
  const [enzo, dita] = [slack.user('engineer'), slack.user('dba')];
  const { room } = await declared(world, 'Nobody can log in');
  expect(await card(room).words()).toMatch(/Tasks of Joining by /);

  // Nobody has joined after two minutes. Nobody was warned: two minutes are too short for that.
  await slack.fastForward({ seconds: 115 });
  expect(await told(room)).toEqual([]);
  await slack.fastForward({ seconds: 10 });
  expect(await told(room)).toEqual([
    expect.stringMatching(/Tasks of Joining\* was due [\s\S]*Open: Everybody is in the call/),
  ]);

  // Everybody is there: two minutes for the decision begin.
  await enzo.command('/incident call https://app.slack.com/huddle/T1/C1', room);
  await enzo.command('/incident tasks done joining.everyone_in', room);
  await slack.settle();
  expect(await card(room).words()).toMatch(/Is it an incident\? Decide by /);
  await slack.fastForward({ seconds: 115 });
  expect(await told(room)).toHaveLength(1);
  await slack.fastForward({ seconds: 10 });
  expect((await told(room)).slice(1)).toEqual([
    expect.stringMatching(/Decide whether it is an incident\* was due /),
  ]);

  // It is one: one minute for three parts. One is taken in time; the other two are one message.
  await card(room).button('answer_criterion:half_of_users:yes').click(enzo);
  await slack.fastForward({ seconds: 30 });
  await dita.command('/incident take investigator', room);
  await slack.fastForward({ seconds: 35 });
  const [, , parts, ...more] = await told(room);
  expect(more).toEqual([]);
  expect(parts).toMatch(/Communicator named\* was due [\s\S]*Recorder named\* was due /);
  expect(parts).not.toContain('Investigator');

  // Whoever took a part in the call has two minutes to join it, and is named then.
  await slack.fastForward({ seconds: 80 });
  expect(await told(room)).toHaveLength(3);
  await slack.fastForward({ seconds: 20 });
  expect((await told(room)).slice(3)).toEqual([
    expect.stringMatching(new RegExp(`in the call\\* was due [\\s\\S]*<@${dita.id}>`)),
  ]);

  // From then on the room is left alone.
  await slack.fastForward({ hours: 5 });
  expect(await told(room)).toHaveLength(4);
  expect(await enzo.ask('/incident clock', room)).toMatch(
    /What was missed[\s\S]*Communicator named[\s\S]*Decide whether[\s\S]*Tasks of Joining/,
  );
});

test('001-06, 001-09, 001-13: a team that keeps its minutes hears nothing of them', async () => {
  const { slack } = world;
  const [enzo, lin] = [slack.user('engineer'), slack.user('liaison')];
  const { room } = await declared(world, 'Mails are lost');
  await enzo.command('/incident call https://app.slack.com/huddle/T1/C1', room);
  await slack.fastForward({ seconds: 100 });
  await enzo.command('/incident tasks done joining.everyone_in', room);
  await slack.fastForward({ seconds: 110 });
  await card(room).button('answer_criterion:data_corrupting:yes').click(enzo);
  await slack.fastForward({ seconds: 50 });
  await enzo.command('/incident take investigator', room);
  // The communicator takes the record along; the call was joined at once.
  await lin.command('/incident take communicator', room);
  await room
    .message(/started the call/)
    .button('Join call')
    .click(lin);
  await slack.fastForward({ hours: 3 });
  expect(await told(room)).toEqual([]);
  expect(await enzo.ask('/incident clock', room)).not.toMatch(/What was missed/);
});
