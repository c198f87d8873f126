import { expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import { declared, pressMore } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();

/** The newest page of a room's timeline as this person reads it, without the instants before each line. */
async function timeline(room: Room, reader: Person): Promise<string[]> {
  const words = await reader.ask('/incident timeline', room);
  return words.split('\n').map((line) => line.replace(/^20\d\d-\d\d-\d\d \d\d:\d\d UTC /, ''));
}

test('a note of each kind, by command or by form, stands in the room and in the timeline', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Search is slow sev4');
  const scribe = slack.user('scribe').goTo(room);
  await scribe.join(room);
  await slack.settle();

  expect(await scribe.ask('/incident note the cache is cold')).toBe('In the timeline of #1.');
  await scribe.command('/incident note decision: we roll back');
  await scribe.command('/incident note TRIED: restarting search, no change');
  await scribe.command('/incident note ratio: 3 of 4 nodes answer');
  await scribe.command('/incident note');
  const form = await scribe.modal('Note on #1');
  await form.fill({ 'What kind?': 'Finding', Note: 'Disk 2 is full\nsince 10:02' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await pressMore(room.message(/Incident commander: /), scribe, 'Add note');
  await (await scribe.modal('Note on #1'))
    .fill({ 'What kind?': 'Question', Note: 'Who knows disk 2?' })
    .then((open) => open.submit());

  await room.message(':memo: @sasha: the cache is cold').seen();
  await room.message(':ballot_box_with_check: Decision by @sasha: we roll back').seen();
  await room.message(':test_tube: Tried by @sasha: restarting search, no change').seen();
  await room.message(':memo: @sasha: ratio: 3 of 4 nodes answer').seen();
  await room.message(':mag: Finding by @sasha: Disk 2 is full\nsince 10:02').seen();
  await room.message(':grey_question: Question by @sasha: Who knows disk 2?').seen();
  await scribe.command('/incident note decision:');
  const blank = await scribe.modal('Note on #1');
  expect(blank.value('What kind?')).toBe('decision');
  await blank.fill({ Note: ' ' });
  expect(Object.keys((await blank.submit()).errors)).toEqual(['Note']);
  await blank.close();
  expect(await timeline(room, scribe)).toEqual([
    'Timeline of #1 Search is slow',
    '@rita declared it: “Search is slow”, SEV4',
    '@rita joined',
    '@sasha joined',
    '@sasha: the cache is cold',
    'Decision by @sasha: we roll back',
    'Tried by @sasha: restarting search, no change',
    '@sasha: ratio: 3 of 4 nodes answer',
    'Finding by @sasha: Disk 2 is full',
    'since 10:02',
    'Question by @sasha: Who knows disk 2?',
    'As a file',
    'Add action item',
  ]);
});

test.concurrent('the whole timeline comes as a Markdown file to whoever asks, and to nobody else', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Files *matter* sev4');
  const [scribe, dba] = [slack.user('scribe'), slack.user('dba')];
  await scribe.join(room);
  await slack.settle();
  await scribe.command('/incident note finding: a_b is # not `c` [x](https://example.com)', room);
  expect(await scribe.ask('/incident timeline file', room)).toBe(
    `The timeline of #${number} comes by direct message.`,
  );
  const dm = await scribe.dm();
  const { files } = await dm.message(`Timeline of #${number}`).seen();
  expect(files).toMatchObject([
    { name: `incident-${number}-timeline.md`, mimetype: 'text/markdown' },
  ]);
  const file = files[0]?.preview ?? '';
  expect(file.split('\n').map((line) => line.replace(/\*\*.* UTC\*\*/, '**then**'))).toEqual([
    `# #${number} Files \\*matter\\*`,
    '',
    'SEV4 · Investigating',
    '',
    '- **then** @rita declared it: “Files \\*matter\\*”, SEV4',
    '- **then** @rita joined',
    '- **then** @sasha joined',
    '- **then** Finding by @sasha: a\\_b is \\# not \\`c\\` \\[x\\](https://example.com)',
    '',
  ]);
  await dba.command(`/incident timeline #${number}`);
  await dba.ephemeral(`Timeline of #${number}`).button('As a file').click(dba);
  await (await dba.dm()).message(`Timeline of #${number}`).seen();
  await room.expectNoMessage(/timeline\.md/);
});

test.concurrent('the timeline of a private incident is not there for who is not in it', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  const said = await reporter.ask('/incident declare Secret matter sev4 --private');
  const number = /#(\d+)/.exec(said)?.[1];
  await slack.settle();
  expect(await reporter.ask(`/incident timeline #${number}`)).toContain('Secret matter');
  const outsider = slack.user('observer');
  const nothing = await outsider.ask('/incident timeline #999');
  expect(nothing).toBe('There is no such incident, or you are not in it.');
  expect(await outsider.ask(`/incident timeline #${number}`)).toBe(nothing);
  expect(await outsider.ask(`/incident timeline file #${number}`)).toBe(nothing);
});

test('the clock has its lines too', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Nobody answers sev2');
  for (const minutes of [10, 45, 5, 15]) await slack.fastForward({ minutes });
  const told = (await timeline(room, slack.user('reporter'))).slice(3, -2);
  expect(told.map((line) => line.replace(/\S+ \S+ UTC/, 'then'))).toEqual([
    'Muster asked who takes Incident commander',
    'Muster asked who takes Incident commander; Muster said that an update is due then',
    'Muster asked for the update due then',
    'Muster said that the update due then is late',
  ]);
});

test('every kind of entry reads as one short sentence', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'All sorts sev3');
  const [reporter, dba] = [slack.user('reporter').goTo(room), slack.user('dba').goTo(room)];
  await dba.join(room);
  await slack.settle();
  await dba.leave(room);
  await slack.settle();
  await reporter.command('/incident take');
  await reporter.command('/incident assign @dita comms');
  await reporter.command('/incident handover @dita');
  await dba.command('/incident decline');
  await reporter.command('/incident handover @dita');
  await dba.command('/incident accept');
  await dba.command('/incident giveup comms');
  await dba.command('/incident severity sev2 because it spreads');
  await dba.command('/incident status identified because we saw the lock');
  await dba.command('/incident title Locks everywhere');
  await dba.command('/incident update we found it');
  await dba.command('/incident snooze 20 because we wait for a restart');
  await dba.command('/incident onit');
  await dba.command('/incident resolve lock removed');
  await dba.command('/incident close all calm');
  await dba.command('/incident reopen it is back');
  await dba.command('/incident cancel false alarm');
  await dba.command('/incident retry topic');
  await dba.command('/incident timeline');
  await dba
    .ephemeral(/^Timeline of/)
    .button('Older')
    .click(dba);
  await dba.ephemeral('@rita declared it').seen();
  const older = await dba.ephemeral(/^Timeline of/).words();
  const lines = [...older.split('\n'), ...(await timeline(room, dba))];
  const told = lines.map((line) => line.replaceAll(/\S+ \S+ UTC/g, 'then'));
  const buttons = [
    'Older',
    'Newer',
    'As a file',
    'Add action item',
    `Timeline of #${number} Locks everywhere`,
  ];
  // An invitation brings her back, some time meanwhile.
  expect(told.filter((line) => !buttons.includes(line) && !line.endsWith('@dita joined'))).toEqual([
    'then @rita declared it: “All sorts”, SEV3',
    'then @rita joined',
    '@dita left',
    '@rita took Incident commander',
    '@rita made @dita Communications lead',
    '@rita asked @dita to take over Incident commander',
    '@dita declined to take over Incident commander',
    '@rita asked @dita to take over Incident commander',
    '@dita took Incident commander over from @rita',
    '@dita gave up Communications lead',
    '@dita changed the severity from SEV3 to SEV2: it spreads',
    '@dita changed the status from Investigating to Identified: we saw the lock',
    '@dita changed the title from “All sorts” to “Locks everywhere”',
    '@dita posted an update',
    'We know: we found it',
    '@dita moved the update from then to then: we wait for a restart',
    '@dita said: I am on the update',
    'Resolved by @dita: lock removed',
    'Closed by @dita: all calm',
    'Reopened by @dita: it is back',
    'Cancelled by @dita: false alarm',
    '@dita tried again: topic',
  ]);
});

test('pages turn back and forth in place, and end where the timeline does', async () => {
  const { slack } = world;
  const scribe = slack.user('scribe').goTo('ops');
  const said = await scribe.ask('/incident declare Much happens sev4');
  const number = /#\d+/.exec(said)?.[0];
  await expect.poll(() => scribe.ask(`/incident timeline ${number}`)).toContain('@sasha joined');
  // The room hears of them one a second; the last stories of this file do not wait for that.
  for (let count = 1; count <= 42; count += 1)
    await scribe.command(`/incident note ${number} line ${count}.`);
  await scribe.command(`/incident timeline ${number}`);
  const page = scribe.ephemeral(/^Timeline of/);
  const bounds = async () => {
    const said = (await page.words()).match(/line \d+\./g) ?? [];
    return [said[0], said.at(-1)];
  };
  const buttons = async () =>
    (await page.words()).split('\n').filter((line) => /^(Older|Newer|As a file)$/.test(line));
  expect(await bounds()).toEqual(['line 23.', 'line 42.']);
  expect(await buttons()).toEqual(['Older', 'As a file']);
  const before = (await scribe.ephemerals()).length;

  await page.button('Older').click(scribe);
  await scribe.ephemeral('line 3.').seen();
  expect(await bounds()).toEqual(['line 3.', 'line 22.']);
  expect(await buttons()).toEqual(['Older', 'Newer', 'As a file']);
  await page.button('Older').click(scribe);
  await scribe.ephemeral('line 1.').seen();
  expect(await bounds()).toEqual(['line 1.', 'line 2.']);
  expect(await buttons()).toEqual(['Newer', 'As a file']);
  await page.button('Newer').click(scribe);
  await scribe.ephemeral('line 22.').seen();
  await page.button('Newer').click(scribe);
  await scribe.ephemeral('line 42.').seen();
  expect(await bounds()).toEqual(['line 23.', 'line 42.']);
  expect(await buttons()).toEqual(['Older', 'As a file']);
  // Turning a page leaves no copies behind.
  expect(await scribe.ephemerals()).toHaveLength(before);
});
