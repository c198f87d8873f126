import { expect, test } from 'vitest';
import { declared } from '../support/story.ts';
import { tasksPolicyFile } from '../support/tasks-policy.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: tasksPolicyFile() });
const card = /Declared by @\w+, /;

/** An incident in which maintenance mode is in force and that is resolved. */
async function inMaintenance(title: string) {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, `${title} sev3`);
  await dba.command('/incident runbook start takeover', room);
  await (await dba.modal(`Start in #${number}`)).submit();
  await dba.command('/incident tasks done takeover.page', room);
  await dba.command('/incident resolve the door is shut', room);
  await slack.settle();
  return { room, number };
}

test('what a step put in force is on the card, holds up closing, and is undone by a button', async () => {
  const { slack } = world;
  const [dba, engineer] = [slack.user('dba'), slack.user('engineer')];
  const { room, number } = await inMaintenance('Shops are shut');
  expect(await room.message(card).words()).toMatch(
    /In force: Maintenance mode\. To undo: Switch it off in the console/,
  );
  expect(await dba.ask('/incident close all is well', room)).toContain(
    'Still in force: Maintenance mode. Undo each or say why it stays: /incident measures.',
  );
  await room
    .message(card)
    .button('Undone', /Maintenance mode/)
    .click(engineer);
  const form = await engineer.modal(`Undone in #${number}`);
  await form.fill({ 'How was it undone?': 'in the console' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await room.message(card).words()).not.toContain('In force');
  expect(await dba.ask('/incident measures', room)).toMatch(
    /Nothing is in force in #\d+\.\nMaintenance mode: undone by @enzo .*: in the console/,
  );
  await dba.command('/incident close all is well', room);
  await room.message(/Closed by @dita/).seen();
  expect(await dba.ask('/incident timeline', room)).toContain(
    '@enzo undid Maintenance mode (in the console)',
  );
});

test('what stays in force is closed over with a reason, from the refusal itself', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await inMaintenance('Shops are dark');
  await dba.command('/incident close all is well', room);
  await dba
    .ephemeral(/Still in force: Maintenance mode/)
    .button('Maintenance mode stays')
    .click(dba);
  const form = await dba.modal(`In force in #${number}`);
  await form.fill({ 'Why is that right?': 'the move is tomorrow' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await dba.command('/incident close all is well', room);
  await room.message(/Closed by @dita/).seen();
  expect(await dba.ask('/incident measures', room)).toMatch(
    /Maintenance mode: stays, said @dita .*: the move is tomorrow/,
  );
});
