import { expect, test } from 'vitest';
import { declared } from '../support/story.ts';
import { tasksPolicyFile } from '../support/tasks-policy.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: tasksPolicyFile() });
const card = /Incident commander: [\s\S]*Declared by /;

test('a checklist stands on the card with its next step, and Done goes on from there', async () => {
  const { slack } = world;
  const [dba, engineer] = [slack.user('dba'), slack.user('engineer')];
  const { room, number } = await declared(world, 'Payments fail sev3');
  expect(await room.message(card).words()).toContain(
    'Verification: 0 of 3 · next: Count the affected users',
  );
  await room
    .message(card)
    .button('Done', /Verification/)
    .click(dba);
  const form = await dba.modal(`Done in #${number}`);
  await form.fill({ 'Users affected': 'a lot' });
  expect((await form.submit()).errors).toHaveProperty('Users affected');
  await form.fill({ 'Users affected': '1.200.000' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await room.message(card).words()).toContain('Verification: 1 of 3 · next: Log in');
  await room
    .message(card)
    .button('Done', /Verification/)
    .click(engineer);
  await engineer.ephemeral('Done: Log in. Next: Pay something').seen();
  const timeline = await dba.ask('/incident timeline', room);
  expect(timeline).toContain('@dita did: Count the affected users');
  expect(timeline).toContain('@enzo did: Log in');
  expect(timeline).toContain('It started Verification.');
});

test('the list is for one alone, shows what is next first, and is drawn anew where it stands', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'Orders are lost sev3');
  await dba.command('/incident runbook start takeover', room);
  const start = await dba.modal(`Start in #${number}`);
  await start.submit();
  await slack.settle();
  const list = await dba.ask('/incident tasks', room);
  expect(list).toContain('Containment · Incident commander · 0 of 5 done');
  expect(list).toContain('Do not: Move money between accounts\nAt most: Freeze one account');
  expect(list).toContain('Freeze the account · Incident commander · two people');
  expect(list).toContain('Watch the logs · Incident commander · then watch for 1 h');
  expect(list).toContain('Tell legal · Incident commander · only if data was read');
  expect(list).toContain('Take a screenshot · Incident commander · optional');
  const shown = dba.ephemeral(/Tasks of #/);
  await shown.button('Done', /Rotate credentials/).click(dba);
  const after = await dba.ephemeral(/Done: Rotate credentials[\s\S]*Tasks of #/).words();
  expect(after).toContain('Containment · Incident commander · 1 of 5 done');
  expect(after).toContain(':white_check_mark: Rotate credentials');
  await dba
    .ephemeral(/Done: Rotate credentials[\s\S]*Tasks of #/)
    .button('Done', /Freeze the account/)
    .click(dba);
  await dba
    .ephemeral(/Made: Freeze the account/)
    .button('Confirm', /made by @dita/)
    .click(dba);
  await dba.ephemeral('You made it yourself. Somebody else has to confirm it.').seen();
  expect(await room.message(card).words()).not.toContain('In force: Frozen accounts');
  const engineer = slack.user('engineer');
  await room
    .message(card)
    .button('Confirm', /Freeze the account/)
    .click(engineer);
  await slack.settle();
  expect(await room.message(card).words()).toContain('In force: Frozen accounts');
});

test('a step is read with its caution and its command, and is watched for its time', async () => {
  const { slack } = world;
  const [dba, oncall] = [slack.user('dba'), slack.user('oncall')];
  const { room, number } = await declared(world, 'Profiles are odd sev3');
  await dba.command('/incident runbook start takeover', room);
  const start = await dba.modal(`Start in #${number}`);
  await start.fill({ 'Which user?': '4711 & <co>' });
  await start.submit();
  await slack.settle();
  const lock = await dba.ask('/incident tasks lock the', room);
  expect(lock).toContain('accounts lock 4711 & <co> --region {region}');
  const rotate = await dba.ask('/incident tasks containment.rotate', room);
  expect(rotate).toContain('Careful: Sessions end at once');
  await dba.ask('/incident tasks watch', room);
  await dba
    .ephemeral(/^Watch the logs/)
    .button('Done')
    .click(dba);
  await dba.ephemeral(/to be watched until/).seen();
  await dba
    .ephemeral(/to be watched until/)
    .button('End the wait')
    .click(dba);
  const early = await dba.modal(`Done in #${number}`);
  await early.fill({ 'Why before its time?': ' ' });
  expect((await early.submit()).errors).not.toEqual({});
  await early.close();
  await slack.fastForward({ minutes: 61 });
  await slack.settle();
  await room
    .message(/The wait is over: Watch the logs/)
    .button('Done')
    .click(oncall);
  await oncall.ephemeral(/Done: Watch the logs\./).seen();
});

test('people add tasks, give them to others, and see their own', async () => {
  const { slack } = world;
  const [dba, engineer] = [slack.user('dba'), slack.user('engineer')];
  const { room, number } = await declared(world, 'Reports are empty sev4');
  expect(await dba.ask('/incident tasks add Call the bank & ask @enzo', room)).toBe(
    'Added: Call the bank & ask.',
  );
  await slack.settle();
  expect(await (await engineer.dm()).message(/gave you a task/).words()).toContain(
    `@dita gave you a task in #${number} Reports are empty: Call the bank & ask`,
  );
  expect(await engineer.ask('/incident tasks mine', room)).toContain('Call the bank & ask · @enzo');
  expect(await dba.ask('/incident tasks mine', room)).toContain('Nothing is yours here.');
  await room.message(card).button('Done', /Added/).click(engineer);
  await slack.settle();
  expect(await room.message(card).words()).not.toContain('Call the bank');
  expect(await dba.ask('/incident timeline', room)).toContain('@enzo did: Call the bank & ask');
});

test('what is required is passed over only with a reason, and that is on record', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'Feeds are stale sev4');
  await dba.ask('/incident tasks count', room);
  await dba
    .ephemeral(/^Count the affected users/)
    .button('Not needed')
    .click(dba);
  const form = await dba.modal(`Not needed in #${number}`);
  await form.fill({ 'Why is it not needed?': 'it was our own test' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  expect(await dba.ask('/incident timeline', room)).toContain(
    '@dita passed over a required step: Count the affected users: it was our own test',
  );
  expect(await dba.ask('/incident tasks done open the doors', room)).toContain(
    'These go in order. First: Log in',
  );
});
