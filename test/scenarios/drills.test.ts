import { expect, test } from 'vitest';
import { peopled } from '../support/process-policy.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: peopled('002-rekberkan.yaml') });

test('a tabletop: four hours in ten minutes, its injects, its banner, and how it went', async () => {
  const { slack } = world;
  const [commander, finance] = [slack.user('commander'), slack.user('observer')];
  const said = await commander.ask('/incident drill tabletop');
  const number = Number(/#(\d+)/.exec(said)?.[1]);
  await slack.settle();
  const room = await slack.channel(new RegExp(`^inc-${number}(-|$)`));
  const card = room.message(/Declared by @cleo, /);
  expect(await card.words()).toMatch(/Drill/);
  expect(await card.words()).toMatch(/Tabletop exercise · its time runs 24 times as fast · ends/);
  await room.message(/set the channel topic: DRILL · S2 · /).seen();
  const news = (await slack.channel('incidents')).message(`#${number} The daily reconciliation`);
  expect(await news.words()).toMatch(/Drill/);
  await room.message(/would be asked in/).seen();
  // What an incident of the same sort tells people stays in the room.
  await commander.command('/incident take incident_commander', room);
  await finance.command('/incident join', room);
  await slack.settle();
  const ahead = await finance.ask('/incident clock', room);
  expect(ahead).toMatch(/Something happens in the drill/);
  expect(ahead).not.toMatch(/Credits exceed/);
  await slack.fastForward({ minutes: 1 });
  await room.message(/Reconciliation \(daily\): Credits exceed debits by USD 12,400/).seen();
  await room.message(/Support: Three users report/).seen();
  // Who is in it is woken; who is not, the room is told of.
  await finance.command('/incident page @enzo the numbers are wrong', room);
  await room.message(/@enzo would be paged now/).seen();
  await finance.command('/incident page @cleo the numbers are wrong', room);
  await (await commander.dm()).message(/Drill[\s\S]*the numbers are wrong/).seen();
  expect(await (await slack.user('engineer').dm()).messages()).toEqual([]);
  await commander.command('/incident inject Bank: we call you back', room);
  await room.message(/Bank: we call you back/).seen();
  await card.button('Inject').click(commander);
  const form = await commander.modal('Inject into the drill');
  await form.fill({ 'What happens?': 'The CFO walks in' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await room.message(/The CFO walks in/).seen();
  // Fraud is owed to OJK within a day, which is an hour here.
  await finance.command('/incident field fraud yes', room);
  await slack.settle();
  expect(await finance.ask('/incident obligations', room)).toMatch(/within 1 h of: Detected/);
  await slack.fastForward({ minutes: 10 });
  await room.message(/The time of the drill is over/).seen();
  await room.message(/How the drill #\d+ went[\s\S]*Resolved: 4 h/).seen();
  const score = await commander.ask('/incident drill score', room);
  expect(score).toMatch(/Commander: /);
  expect(score).toMatch(/No answer from .*@cleo/);
  expect(await commander.ask('/incident timeline', room)).toMatch(/Injected by plan: /);
  await slack.fastForward({ hours: 48 });
  // Nobody is asked for anything by a drill that is over.
  expect(JSON.stringify(await room.messages())).not.toMatch(/ late: it was due/);
});

test('the form holds a drill of the policy or any other, and both are marked in lists', async () => {
  const { slack } = world;
  const security = slack.user('dba');
  await security.command('/incident drill');
  const form = await security.modal('Declare an incident');
  await form.fill({ 'Which drill': 'Fire drill' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  await security.command('/incident drill The backup does not restore s3');
  await slack.settle();
  const list = await security.ask('/incident list');
  expect(list).toMatch(/:construction:[^\n]*The audit chain does not verify/);
  expect(list).toMatch(/:construction:[^\n]*The backup does not restore/);
});
