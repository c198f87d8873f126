import { expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();

/** The newest page of a room's timeline as this person reads it, without instants. */
async function timeline(room: Room, reader: Person): Promise<string[]> {
  await world.slack.settle();
  const words = await reader.ask('/incident timeline', room);
  const lines = words.split('\n').filter((line) => line !== 'Add action item');
  return lines.map((line) => line.replace(/^\S+ \S+ UTC /, ''));
}

test('a 📌 keeps a message with its author, its time and its link, whoever else pins it', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Queue grows sev4');
  const observer = slack.user('observer');
  const reporter = slack.user('reporter');
  await observer.join(room);
  await observer.say('I see 500s <!here> & more: https://example.com/graph', room);
  const said = room.message('I see 500s');
  const { permalink } = await said.seen();
  await slack.fastForward({ minutes: 40 });
  await said.react(reporter, 'eyes');
  await said.react(reporter, 'pushpin');
  await slack.settle();
  await said.pin(observer);
  const [line] = (await timeline(room, reporter)).slice(-2);
  expect(line).toMatch(
    /^@rita kept a message that @otis wrote 20.* UTC: I see 500s <!here> & more: https:\/\/example.com\/graph$/,
  );
  // The line stands where it was kept, and tells when it was written.
  const whole = await reporter.ask('/incident timeline', room);
  const [, keptAt = 0, writtenAt = 0] =
    /(\S+ \S+) UTC @rita kept .* wrote (\S+ \S+) UTC/
      .exec(whole)
      ?.map((at) => Date.parse(`${at}Z`)) ?? [];
  expect(keptAt - writtenAt).toBeGreaterThanOrEqual(39 * 60_000);
  await reporter.ephemeral(/Timeline of/).seen();
  const shown = JSON.stringify((await reporter.ephemerals()).at(-1)?.blocks);
  expect(shown).toContain(`<${permalink}|message>`);
});

test.concurrent('what is kept is followed: an edit, a mark taken away, a deletion', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Logins fail sev4');
  const [engineer, dba, reporter] = [
    slack.user('engineer'),
    slack.user('dba'),
    slack.user('reporter'),
  ];
  for (const each of [engineer, dba]) await each.join(room);
  await engineer.say('It began at 10:02', room);
  await room.message('It began').pin(dba);
  await slack.settle();
  await room.message('It began').edit(engineer, 'It began at 09:57');
  await slack.settle();
  await room.message('It began at 09:57').react(reporter, 'pushpin');
  await slack.settle();
  // Rita's mark is still there, so the message is.
  await room.message('It began').unpin(dba);
  await slack.settle();
  await room.message('It began').unreact(reporter, 'pushpin');
  await slack.settle();
  // Nobody keeps it now, so nobody follows it.
  await room.message('It began').edit(engineer, 'It began at 9');
  await slack.settle();
  await room.message('It began at 9').react(dba, 'pushpin');
  await slack.settle();
  await room.message('It began at 9').delete(engineer);
  const lines = await timeline(room, reporter);
  expect(lines.filter((line) => line.includes('message')).map(untimed)).toEqual([
    '@dita kept a message that @enzo wrote: It began at 10:02',
    '@enzo edited the kept message: It began at 09:57',
    '@rita unpinned the kept message',
    '@dita kept a message that @enzo wrote: It began at 9',
    'The kept message by @enzo was deleted',
  ]);
  await room.expectNoMessage(/kept/);
});

function untimed(line: string): string {
  return line.replace(/ wrote \S+ \S+ UTC/, ' wrote');
}

test.concurrent('the message shortcut keeps a reply in a thread, and of another channel asks for which incident', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Payments stall sev4');
  const dba = slack.user('dba');
  await dba.join(room);
  await slack.settle();
  await dba.say('What about the locks?', room);
  await room.message('What about').answer(dba, 'One holds for an hour');
  const reply = room.message('What about').reply('One holds');
  await reply.shortcut(dba, 'add_to_timeline');
  await dba.ephemeral(`In the timeline of #${number}.`).seen();
  await reply.shortcut(dba, 'add_to_timeline');
  await dba.ephemeral('That is in the timeline already.').seen();
  await room.message('What about').answer(dba, 'It is gone');
  await room.message('What about').reply('It is gone').react(dba, 'pushpin');
  await slack.settle();

  const ops = await slack.channel('ops');
  await dba.say('Deployed payments 4.2', ops);
  await ops.message('Deployed').shortcut(dba, 'add_to_timeline');
  const form = await dba.modal('Add to timeline');
  expect(form.words()).toContain('Deployed payments 4.2');
  await form.fill({ 'Which incident?': `#${number} Payments stall`, 'What kind?': 'Finding' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  const lines = await timeline(room, dba);
  expect(lines.slice(-4, -1).map(untimed)).toEqual([
    '@dita kept a message that @dita wrote: One holds for an hour',
    '@dita kept a message that @dita wrote: It is gone',
    'Finding: @dita kept a message that @dita wrote: Deployed payments 4.2',
  ]);
});

test.concurrent('a picture, and what an app wrote, can be kept too', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Graphs are odd sev4');
  const liaison = slack.user('liaison');
  await liaison.join(room);
  await liaison.upload('graph.txt', '▁▂▇', room);
  await room.message('graph.txt').react(liaison, 'pushpin');
  await slack.settle();
  await room.message(/Incident commander: /).react(liaison, 'pushpin');
  const lines = (await timeline(room, liaison)).slice(-5, -1).map(untimed);
  expect(lines).toEqual([
    '@lin kept a message that @lin wrote',
    expect.stringMatching(/^@lin attached .*graph\.txt/),
    expect.stringMatching(/^Read: graph\.txt, SHA-256 [0-9a-f]{64}$/),
    expect.stringMatching(/^@lin kept a message that @muster wrote: .*Graphs are odd/),
  ]);
});
