import { expect, test } from 'vitest';
import { coursePolicy } from '../support/course-policy.ts';
import { declared, pressMore } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = coursePolicy({
  'name: Monitoring\n': 'name: Monitoring\n    public_state: watching\n',
  '  - key: commander\n': '  - key: commander\n    min: 1\n',
});
const world = testWorld({ policyPath });
const card = /Incident commander: [\s\S]*Declared by /;

test('the card says which stage it is in and until when, and moves on by itself', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'API is down sev4');
  expect(await room.message(card).words()).toMatch(/Stage Detection until .*\d/);
  await slack.fastForward({ minutes: 20 });
  await slack.user('commander').command('/incident take', room);
  await slack.settle();
  expect(await room.message(card).words()).toMatch(/Stage Containment until .*\d/);
  expect(await slack.user('commander').ask('/incident timeline', room)).toContain(
    'It enters stage Containment.',
  );
  await slack.fastForward({ minutes: 60 });
  await slack.user('commander').command('/incident title API was down', room);
  await slack.settle();
  expect(await room.message(card).words()).toMatch(/Stage Containment, meant to be over/);
  await slack.user('commander').command('/incident resolve rolled back', room);
  await slack.settle();
  expect(await room.message(/How it ended/).words()).toContain('Stage Recovery');
});

test('by hand it moves in any direction, with a reason, for everybody', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'Search is slow sev4');
  await dba.command('/incident stage containment because it spreads', room);
  await room.message('Stage Containment, by @dita: it spreads').seen();
  await dba.command('/incident stage detection', room);
  const form = await dba.modal(`Stage of #${number}`);
  expect(form.value('New stage')).toBe('detection');
  await form.fill({ 'Why?': 'it is something else' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await room.message('Stage Detection, by @dita: it is something else').seen();
  expect(await dba.ask('/incident stage lunch because', room)).toBe(
    'There is no stage “lunch”. There are: Detection, Containment, Recovery.',
  );
});

test('what the public reads is offered with the status, and said only by a person', async () => {
  const { slack } = world;
  const liaison = slack.user('liaison');
  const { room, number } = await declared(world, 'Maps are blank sev4');
  expect(await room.message(card).words()).not.toContain('The public reads');
  await liaison.command('/incident status monitoring because the tiles are back', room);
  await slack.settle();
  expect(await room.message(card).words()).not.toContain('The public reads');
  await pressMore(room.message(card), liaison, 'Public state');
  const form = await liaison.modal(`Public state of #${number}`);
  expect(form.words()).toContain('Investigating: We know of it and are looking');
  expect(form.value('What the public reads')).toBe('watching');
  await form.close();
  await room.message(card).button('Show public: Monitoring').click(liaison);
  await room.message('The public reads Monitoring now, by @lin').seen();
  await slack.settle();
  expect(await room.message(card).words()).toContain('The public reads Monitoring');
  expect(await room.message(card).words()).not.toContain('Show public:');
  await liaison.command('/incident public investigating because it is back', room);
  await room.message('The public reads Investigating now, by @lin: it is back').seen();
  expect(await liaison.ask('/incident timeline', room)).toContain(
    '@lin changed what the public reads from Monitoring to Investigating: it is back',
  );
});

test('a role that is needed stands on the card until somebody has it', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Fonts are ugly sev4');
  expect(await room.message(card).words()).toContain('Incident commander: needed, nobody yet');
  await slack.user('dba').command('/incident take', room);
  await slack.settle();
  expect(await room.message(card).words()).toContain('Incident commander: @dita');
});
