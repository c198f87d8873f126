import { expect, test } from 'vitest';
import { testWorld } from '../support/world.ts';

/** The policy that has one of everything. */
const world = testWorld({ policyPath: 'policies/example.yaml' });

test('help begins with what a newcomer needs, and leads to the topics', async () => {
  const newcomer = world.slack.user('newcomer').goTo('general');
  const said = await newcomer.ask('/incident help');
  expect(said).toMatch(/^Muster runs incidents with you[\s\S]*Ask in #incident-help/);
  const before = (await newcomer.ephemerals()).length;
  await newcomer
    .ephemeral(/Muster runs incidents/)
    .button('More topics')
    .click(newcomer);
  const topics = newcomer.ephemeral(/How we run incidents/);
  await topics.button('Severities').click(newcomer);
  const severities = await newcomer.ephemeral(/Critical – Nobody can buy/).seen();
  expect(JSON.stringify(severities.blocks)).toContain('answered within 5 min');
  // A page takes the place of the one before, so that one does not scroll.
  expect(await newcomer.ephemerals()).toHaveLength(before);
});

test.each([
  ['severities', /Critical – /],
  ['severity', /Critical – /],
  ['Severitys', /Critical – |Is it one of these/],
  ['kinds', /Security/],
  ['roles', /Incident commander – /],
  ['commander', /\/incident take commander makes it yours/],
  ['escalate', /1\. /],
  ['playbook', /Payments fail – /],
  ['contacts', /Hosting provider – \+49 30 0000000/],
  ['status page', /\S/],
  ['take', /Takes a role/],
  ['/incident note', /Writes into the timeline/],
  ['claim', /Takes a role[\s\S]*Also: .*claim/],
])('help %s shows one screen about it', async (topic, said) => {
  const newcomer = world.slack.user('newcomer').goTo('general');
  const answer = await newcomer.ask(`/incident help ${topic}`);
  expect(answer).toMatch(said);
  expect(answer.length).toBeLessThan(2500);
});

test('a topic nobody knows is answered with the nearest, each behind a button', async () => {
  const newcomer = world.slack.user('newcomer').goTo('general');
  expect(await newcomer.ask('/incident help escalatoin of things')).toContain(
    'I know no topic “escalatoin of things”',
  );
  await newcomer.ask('/incident help rnubooks');
  const unsure = newcomer.ephemeral(/rnubooks.*Is it one of these/);
  await unsure.button('Runbooks').click(newcomer);
  await newcomer.ephemeral(/Payments fail/).seen();
  expect(await newcomer.ask('/incident help <!channel> **')).toMatch(/I know no topic/);
});

test("the policy's own topics are chosen from a list", async () => {
  const newcomer = world.slack.user('newcomer').goTo('general');
  await newcomer.command('/incident help topics');
  const list = newcomer.ephemeral(/How we run incidents/);
  await list.field('Choose a topic').choose(newcomer, 'A customer writes to me');
  await newcomer.ephemeral(/Thank them, ask what they see/).seen();
});

test('the Home tab tells a newcomer how incidents are run, page by page in one window', async () => {
  const newcomer = world.slack.user('newcomer');
  const home = await newcomer.home(/How we run incidents/);
  expect(home.words()).toContain('Ask in #incident-help');
  await home.press('More topics');
  const modal = await newcomer.modal('Muster');
  // Slack stacks three windows at most; these take each other's place.
  const turns: [string, RegExp][] = [
    ['Roles', /Incident commander – /],
    ['More topics', /How we run incidents/],
    ['Severities', /Critical – /],
    ['More topics', /How we run incidents/],
    ['Contacts', /Hosting provider – /],
  ];
  for (const [name, shows] of turns) {
    await modal.press(name);
    await modal.shows(shows);
  }
});
