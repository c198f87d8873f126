import { expect, test } from 'vitest';
import { testWorld } from '../support/world.ts';

const world = testWorld();

test('a declaration by command makes a room with a card, an announcement and its people', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  await reporter.command('/incident declare API is down sev1');
  const room = await slack.channel(/^inc-1-/);
  await room
    .message(/Incident commander: nobody yet/)
    .button('Take')
    .click(reporter);
  await room.message(/Incident commander: .*Rita/);
  await slack.settle();
  expect(await room.topic()).toMatch(/SEV1/);
});
