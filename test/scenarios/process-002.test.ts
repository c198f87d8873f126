import { expect, test } from 'vitest';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: peopled('002-rekberkan.yaml') });
const card = /Declared by @\w+, /;

test('a ledger mismatch goes through six stages, from the frozen ledger to the close', async () => {
  const { slack } = world;
  const [commander, engineer, oncall, finance, liaison] = [
    slack.user('commander'),
    slack.user('engineer'),
    slack.user('oncall'),
    slack.user('observer'),
    slack.user('liaison'),
  ];
  const { room, number } = await declared(world, 'Reconciliation failed, ledger mismatch s1');
  const shown = room.message(card);
  expect(await shown.words()).toMatch(/Detection and triage/);
  expect(await shown.words()).toContain('Looks like: Ledger mismatch');

  // 1. Detection and triage.
  await oncall.command('/incident tasks done detection.acknowledge', room);
  await oncall.command('/incident tasks done detection.severity', room);
  await oncall.command('/incident tasks done detection.ticket', room);
  const ticket = await oncall.modal(`Done in #${number}`);
  await ticket.fill({ 'Ticket of the incident': 'https://tickets.example.com/9' });
  expect(await ticket.submit()).toMatchObject({ accepted: true });
  await oncall.command('/incident tasks done detection.commander', room);
  await commander.command('/incident take', room);

  // 2. Initial response, by the runbook: money stands still.
  await oncall.command('/incident kind financial because the ledger is wrong', room);
  await oncall.command('/incident status investigating because we contain it', room);
  await slack.settle();
  expect(await shown.words()).toMatch(/Initial response/);
  expect(await shown.words()).toMatch(/Finance lead: needed/);
  await finance.command('/incident take finance_lead', room);
  await engineer.command('/incident take technical_lead', room);
  await liaison.command('/incident take communications_lead', room);
  await engineer.command('/incident runbook start ledger_mismatch', room);
  const start = await engineer.modal(`Start in #${number}`);
  await start.fill({ Date: 'today', Reason: 'Ledger mismatch detected' });
  expect(await start.submit()).toMatchObject({ accepted: true });
  expect(await engineer.ask('/incident tasks ledger_mismatch.freeze', room)).toContain(
    'php artisan kill-switch:enable --reason="Ledger mismatch detected"',
  );
  await engineer.command('/incident tasks done ledger_mismatch.freeze', room);
  await slack.settle();
  expect(await shown.words()).toContain('In force: Kill-switch');

  // The loss makes it fraud: the regulator is owed a notice.
  await finance.command('/incident field loss 250000', room);
  await finance.command('/incident field fraud yes', room);
  await slack.settle();
  expect(await shown.words()).toMatch(/Notice to OJK due/);
  expect(await finance.ask('/incident obligations', room)).toMatch(/Notice to OJK/);

  // 3. to 4. Team, cause, fix.
  await commander.command('/incident tasks done initial_response.assemble', room);
  await slack.settle();
  expect(await shown.words()).toMatch(/Investigation and containment/);
  await engineer.command('/incident tasks done cause.identify', room);
  await engineer.command('/incident milestone cause_found now a job ran twice', room);
  await slack.settle();
  expect(await shown.words()).toMatch(/Stage Resolution/);
  await engineer.command('/incident status monitoring because the fix is in', room);

  // Verification stands before the end: an hour of watching, chain, ledger, users.
  expect(await commander.ask('/incident resolve the job is fixed', room)).toMatch(
    /is not met yet:[\s\S]*Watch error rates for one hour/,
  );
  await engineer.command('/incident tasks done verification.watch', room);
  await slack.fastForward({ minutes: 61 });
  await slack.settle();
  await room
    .message(/The wait is over: Watch error rates/)
    .button('Done')
    .click(engineer);
  for (const item of ['audit', 'reconcile', 'users']) {
    await engineer.command(`/incident tasks done verification.${item}`, room);
  }
  await commander.command('/incident resolve the job is fixed', room);
  await room.message(/Resolved by @cleo/).seen();
  await slack.settle();
  expect(await shown.words()).toMatch(/Stage Recovery/);

  // 5. Recovery: corrections by maker and checker, the kill-switch lifted, the notice given.
  await engineer.command('/incident tasks done data_recovery.corrections', room);
  await engineer.command('/incident tasks done data_recovery.corrections', room);
  await engineer.ephemeral(/You made it yourself/).seen();
  await oncall.command('/incident tasks done data_recovery.corrections', room);
  for (const item of ['restore', 'replay', 'recredit']) {
    await engineer.command(`/incident tasks done data_recovery.${item}`, room);
  }
  expect(await commander.ask('/incident close all is well', room)).toMatch(
    /Kill-switch|is not met yet/,
  );
  for (const item of ['kill_switch', 'traffic', 'regression', 'resolved']) {
    await engineer.command(`/incident tasks done restoration.${item}`, room);
  }
  await slack.settle();
  expect(await shown.words()).not.toContain('In force: Kill-switch');
  await shown.button('Met', /Notice to OJK/).click(finance);
  const met = await finance.modal(/OJK|Met/);
  await met.fill({ 'Evidence: Number or copy of the receipt': 'receipt 77' });
  expect(await met.submit()).toMatchObject({ accepted: true });
  await commander.command('/incident close all is well', room);
  await room.message(/Closed by @cleo/).seen();
});

test('a breach is owed to BSSN within 72 hours of its detection', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room } = await declared(world, 'Records were read s2');
  await dba.command('/incident kind security because somebody read them', room);
  await dba.command('/incident milestone detected 10 hours ago an alert', room);
  await dba.command('/incident field breach yes', room);
  await slack.settle();
  expect(await room.message(card).words()).toMatch(/Notice to BSSN due/);
  await (await slack.user('scribe').dm()).message(/Records were read/).seen();
});

test('an account is given back only after KYC, a new password and MFA', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'A user was hacked s3');
  await dba.command('/incident runbook start account_takeover', room);
  const start = await dba.modal(`Start in #${number}`);
  await start.fill({ 'Id of the user': '4711', 'Id of the tenant': '9' });
  expect(await start.submit()).toMatchObject({ accepted: true });
  expect(await dba.ask('/incident tasks account_takeover.freeze', room)).toContain(
    'WHERE id = 4711 AND tenant_id = 9;',
  );
  await dba.command('/incident tasks done account_takeover.freeze', room);
  await slack.settle();
  expect(await room.message(card).words()).toMatch(/In force: Frozen account/);
  expect(await dba.ask('/incident tasks account_takeover.enable.unfreeze', room)).toContain(
    'Only after KYC, a new password and MFA',
  );
});

test('a tampered audit chain leaves its evidence alone, and asks whether a notice is owed', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'audit:verify fails, hashes differ s4');
  await dba.command('/incident runbook start audit_tamper', room);
  const start = await dba.modal(`Start in #${number}`);
  await start.fill({ Tenant: 'all' });
  expect(await start.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await room.message(card).words()).toMatch(/S2[\s\S]*Kind: :lock: Security/);
  const tasks = await dba.ask('/incident tasks', room);
  expect(tasks).toContain('Do not: CRITICAL: delete evidence');
  expect(await dba.ask('/incident tasks audit_tamper.verify', room)).toContain(
    'php artisan audit:verify --tenant=all --verbose',
  );
  await dba.command('/incident tasks done audit_tamper.notify.breach', room);
  await slack.settle();
  expect(await room.message(card).words()).toMatch(/Notice to BSSN due/);
});

test.each([
  ['security', 'Rotate compromised credentials'],
  ['financial', 'Freeze affected wallets'],
  ['availability', 'Scale up'],
])('what is %s is contained by a list of its own', async (kind, first) => {
  const { slack } = world;
  const engineer = slack.user('engineer');
  const { room } = await declared(world, `Trouble of sort ${kind} s3`);
  await engineer.command(`/incident kind ${kind} because it looks like it`, room);
  await engineer.command('/incident status investigating because we contain it', room);
  await slack.settle();
  const tasks = await engineer.ask('/incident tasks', room);
  expect(tasks).toContain(first);
  for (const other of ['Rotate compromised', 'Freeze affected', 'Scale up']) {
    if (!first.startsWith(other)) expect(tasks).not.toContain(other);
  }
});
