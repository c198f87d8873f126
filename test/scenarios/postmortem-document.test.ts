import { expect, test } from 'vitest';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = policyWith({
  'messages: {}': `messages: {}

postmortem:
  chosen: true
  within_days: 3
  review_every: week
  review_channel: "#ops"
  sections:
    - { key: summary, name: What happened, from: summary }
    - { key: cause, name: Cause, asks: [Why did it happen?] }
    - { key: well, name: What went well }`,
});
const world = testWorld({ policyPath });

/** Text of the newest file of that name. */
function fileOf(name: string): string {
  const files = [...world.local.sandbox.core.workspace.files.values()];
  const found = files.filter((file) => file.name === name && file.complete).at(-1);
  if (!found) throw new Error(`there is no ${name} among ${files.map((file) => file.name)}`);
  return new TextDecoder().decode(found.content);
}

test('people choose from a list of cases, and the document goes out and comes back with both sides in it', async () => {
  const { slack } = world;
  const [commander, engineer] = [slack.user('commander'), slack.user('engineer')];
  const { room, number } = await declared(world, 'API is down sev1');
  const other = await declared(world, 'A typo sev3');
  for (const each of [room, other.room]) await commander.command('/incident resolve mended', each);
  await slack.settle();
  // No room is asked: it is chosen from the list.
  expect(JSON.stringify(await room.messages())).not.toMatch(/Postmortem of/);
  expect(await commander.ask('/incident postmortem', room)).toMatch(/Nobody has chosen yet/);
  // The week's review asks for it.
  await slack.fastForward({ hours: 7 * 24 });
  const ops = await slack.channel('ops');
  await ops
    .message(/2 incidents wait for somebody to choose/)
    .button('Choose')
    .click(commander);
  await commander.ephemeral(/Which of these 2/).seen();
  const cases = await commander.ask('/incident postmortem list');
  expect(cases).toMatch(/Which of these 2 get a postmortem[\s\S]*API is down[\s\S]*A typo/);
  const list = commander.ephemeral(/Which of these 2/);
  await list.button('Hold one').click(commander);
  const form = await commander.modal('Hold a postmortem');
  await form.fill({ 'Who writes it?': engineer, 'Where is it talked about?': '#ops, on Friday' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const review = room.message(/Postmortem of #\d+ API is down/);
  expect(await review.words()).toMatch(/@enzo writes it\.\nTalked about: #ops, on Friday/);
  expect(await review.words()).toMatch(/due /);
  expect(await commander.ask('/incident postmortem list')).toMatch(/Which of these 1[\s\S]*A typo/);
  await commander
    .ephemeral(/Which of these 1/)
    .button('None')
    .click(commander);
  await slack.settle();
  const left = await commander.ask('/incident postmortem list');
  expect(left).toMatch(/^Postmortems that are still to be held: 1\n.*#\d+ API is down/);
  expect(left).not.toContain('A typo');
  // It goes out, and is changed on both sides.
  await review.field('Write …').choose(engineer, 'Cause');
  await (await engineer.modal('Postmortem'))
    .fill({ 'What is written here': 'A pool.\n\nIt was full.' })
    .then((filled) => filled.submit());
  await engineer.ask('/incident postmortem export md', room);
  await slack.settle();
  const name = `incident-${number}-postmortem.md`;
  const markdown = fileOf(name);
  expect(markdown).toMatch(/## Cause\n\n> Why did it happen\?\n\n<!-- muster:section cause 1 /);
  await review.field('Write …').choose(commander, 'Cause');
  await (await commander.modal('Postmortem'))
    .fill({ 'What is written here': 'A pool of ten.\n\nIt was full.' })
    .then((filled) => filled.submit());
  const edited = markdown
    .replace('It was full.', 'It was full since noon.')
    .replace(/(muster:section well [^\n]*\n)/, '$1\nSasha wrote it all down.\n');
  await engineer.upload(name, edited, await engineer.dm());
  const taken = (await engineer.dm()).message(
    /Taken into the postmortem of #\d+: Cause, What went well/,
  );
  await taken.seen();
  await slack.settle();
  await review.field('Write …').choose(engineer, 'Cause');
  const cause = await engineer.modal('Postmortem');
  expect(cause.value('What is written here')).toBe('A pool of ten.\n\nIt was full since noon.');
  await cause.close();
  // The same once more changes nothing; in the form, and with the same lines changed on both sides.
  await engineer.upload(name, edited, await engineer.dm());
  await (await engineer.dm()).message(/says nothing that is not here already/).seen();
  await review.button('Import').click(commander);
  const back = await commander.modal('Import the postmortem');
  const fileId = await commander.ownFile(name, markdown.replace('A pool.', 'A queue.'));
  await slack.settle();
  await back.fill({ 'The file': fileId });
  expect(await back.submit()).toMatchObject({ accepted: true });
  await (await commander.dm()).message(/Both sides had changed the same lines of Cause/).seen();
  await slack.settle();
  await review.field('Write …').choose(engineer, 'Cause');
  const both = String((await engineer.modal('Postmortem')).value('What is written here'));
  expect(both).toMatch(
    /In Slack it says:\*\*\n\nA pool of ten\.\n\n\*\*In the document it says:\*\*\n\nA queue\./,
  );
});
