import { expect, test } from 'vitest';
import { coursePolicy } from '../support/course-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: coursePolicy() });
const card = /Incident commander: /;

test('what is missing is said in one message, with the way on for who has a reason', async () => {
  const { slack } = world;
  const commander = slack.user('commander');
  const { room, number } = await declared(world, 'API is down sev1');
  expect(await commander.ask('/incident resolve because it is back', room)).toBe(
    [
      'Checked before the end is not met yet:',
      '• nobody is Communications lead',
      '• no update was posted',
      '• Afterwards: Tell the customers',
      'Done: Tell the customers',
      'Go on anyway',
    ].join('\n'),
  );
  await commander
    .ephemeral(/is not met yet/)
    .button('Go on anyway')
    .click(commander);
  const form = await commander.modal(`Resolve #${number}`);
  expect(form.value('What fixed it?')).toBe('it is back');
  await form.fill({ 'Why go on anyway?': 'the customers are asleep' });
  expect(await form.submit()).toMatchObject({ accepted: true, errors: {} });
  await room.message('Resolved by @cleo').seen();
  expect(await commander.ask('/incident timeline', room)).toContain(
    'Resolved by @cleo: it is back. It went past Checked before the end all the same: the customers are asleep. It enters',
  );
});

test('a form that meets a gate keeps what was typed and asks why it should go on', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'Search is slow sev2');
  await room.message(card).button('Resolve').click(dba);
  const form = await dba.modal(`Resolve #${number}`);
  await form.fill({ 'What fixed it?': 'a new index' });
  await form.submit();
  expect(form.words()).toContain('• no update was posted');
  expect(form.value('What fixed it?')).toBe('a new index');
  expect(
    (await form.fill({ 'Why go on anyway?': ' ' }).then((same) => same.submit())).errors,
  ).toEqual({
    'Why go on anyway?': 'Please say something here: why it goes on anyway.',
  });
  await form.fill({ 'Why go on anyway?': 'nobody noticed' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await room.message('Resolved by @dita').seen();
});

test('once all is done, the gate is no more noticed', async () => {
  const { slack } = world;
  const liaison = slack.user('liaison');
  const { room } = await declared(world, 'Mail is late sev2');
  await liaison.command('/incident take comms', room);
  await liaison.command('/incident update The queue drains', room);
  await liaison.command('/incident resolve it is empty', room);
  await room.message('Resolved by @lin').seen();
});

test('an approval is asked for in the room and given by those who may, each once', async () => {
  const { slack } = world;
  const [commander, manager, dba] = ['commander', 'manager', 'dba'].map((key) => slack.user(key));
  if (!commander || !manager || !dba) throw new Error('nobody there');
  const { room, number } = await declared(world, 'Payments fail sev1');
  await commander.command('/incident take', room);
  await commander.command('/incident severity sev4 because it is over', room);
  await commander.command('/incident resolve the card is renewed', room);
  await commander.command('/incident severity sev1 because it was grave', room);
  await slack.settle();
  await room
    .message(/How it ended/)
    .button('Close')
    .click(dba);
  const form = await dba.modal(`Close #${number}`);
  await form.fill({ 'Why is it over?': 'all is paid' });
  await form.submit();
  expect(form.words()).toContain(
    'Agreed by the heads is not met yet:\n• 2 approvals by mona@example.com, Incident commander',
  );
  expect(form.labels()).not.toContain('Why go on anyway?');
  await form.press('Ask for approval');
  const answer = await dba.modal('Muster');
  expect(answer.words()).toContain(`Asked in the room of #${number}.`);
  await answer.close(true);
  const asked = room.message(
    '@dita asks for approval of Agreed by the heads, by mona@example.com, Incident commander.',
  );
  await asked.button('Approve').click(dba);
  await dba
    .ephemeral('How incidents are run here leaves that to mona@example.com, Incident commander.')
    .seen();
  await asked.button('Approve').click(manager);
  await room.message('@mona approved Agreed by the heads. Still needed: 1').seen();
  await commander.command('/incident approve agreed', room);
  await room.message('@cleo approved Agreed by the heads.').seen();
  await dba.command('/incident close all is paid', room);
  await room.message('Closed by @dita: all is paid').seen();
});

test('who may not pass is not offered to', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Ads are gone sev2');
  const observer = slack.user('observer');
  const said = await observer.ask('/incident public monitoring', room);
  expect(said).toBe('Worded by comms is not met yet:\n• nobody is Communications lead');
});
