import { expect, test } from 'vitest';
import type { Form } from '../../sandbox/client/form.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();

/** The lines of a Home tab about incidents, without its title, buttons and time. */
async function lines(home: Form): Promise<string[]> {
  await world.slack.settle();
  const [incidents = ''] = (await home.refresh()).words().split('\nHow we run incidents');
  const words = incidents.split('\n');
  return words.filter((line) => !/^(Incidents|Declare incident|Help|Show|As of .*)$/.test(line));
}

test('while nothing is wrong the Home tab says so, and an incident can be declared from it', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  const home = await reporter.home(/No incident is open/);
  expect(home.words()).toMatch(/As of 20\d\d-\d\d-\d\d \d\d:\d\d UTC/);
  await home.press('Declare incident');
  const form = await reporter.modal('Declare an incident');
  await form.fill({ 'What is wrong?': 'Checkout is failing', Severity: 'SEV1' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  // Still in front of them, it changes by itself.
  expect(await lines(home)).toEqual([
    'Yours',
    ':red_circle: #1 Checkout is failing',
    expect.stringMatching(/^SEV1 · Investigating · 20.* UTC · #/),
  ]);
  await home.press('Help');
  expect((await reporter.modal('Muster')).words()).toContain('/incident');
});

test("it holds one's own first, then all that are open, each with its panel behind a button", async () => {
  const { slack } = world;
  const engineer = slack.user('engineer');
  await declared(world, 'Search is slow sev3', engineer);
  // Whoever is invited is part of it: SEV1 brought the engineer along.
  const home = await engineer.home(/Search is slow/);
  expect(await lines(home)).toEqual([
    'Yours',
    expect.stringContaining('#2 Search is slow'),
    expect.stringContaining('SEV3 · Investigating'),
    expect.stringContaining('#1 Checkout is failing'),
    expect.stringContaining('SEV1 · Investigating'),
  ]);
  const other = slack.user('liaison');
  const theirs = await other.home(/Search is slow/);
  expect((await lines(theirs)).slice(0, 2)).toEqual([
    'Open',
    expect.stringContaining('#2 Search is slow'),
  ]);
  await theirs.press('Show', undefined, 'Search is slow');
  const panel = await other.modal('Muster');
  expect(panel.words()).toMatch(/#2 Search is slow[\s\S]*Incident commander: nobody yet/);
  expect(panel.words()).toContain('You hold no role.');
  await panel.press('Take', undefined, /Incident commander/);
  await slack.settle();
  await panel.shows(/You are Incident commander of #2\.[\s\S]*Incident commander: @lin/);
  expect(panel.labels()).not.toContain('Take');
  expect((await lines(theirs)).slice(0, 2)).toEqual([
    'Yours',
    expect.stringContaining('#2 Search is slow'),
  ]);
});

test('it follows what becomes of them, until they are closed', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  const commander = slack.user('commander');
  const home = await reporter.home(/Checkout is failing/);
  const first = async () => (await lines(home)).slice(1, 3).join(' ');
  await commander.command('/incident severity #1 sev2 because half of it works');
  await commander.command('/incident title #1 Cards are refused');
  await commander.command('/incident status #1 identified because of the gateway');
  expect(await first()).toMatch(/^:large_orange_circle: #1 Cards are refused SEV2 · Identified · /);
  await commander.command('/incident resolve #1 rolled back');
  expect(await first()).toMatch(/#1 Cards are refused SEV2 · Resolved · /);
  await commander.command('/incident close #1 nothing is left to do');
  expect(await lines(home)).toEqual([
    'Open',
    expect.stringContaining('#2 Search is slow'),
    expect.stringContaining('SEV3'),
  ]);
  await commander.command('/incident reopen #1 it is back');
  expect((await lines(home)).slice(0, 2)).toEqual([
    'Yours',
    expect.stringContaining('#1 Cards are refused'),
  ]);
});

test('a private incident is on the Home tab of those in it, and of nobody else', async () => {
  const { slack } = world;
  const manager = slack.user('manager');
  const dba = slack.user('dba');
  await manager.command('/incident');
  const form = await manager.modal('Declare an incident');
  await form.fill({ 'What is wrong?': 'A key leaked', Severity: 'SEV2', Options: ['Private'] });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const room = await slack.channel(/^inc-\d{7}-/);
  const secret = /:lock: .*#\d{7} A key leaked/;
  expect((await manager.home(secret)).words()).toMatch(secret);
  const home = await dba.home();
  expect(await lines(home)).not.toContainEqual(expect.stringMatching(/leaked|#\d{7}/));
  // Who is brought in sees it at once; who leaves does not any more.
  await manager.invite(room, dba);
  expect(await lines(home)).toContainEqual(expect.stringMatching(secret));
  await dba.leave(room);
  expect(await lines(home)).not.toContainEqual(expect.stringMatching(/leaked|#\d{7}/));
});

test('a guest learns nothing from it, even with a role', async () => {
  const { slack } = world;
  const guest = slack.user('guest');
  const nothing = ['Muster answers only full members of this workspace.'];
  const home = await guest.home();
  expect(await lines(home)).toEqual(nothing);
  await slack.user('engineer').command('/incident assign #2 <@U0GUEST> scribe');
  expect(await lines(home)).toEqual(nothing);
  expect(home.labels()).toEqual([]);
});
