import { expect, test } from 'vitest';
import { coursePolicy } from '../support/course-policy.ts';
import { declared, pressMore } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = coursePolicy({
  'declare:\n': `call:
  link: https://meet.example.com/war-room
  expected: true
  join_within_minutes: 2
  stay: Stay in it until it is resolved

declare:
`,
});
const world = testWorld({ policyPath });
const card = /Incident commander: /;

test('an expected call is asked for, started, joined and ended by buttons, with the times', async () => {
  const { slack } = world;
  const [commander, dba] = [slack.user('commander'), slack.user('dba')];
  const { room } = await declared(world, 'API is down sev4');
  await room.message(card).button('Start the call').click(commander);
  const news = room.message(/@cleo started the call/);
  expect(await news.words()).toContain(
    'Join within 2 min.\nStay in it until it is resolved\nJoin call',
  );
  await news.button('Join call').click(dba);
  await slack.settle();
  expect(await room.message(card).words()).toMatch(/started by @cleo, .* In it: @cleo, @dita/);
  await slack.fastForward({ minutes: 40 });
  await pressMore(room.message(card), dba, 'End call');
  await room.message('@dita ended the call.').seen();
  await slack.settle();
  expect(await room.message(card).words()).not.toContain('The call');
  const list = await dba.ask('/incident milestone', room);
  expect(list).toMatch(/Call started · @cleo\n.*Call ended/);
  expect(await dba.ask('/incident timeline', room)).toContain('@dita joined the call');
});

test('any call can be typed; one at a time', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room } = await declared(world, 'Mail is late sev4');
  expect(await dba.ask('/incident call the kitchen', room)).toBe(
    'That is no address of a call; it begins with https://',
  );
  await dba.command('/incident call https://zoom.example.com/j/5', room);
  await room.message(/@dita started the call/).seen();
  const commander = slack.user('commander');
  expect(await commander.ask('/incident call https://zoom.example.com/j/6', room)).toContain(
    '@dita started a call already',
  );
  expect(await commander.ask('/incident call', room)).toContain('You are in the call');
  await commander.command('/incident call end', room);
  await room.message('@cleo ended the call.').seen();
  expect(await commander.ask('/incident call end', room)).toBe('No call is on.');
});

test('closing ends the call that is on, and says so', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room } = await declared(world, 'Ads are gone sev4');
  await dba.command('/incident call', room);
  await dba.command('/incident resolve they are back', room);
  await dba.command('/incident close nothing is left', room);
  await room.message('The call ends with the incident.').seen();
  expect(await dba.ask('/incident timeline', room)).toContain('The call ended with it.');
});
