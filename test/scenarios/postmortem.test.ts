import { expect, test } from 'vitest';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = policyWith({
  'messages: {}': `messages: {}

postmortem:
  required: { severity: [sev1, sev2] }
  optional: { severity: [sev3] }
  within_days: 5`,
});
const world = testWorld({ policyPath });

test('one is required: its message, who writes it, its sections by form, and two who write the same', async () => {
  const { slack } = world;
  const [commander, engineer] = [slack.user('commander'), slack.user('engineer')];
  const { room } = await declared(world, 'API is down sev1');
  await commander.command('/incident take incident_commander', room);
  // While people work, what will be told in it brings no message about it.
  await commander.command('/incident action Alert on a full pool', room);
  await slack.settle();
  expect(JSON.stringify(await room.messages())).not.toContain('Postmortem of');
  await commander.command('/incident resolve a pool was full', room);
  await slack.settle();
  const review = room.message(/Postmortem of #\d+ API is down/);
  expect(await review.words()).toMatch(/Draft · required · due /);
  expect(await review.words()).toMatch(/Nobody writes it yet\. @cleo led/);
  // On a phone: what comes first, and nothing that is for later.
  expect(await review.words()).not.toMatch(/Nothing is written yet|Export|Facilitator/);
  await review.button('I write it').click(engineer);
  await slack.settle();
  expect(await review.words()).toMatch(/@enzo writes it[\s\S]*Nothing is written yet[\s\S]*Export/);
  const menu = review.field('Write …');
  await menu.choose(engineer, 'Cause');
  const first = await engineer.modal('Postmortem');
  await menu.choose(commander, 'Cause');
  const second = await commander.modal('Postmortem');
  await first.fill({ 'What is written here': 'The pool was full.\n\nNobody knew.' });
  expect(await first.submit()).toMatchObject({ accepted: true });
  // Who wrote slower sees both, and nothing is lost.
  await second.fill({ 'What is written here': 'A leak filled the pool.' });
  await second.submit();
  const both = await commander.modal('Postmortem');
  const shown = both.words();
  expect(shown).toMatch(/changed “Cause”/);
  expect(shown).toMatch(/The pool was full\./);
  expect(both.value('What is written here')).toBe('A leak filled the pool.');
  await both.fill({ 'What is written here': 'A leak filled the pool. Nobody knew.' });
  expect(await both.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await review.words()).toMatch(/Written: 1\. Still empty: Contributing factors/);
  await menu.choose(engineer, 'Cause');
  const again = await engineer.modal('Postmortem');
  expect(again.value('What is written here')).toMatch(/A leak filled the pool\. Nobody knew\./);
  const timeline = await engineer.ask('/incident timeline', room);
  // Reviewed, published, read: the room is asked once and told once.
  await review.button('Send to review').click(engineer);
  const refused = engineer.ephemeral(/Still empty: Contributing factors/);
  await refused.button('Send it all the same').click(engineer);
  await room.message(/@enzo asks you to review the postmortem/).seen();
  await slack.settle();
  await review.button('Reviewed').click(commander);
  await slack.settle();
  await review.button('I have read it').click(commander);
  await slack.settle();
  expect(await review.words()).toMatch(/Reviewed[\s\S]*Read by 1: @cleo/);
  await review.button('Publish').click(engineer);
  await room.message(/@enzo published the postmortem/).seen();
  await slack.settle();
  expect(await review.words()).toMatch(/Published · required · held /);
  expect(timeline).toMatch(/@cleo wrote “Cause” of the postmortem \(revision 2\)/);
});

test('where none is required it is offered, and somebody starts one, or says that there is none', async () => {
  const { slack } = world;
  const commander = slack.user('commander');
  const { room } = await declared(world, 'Search is slow sev3');
  await commander.command('/incident resolve an index', room);
  await slack.settle();
  const review = room.message(/Postmortem of #\d+ Search is slow/);
  expect(await review.words()).toMatch(/None is required/);
  await review.button('None').click(commander);
  await slack.settle();
  expect(await review.words()).toMatch(/None is held: @cleo decided so/);
  await review.button('Hold one').click(commander);
  const form = await commander.modal('Hold a postmortem');
  await form.fill({ 'Where is it talked about?': 'Friday, 4 pm' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await review.words()).toMatch(/somebody asked for it/);
  expect(await review.words()).toMatch(/Talked about: Friday, 4 pm/);
  expect(await commander.ask('/incident postmortem', room)).toMatch(/Talked about: Friday/);
});
