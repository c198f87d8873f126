import { expect, test } from 'vitest';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: peopled('004-denomas.yaml') });
const card = /Declared by @\w+, /;

test('an outage goes from identification to what follows it, by way of five teams', async () => {
  const { slack } = world;
  const [oncall, commander, liaison, scribe] = [
    slack.user('oncall'),
    slack.user('commander'),
    slack.user('liaison'),
    slack.user('scribe'),
  ];
  const { room, number } = await declared(world, 'Pipelines do not start s2');
  const shown = room.message(card);
  expect(await shown.words()).toContain('Identification');
  expect(await room.people()).toEqual(expect.arrayContaining(['oncall', 'engineer']));

  // Identification: levelled, categorised, roles engaged, tickets found.
  await commander.command('/incident take incident_manager', room);
  await commander.command('/incident assign @omar eoc', room);
  expect(await oncall.ask('/incident status mitigation because we know it', room)).toMatch(
    /We know what it is is not met yet/,
  );
  await oncall.command('/incident tasks done identification.level', room);
  await oncall.command('/incident tasks done identification.category', room);
  await oncall.command('/incident field trigger a change of the scheduler', room);
  expect(await liaison.ask('/incident contact reliability', room)).toMatch(/#reliability/);
  expect(await liaison.ask('/incident tickets', room)).toMatch(
    /Zendesk[\s\S]*Pipelines do not start/,
  );
  await liaison.command('/incident field tickets ZD-1, ZD-2', room);

  // Mitigation: the CMOC is needed, the status page gets a draft and feedback on it.
  await oncall.command('/incident status mitigation because we know it', room);
  await slack.settle();
  expect(await shown.words()).toContain('Communications manager on call');
  await liaison.command('/incident take cmoc', room);
  await liaison.command('/incident tell status_page', room);
  const draft = await liaison.modal('To Status page');
  expect(draft.value('Message')).toMatch(/Pipelines do not start/);
  await draft.fill({ 'And then?': 'Ask for feedback' });
  expect(await draft.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  await room.message(/Status page/).seen();
  await liaison.command('/incident tell status_page', room);
  const post = await liaison.modal('To Status page');
  await post.fill({ 'And then?': 'I sent it' });
  expect(await post.submit()).toMatchObject({ accepted: true });
  await oncall.command('/incident update The scheduler is rolled back', room);
  await slack.settle();
  await (await slack.channel('incidents')).message(/Pipelines do not start, S2/).seen();
  await (await slack.user('manager').dm()).message(/Pipelines do not start \(S2/).seen();

  // Remediation: the cause is removed, quality verifies.
  expect(await oncall.ask('/incident status remediation because they start', room)).toMatch(
    /The harm is reduced is not met yet/,
  );
  await oncall.command('/incident tasks done mitigation.reduce', room);
  await oncall.command('/incident status remediation because they start', room);
  await scribe.command('/incident take quality', room);
  await oncall.command('/incident tasks done remediation.cause', room);
  await scribe.command('/incident tasks done remediation.verify', room);
  await commander.command('/incident resolve the scheduler is as before', room);
  await room.message(/Resolved by @cleo/).seen();

  // Post-incident: what we learnt.
  expect(await commander.ask('/incident close we learnt from it', room)).toMatch(
    /We have learnt from it is not met yet/,
  );
  await commander.command('/incident tasks done post_incident.document', room);
  await commander.command('/incident tasks done post_incident.learn', room);
  const learnt = await commander.modal(`Done in #${number}`);
  await learnt.fill({ 'What did we learn?': 'roll out to one region first' });
  expect(await learnt.submit()).toMatchObject({ accepted: true });
  await commander.command('/incident close we learnt from it', room);
  await room.message(/Closed by @cleo/).seen();
  expect(number).toBe(1);
});

test('a security threat is private, calls SIRT, and asks for its indicators', async () => {
  const { slack } = world;
  const oncall = slack.user('oncall');
  await oncall.command('/incident', 'general');
  const form = await oncall.modal('Declare an incident');
  await form.fill({ 'What is wrong?': 'A token was published', Kind: 'Security threat' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const { channels } = await slack.link.state();
  const [found] = channels.filter(({ kind, name }) => kind === 'private' && /^inc-/.test(name));
  const room = await slack.channel(found?.name ?? 'no private room');
  expect(await room.people()).toEqual(expect.arrayContaining(['oncall', 'dba']));
  expect(await oncall.ask('/incident tasks', room)).toContain('Write down the indicators');
  expect(JSON.stringify(await (await slack.channel('incidents')).messages())).not.toContain(
    'A token was published',
  );
});

test('management hears of a security threat at S1 or S2, though its room is closed to them', async () => {
  const { slack } = world;
  const oncall = slack.user('oncall');
  await oncall.command('/incident', 'general');
  const form = await oncall.modal('Declare an incident');
  await form.fill({
    'What is wrong?': 'Signing keys were taken',
    Kind: 'Security threat',
    Severity: 'S1',
  });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  await (await slack.user('manager').dm()).message(/Signing keys were taken \(S1/).seen();
  const { channels } = await slack.link.state();
  const rooms = channels.filter(({ kind, name }) => kind === 'private' && /^inc-/.test(name));
  for (const { name } of rooms) {
    expect(await (await slack.channel(name)).people()).not.toContain('manager');
  }
  expect(rooms.length).toBeGreaterThan(0);
  expect(JSON.stringify(await (await slack.channel('incidents')).messages())).not.toContain(
    'Signing keys',
  );
});

test('users whose use was restricted get a message that somebody sends', async () => {
  const { slack } = world;
  const liaison = slack.user('liaison');
  const { room } = await declared(world, 'A few accounts were locked s4', liaison);
  await liaison.command('/incident field restricted_users ann@example.com, bob@example.com', room);
  await slack.settle();
  await liaison.command('/incident tell restricted_users', room);
  const form = await liaison.modal(/^To Users whose use/);
  expect(form.words()).toContain('ann@example.com, bob@example.com');
  expect(form.value('Message')).toMatch(/we restricted your use of Denomas SaaS/);
  await form.fill({ 'And then?': 'I sent it' });
  expect(await form.submit()).toMatchObject({ accepted: true });
});
