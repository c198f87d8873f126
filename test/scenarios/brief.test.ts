import { expect, test } from 'vitest';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();

/** Everything that a person was briefed with so far. */
async function briefs(name: string): Promise<string[]> {
  const { slack } = world;
  await slack.settle();
  const seen = await slack.user(name).ephemerals();
  return seen.map((message) => message.text).filter((text) => text.includes('You joined'));
}

test('whoever joins later is told, alone and once, what is happening, what was done, what is needed and who does what', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'API is down sev3');
  const [commander, observer] = [slack.user('commander'), slack.user('observer')];
  await commander.command(`/incident take #${number}`);
  await commander.command(`/incident note #${number} tried: restarted two nodes, no change`);
  await commander.command(`/incident update #${number}`);
  const form = await commander.modal(`Update #${number}`);
  await form.fill({
    'What do we know?': 'The database refuses connections',
    'What are we doing?': 'Adding a replica',
    'What do we need?': 'Somebody who knows the pooler',
  });
  await form.submit();
  await commander.command(`/incident severity #${number} sev2 because all customers see it`);
  await slack.fastForward({ minutes: 15 });
  await observer.join(room);
  const brief = await observer.ephemeral('You joined').words();
  expect(brief.replaceAll(/20\d\d-\d\d-\d\d \d\d:\d\d UTC/g, 'then').split('\n')).toEqual([
    `:wave: You joined #${number} API is down, SEV2 · Investigating.`,
    'What is happening',
    'The database refuses connections',
    'What was done',
    'then Tried by @cleo: restarted two nodes, no change',
    'then Update by @cleo: Adding a replica',
    'then @cleo changed the severity from SEV3 to SEV2: all customers see it',
    'What is needed',
    'Somebody who knows the pooler',
    'Who does what',
    'Incident commander: @cleo',
    'Nobody yet: Deputy, Communications lead, Scribe, Responder',
  ]);
  const inRoom = (await room.messages()).filter((message) => message.text.includes('You joined'));
  expect(inRoom).toEqual([]);
  for (const name of ['commander', 'reporter', 'dba']) expect(await briefs(name)).toEqual([]);

  await observer.leave(room);
  await slack.settle();
  await observer.join(room);
  expect(await briefs('observer')).toHaveLength(1);
});

test('who declares, and who is invited at the start, has the card and gets no brief', async () => {
  const { room } = await declared(world, 'Checkout fails sev1');
  expect(await room.people()).toEqual(['reporter', 'engineer', 'dba', 'oncall']);
  for (const name of ['reporter', 'engineer', 'dba', 'oncall'])
    expect((await briefs(name)).filter((text) => text.includes('Checkout fails'))).toEqual([]);
});

test('several who join at once each get theirs; an app gets none', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Queues are full sev4');
  await slack.fastForward({ minutes: 5 });
  const crowd = ['scribe', 'liaison', 'manager', 'newcomer'];
  await Promise.all(crowd.map((name) => slack.user(name).join(room)));
  for (const name of crowd) expect(await briefs(name)).toHaveLength(1);
  const whispered = await slack.journal({ direction: 'call', name: 'chat.postEphemeral' });
  const to = whispered.map(({ request }) => (request as { user?: string }).user);
  expect(to).not.toContain(slack.app.bot_user_id);
});

test('where nothing was said yet the brief says so, and a severe turn brings more people who need one', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Something smells sev3');
  await slack.fastForward({ minutes: 20 });
  const reporter = slack.user('reporter');
  await reporter.command(`/incident severity #${number} sev1 because it burns`);
  await slack.settle();
  expect(await room.people()).toEqual(['reporter', 'engineer', 'dba', 'oncall']);
  const words = await slack.user('oncall').ephemeral('You joined').words();
  expect(words.split('\n').map((line) => line.replace(/^\S+ \S+ UTC /, ''))).toEqual([
    `:wave: You joined #${number} Something smells, SEV1 · Investigating.`,
    'What is happening',
    'Nobody has said yet what is happening.',
    'What was done',
    '@rita changed the severity from SEV3 to SEV1: it burns',
    'Who does what',
    'Incident commander: nobody yet',
    'Nobody yet: Deputy, Communications lead, Scribe, Responder',
  ]);
});

test('a brief of what is over says how it ended', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Lamps are out sev4');
  await slack.user('reporter').command(`/incident resolve #${number} a fuse`);
  await slack.fastForward({ minutes: 5 });
  const manager = slack.user('manager');
  await manager.join(room);
  expect(await manager.ephemeral(`#${number} *Lamps`).words()).toContain(
    'SEV4 · Resolved.\nWhat is happening\na fuse',
  );
});
