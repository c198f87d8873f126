import { beforeAll, describe, expect, test } from 'vitest';
import { furnish } from '../../sandbox/furnish.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = peopled('pagerduty-style.yaml', {
  '@notifications': ['oncall'],
  '@security': ['dba'],
});
const world = testWorld({ policyPath });
const card = /Declared by @\w+, /;

beforeAll(async () => {
  const loaded = await loadPolicyFile(policyPath);
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  furnish(world.local.sandbox.workspace, loaded.policy);
});

describe('a SEV-1 of the published process', () => {
  test('runs from declaration to close', async () => {
    const { slack } = world;
    const people = ['reporter', 'commander', 'liaison', 'oncall', 'manager', 'scribe'];
    const [reporter, commander, liaison, oncall, manager, scribe] = people.map((each) =>
      slack.user(each),
    );
    if (!reporter || !commander || !liaison || !oncall || !manager || !scribe) throw new Error();

    // Anybody declares; who commands, who speaks to customers and who owns the part are called.
    const { room, number } = await declared(world, 'Notifications do not arrive sev1', reporter);
    await reporter.command('/incident module notifications', room);
    await slack.settle();
    const shown = room.message(card);
    expect(await room.people()).toEqual(
      expect.arrayContaining(['reporter', 'commander', 'liaison', 'oncall']),
    );
    // The bridge is there before anybody presses anything.
    expect(await shown.words()).toMatch(/The call, not started yet[\s\S]*\+1 555 0100, PIN 123456/);
    const executives = await slack.channel('executive-updates');
    await executives.message(/^Notifications do not arrive: SEV-1, since /).seen();

    // Only trained people command, and who commands repairs nothing.
    expect(await reporter.ask('/incident take', room)).toMatch(/Incident commanders/);
    await commander.command('/incident take', room);
    await manager.command('/incident take deputy', room);
    await liaison.command('/incident take customer liaison', room);
    await oncall.command('/incident take sme', room);
    expect(await commander.ask('/incident take sme', room)).toMatch(/Incident commander/);
    await slack.settle();
    expect(await shown.words()).toMatch(/Scribe: @mona \(standing in\)/);
    await scribe.command('/incident take scribe', room);
    await commander.command('/incident call', room);
    await room.message(/started the call: https:[\s\S]*Join within 5 min/).seen();
    for (const item of ['announce', 'who', 'obvious']) {
      await commander.command(`/incident tasks done take_command.${item}`, room);
    }

    // The public hears of it within five minutes, once the commander approved.
    expect(await commander.ask('/incident obligations', room)).toMatch(
      /First public message to Customers[\s\S]*What it affects, in public to Customers/,
    );
    await liaison.command('/incident tell customers', room);
    const draft = await liaison.modal('To Customers');
    expect(draft.value('Message')).toMatch(/may affect Notifications/);
    expect(draft.words()).not.toContain('I sent it');
    await draft.close();
    await commander.command('/incident tell customers', room);
    const approval = await commander.modal('To Customers');
    await approval.fill({ 'And then?': 'Approve' });
    expect(await approval.submit()).toMatchObject({ accepted: true });
    await liaison.command('/incident tell customers', room);
    const message = await liaison.modal('To Customers');
    await message.fill({ 'And then?': 'I sent it' });
    expect(await message.submit()).toMatchObject({ accepted: true });
    expect(await liaison.ask('/incident obligations', room)).toMatch(
      /What it affects, in public to Customers[\s\S]*First public message to Customers\s*met .*: Customers was told/,
    );
    expect(await liaison.ask('/incident timeline', room)).toContain(
      'With that, First public message is met.',
    );

    // The severity is not discussed; the runbook of a bad deployment is done by who knows the system.
    expect(await oncall.ask('/incident severity sev3 because it is small', room)).toMatch(
      /Incident commanders/,
    );
    expect(await oncall.ask('/incident runbook release', room)).toContain('Bad deployment');
    await oncall.command('/incident runbook start bad_deployment', room);
    await oncall.command('/incident tasks done bad_deployment.back', room);
    await commander.command('/incident status stabilizing because it is rolled back', room);
    await commander.command('/incident update A release broke it. It is rolled back.', room);
    await slack.settle();
    await executives.message(/A release broke it/).seen();

    // Verified before it is over; what stays broken is said.
    await commander.command('/incident status verifying because the queue empties', room);
    expect(await commander.ask('/incident resolve the queue is empty', room)).toMatch(
      /Please say this first: What stays broken or lost/,
    );
    await commander.command('/incident field lasting_harm nothing', room);
    expect(await commander.ask('/incident resolve the queue is empty', room)).toMatch(
      /Recovered, and customers know is not met yet/,
    );
    for (const item of ['asked', 'healthy']) {
      await commander.command(`/incident tasks done verify.${item}`, room);
    }
    await liaison.command('/incident tasks done verify.support', room);
    await commander.command('/incident resolve the queue is empty', room);
    await room.message(/Resolved by @cleo/).seen();

    // Afterwards: an owner, a postmortem, and only then it is closed.
    await slack.settle();
    expect(await shown.words()).toMatch(/Owner of the postmortem: needed by /);
    expect(await commander.ask('/incident close all is done', room)).toMatch(
      /Postmortem owned and under way is not met yet/,
    );
    await oncall.command('/incident take owner', room);
    await commander.command('/incident tasks done after_commander.create', room);
    const created = await commander.modal(`Done in #${number}`);
    await created.fill({ Postmortem: 'https://postmortems.example.com/1' });
    expect(await created.submit()).toMatchObject({ accepted: true });
    for (const item of ['related', 'severity', 'mail']) {
      await commander.command(`/incident tasks done after_commander.${item}`, room);
    }
    await commander.command('/incident close all is done', room);
    await room.message(/Closed by @cleo/).seen();
    expect(number).toBe(1);
  });
});

describe('a security incident of the published process', () => {
  test('is a secret of the responders, whatever is pressed', async () => {
    const { slack } = world;
    const [reporter, commander, dba] = ['reporter', 'commander', 'dba'].map((each) =>
      slack.user(each),
    );
    if (!reporter || !commander || !dba) throw new Error();
    await reporter.command('/incident declare');
    const form = await reporter.modal('Declare an incident');
    await form.fill({ 'What is wrong?': 'Sapphire otter', Kind: 'Security' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();

    // A private room with a name that tells nothing; security and a commander, and nobody else.
    const [name = ''] = (await reporter.channels()).filter((each) =>
      /^inc-(?:\d{7}-)?[0-9a-f]{6}$/.test(each),
    );
    const room = await slack.channel(name);
    expect(name).not.toMatch(/sapphire|otter/);
    expect((await room.people()).sort()).toEqual(['commander', 'dba', 'reporter']);
    const shown = room.message(card);
    expect(await shown.words()).toMatch(/SEV-1[\s\S]*Security incident: 0 of 16/);
    for (const place of ['incident-chat', 'executive-updates', 'general']) {
      await (await slack.channel(place)).expectNoMessage(/Sapphire otter/);
    }

    // No message to customers waits, none is owed, and the public state cannot be touched.
    expect(await shown.words()).not.toMatch(/Customer|First public message/);
    await commander.command('/incident take', room);
    expect(await commander.ask('/incident public investigating', room)).toMatch(
      /Nothing in public before the facts are certain is not met yet/,
    );
    expect(await dba.ask('/incident tasks', room)).toContain(
      'Do not: Speak of it to anybody who is not a responder',
    );

    // What was shut down stands on the card; people here are told only once it is clear who did it.
    await dba.command('/incident take sme', room);
    await dba.command('/incident tasks done security.stop', room);
    await slack.settle();
    expect(await shown.words()).toContain('Machines shut down or cut off');
    expect(await dba.ask('/incident tasks', room)).toMatch(/Not needed now: Tell people here/);
    await dba.command('/incident tasks done security.inside', room);
    expect(await dba.ask('/incident tasks', room)).toMatch(/\n:\w+: Tell people here/);
    await dba.command('/incident tasks done security.law', room);
    expect(await dba.ask('/incident obligations', room)).toContain('Law enforcement');
  });
});
