import { expect, test } from 'vitest';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** What Slack does not take for good is told to who looks after Muster, and dealt with there. */

const policyPath = policyWith({
  'version: 2': `version: 2
operators:
  channel: "#muster-ops"
  people: [U0COMMANDER]`,
});
const world = testWorld({ policyPath });

test('operators are told once, without what is in it, and send it again with a button', async () => {
  const { slack } = world;
  world.expectTrouble();
  const [commander, engineer] = [slack.user('commander'), slack.user('engineer')];
  await commander.do({ type: 'create_channel', name: 'muster-ops' });
  const ops = await slack.channel('muster-ops');
  await engineer.join(ops);
  const { room, number } = await declared(world, 'Checkout is failing sev1');
  const note = async (text: string) => {
    await slack.faults({
      ...{ on: 'call', method: 'chat.postMessage', channel: room.id, times: 1 },
      fault: { kind: 'reject', error: 'restricted_action' },
    });
    await commander.command(`/incident note #${number} ${text}`, 'general');
    await slack.settle();
  };
  await note('the secret disk is full');
  await note('the secret logs are gone');
  const told = (await ops.messages()).filter(({ text }) => text.includes('Muster gave up'));
  expect(told).toHaveLength(1);
  const words = await ops.message('Muster gave up').words();
  expect(words).toMatch(/#1: a message, tried 1×, restricted_action/);
  expect(words).not.toContain('secret');
  // Only who is named may; whoever else sees the button is told so.
  await ops.message('Muster gave up').button('Send again').click(engineer);
  await engineer.ephemeral('Only those whom the policy names as operators').seen();
  await room.expectNoMessage('the secret disk is full');
  await ops.message('Muster gave up').button('Send again').click(commander);
  await commander.ephemeral('goes out again').seen();
  await room.message('the secret disk is full').seen();
  await ops.message('Muster gave up').button('Send again').click(commander);
  await commander.ephemeral('was dealt with already').seen();
});
