import { expect, test } from 'vitest';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = policyWith({
  'permissions:\n  guests_may_act: false': `directory:
  teams:
    - key: leads
      name: Incident leads
      members: ["cleo@example.com", "team:sre"]
    - key: sre
      name: Site reliability
      members: ["@sre"]

permissions:
  declare: ["@support", "team:leads"]
  close: ["team:leads"]
  change_severity: ["role:commander", "team:leads"]
  see_private: ["mona@example.com"]
  words:
    timeline: ["team:leads", "@support"]
    update: ["role:communications", "role:commander"]
`,
});
const world = testWorld({ policyPath });

test('who is not among whom the policy lets do something is told who is, in words', async () => {
  const { slack } = world;
  const [observer, oncall] = [slack.user('observer'), slack.user('oncall')];
  expect(await observer.ask('/incident declare Something is odd')).toBe(
    'How incidents are run here leaves that to @support, Incident leads.',
  );
  const { room } = await declared(world, 'Carts are empty sev3');
  expect(await observer.ask('/incident severity sev1 because all are', room)).toBe(
    'How incidents are run here leaves that to Incident commander, Incident leads.',
  );
  expect(await observer.ask('/incident timeline', room)).toContain('leaves that to Incident leads');
  expect(await oncall.ask('/incident timeline', room)).toContain('Timeline of');
});

test('who may not close is told so before there is a form', async () => {
  const { slack } = world;
  const observer = slack.user('observer');
  const { room } = await declared(world, 'Feeds are stale sev3');
  await slack.user('commander').command('/incident resolve they are fresh again', room);
  await slack.settle();
  await room
    .message(/How it ended/)
    .button('Close')
    .click(observer);
  expect(await observer.ephemeral(/leaves that to/).words()).toBe(
    'How incidents are run here leaves that to Incident leads.',
  );
  expect(await observer.ask('/incident severity sev1', room)).toContain(
    'leaves that to Incident commander, Incident leads.',
  );
  // Omar is in @sre, which is a team of the leads.
  await slack.user('oncall').command('/incident close it is over', room);
  await room.message('Closed by @omar: it is over').seen();
});

test('a form says so at its end, too, and keeps what was typed', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'Feeds are stale again sev3');
  await dba.command('/incident take comms', room);
  await slack.settle();
  await room
    .message(/Declared by/)
    .button('Post update')
    .click(dba);
  const form = await dba.modal(new RegExp(`#${number}`));
  await form.fill({ 'What do we know?': 'The feed is being read again' });
  await dba.command('/incident giveup comms', room);
  expect(Object.values((await form.submit()).errors ?? {})).toEqual([
    'How incidents are run here leaves that to Communications lead, Incident commander.',
  ]);
  expect(form.value('What do we know?')).toBe('The feed is being read again');
});

test('a role lets do what its holder may', async () => {
  const { slack } = world;
  const liaison = slack.user('liaison');
  const { room } = await declared(world, 'Ads are gone sev3');
  await room
    .message(/Declared by/)
    .button('Post update')
    .click(liaison);
  expect(await liaison.ephemeral(/leaves that to/).words()).toBe(
    'How incidents are run here leaves that to Communications lead, Incident commander.',
  );
  await liaison.command('/incident take comms', room);
  await liaison.command('/incident update The ad server is restarted', room);
  await room.message(/What we know The ad server is restarted/).seen();
});

test('whom the policy lets see private incidents sees them, and nobody else', async () => {
  const { slack } = world;
  const [manager, observer] = [slack.user('manager'), slack.user('observer')];
  const said = await slack.user('reporter').ask('/incident declare A leak sev3 --private');
  const number = Number(/#(\d+)/.exec(said)?.[1]);
  await slack.settle();
  expect(await manager.ask('/incident list')).toContain(`#${number} A leak`);
  expect(await manager.ask(`/incident show #${number}`)).toContain('A leak');
  expect(await observer.ask('/incident list')).not.toContain('A leak');
  expect(await observer.ask(`/incident show #${number}`)).toContain('There is no such incident');
  await manager.command(`/incident note #${number} legal knows`);
  await slack.settle();
  expect(await slack.user('reporter').ask(`/incident timeline #${number}`)).toContain(
    '@mona: legal knows',
  );
  expect(await observer.ask(`/incident note #${number} me too`)).toContain(
    'There is no such incident',
  );
});
