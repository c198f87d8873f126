import { expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import { wordsOfMessage } from '../../sandbox/client/words.ts';
import { peopled } from '../support/process-policy.ts';
import { withDatabase } from '../support/stored.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: peopled('002-rekberkan.yaml') });
const card = /Declared by @\w+, /;

async function does(who: Person, room: Room, ...steps: string[]): Promise<void> {
  for (const step of steps) {
    expect(await who.ask(`/incident tasks done ${step}`, room), step).toMatch(/^Done: /);
  }
}

/** Does a step that asks for one thing. */
async function answers(who: Person, room: Room, step: string, label: string, answer: string) {
  await who.command(`/incident tasks done ${step}`, room);
  const form = await who.modal(/^Done in #/);
  await form.fill({ [label]: answer });
  expect(await form.submit()).toMatchObject({ accepted: true });
}

/** Opens the message to an audience, and says that it was sent. */
async function sends(who: Person, room: Room, audience: string, title: string): Promise<string> {
  await who.command(`/incident tell ${audience}`, room);
  const form = await who.modal(title);
  const text = String(form.value('Message'));
  await form.fill({
    'And then?': 'I sent it',
    'Proof, or why it is dropped': 'https://proof.example.com/1',
  });
  expect(await form.submit()).toMatchObject({ accepted: true });
  return text;
}

/** What Muster wrote into the room itself, without the card and Slack's own lines. */
async function said(room: Room): Promise<string[]> {
  const all = await room.messages();
  return all
    .filter(({ subtype }) => !subtype)
    .map((each) => wordsOfMessage(each, world.slack.names))
    .filter((words) => !card.test(words));
}

test('records of persons were read: an S1 of security from the alert to the review', async () => {
  const { slack } = world;
  const [reporter, commander, engineer, oncall] = [
    slack.user('reporter'),
    slack.user('commander'),
    slack.user('engineer'),
    slack.user('oncall'),
  ];
  const [security, liaison, legal] = [
    slack.user('dba'),
    slack.user('liaison'),
    slack.user('scribe'),
  ];
  await reporter.command('/incident');
  const form = await reporter.modal('Declare an incident');
  await form.fill({
    'What is wrong?': 'Users see the records of others',
    Severity: 'S1',
    Kind: 'Security',
    'What is affected?': ['accounts'],
    'How it was noticed': 'Reports of users (support tickets)',
  });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const room = await slack.channel(/^inc-\d+-users-see/);
  const shown = room.message(card);
  expect(await room.people()).toEqual(
    expect.arrayContaining(['reporter', 'engineer', 'oncall', 'dba']),
  );

  // 1. Detection and triage. Nothing is said outside, and a commander alone is no team.
  expect(await shown.words()).not.toContain('To tell');
  expect(await shown.words()).toMatch(/Stage Detection and triage until/);
  await does(oncall, room, 'detection.acknowledge', 'detection.severity');
  await answers(
    oncall,
    room,
    'detection.ticket',
    'Ticket of the incident',
    'https://tickets.example.com/9',
  );
  await does(oncall, room, 'detection.commander');
  await commander.command('/incident take', room);

  // 2. Initial response: parts for whom they are meant, the threat contained at once.
  await commander.command('/incident status investigating because we contain it', room);
  await slack.settle();
  expect(await shown.words()).toMatch(/Stage Initial response until/);
  expect(await shown.words()).toMatch(/Security lead: needed, nobody yet/);
  expect(await engineer.ask('/incident take security_lead', room)).toContain(
    'Security lead is for Security here.',
  );
  await security.command('/incident take security_lead', room);
  await engineer.command('/incident take technical_lead', room);
  await liaison.command('/incident take communications_lead', room);
  await does(security, room, 'contain_security.credentials', 'contain_security.tokens');
  const kill = await security.ask('/incident tasks contain_security.kill_switch', room);
  expect(kill).toMatch(/only if necessary[\s\S]*php artisan kill-switch:enable/);
  await does(security, room, 'contain_security.kill_switch', 'contain_security.isolate');
  expect(await engineer.ask('/incident tasks done contain_security.isolate', room)).toContain(
    'Isolate affected tenants: done already, by @dita.',
  );
  await slack.settle();
  expect(await shown.words()).toMatch(/In force: Kill-switch[\s\S]*In force: Isolated tenants/);
  await answers(engineer, room, 'initial_response.scope.users', 'Users affected', '1200');
  await answers(engineer, room, 'initial_response.scope.tenants', 'Tenants affected', '2');
  await does(engineer, room, 'initial_response.contain');

  // The public, by the template of the plan; social media because it is an S1.
  const page = await sends(liaison, room, 'status_page', 'To Status page');
  expect(page).toMatch(/^Incident: Users see the records of others\nSeverity: S1\n/);
  expect(page).toContain('Affected: users 1,200, tenants 2, features not known yet');
  expect(page).toMatch(/Status: Investigating\nNext update: \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  await does(liaison, room, 'initial_response.status_page');
  expect(await sends(liaison, room, 'social_media', 'To Social media')).toContain(
    'https://status.rekberkan.com',
  );

  // Personal data: BSSN is owed a notice within 72 hours of the detection.
  await security.command('/incident milestone detected 10 hours ago an alert', room);
  await security.command('/incident field breach yes', room);
  await slack.settle();
  expect(await shown.words()).toMatch(/Notice to BSSN due/);
  expect(await security.ask('/incident obligations', room)).toMatch(
    /^Owed because of #[^\n]*\nNotice to BSSN\ndue [^\n]* of: Detected\nends with: Number or copy/,
  );

  await (await legal.dm())
    .message(/Report of a security incident: #\d+ Users see the records of others, S1\./)
    .seen();

  // One account was taken over: the runbook, with a maker and a checker.
  await engineer.command('/incident runbook start account_takeover', room);
  const start = await engineer.modal(/^Start in #/);
  await start.fill({ 'Id of the user': '4711', 'Id of the tenant': '9' });
  expect(await start.submit()).toMatchObject({ accepted: true });
  expect(await engineer.ask('/incident tasks account_takeover.sessions', room)).toContain(
    'php artisan tokens:revoke --user=4711',
  );
  await does(engineer, room, 'account_takeover.freeze', 'account_takeover.sessions');
  const reversal = '/incident tasks done account_takeover.rollback.reversal';
  expect(await engineer.ask(reversal, room)).toContain('A different person confirms it.');
  expect(await engineer.ask(reversal, room)).toContain('You made it yourself.');
  expect(await oncall.ask(reversal, room)).toContain('Done: Create reversal entries');
  expect(
    await engineer.ask('/incident tasks done account_takeover.enable.unfreeze', room),
  ).toContain('These go in order. First: The user proved who they are by KYC');

  // 3. Investigation and containment.
  await does(commander, room, 'initial_response.assemble');
  await slack.settle();
  expect(await shown.words()).toMatch(/Stage Investigation and containment until/);
  await does(
    engineer,
    room,
    ...['logs', 'metrics', 'traces'].map((each) => `investigation.collect.${each}`),
    ...['changes', 'audit'].map((each) => `investigation.${each}`),
  );
  await liaison.command('/incident update a cache answered without looking at the tenant', room);
  await sends(liaison, room, 'status_page', 'To Status page');

  // 4. Resolution: cause, fix, and an hour of watching before anybody may call it over.
  await engineer.command('/incident milestone cause_found now a cache key', room);
  await slack.settle();
  expect(await shown.words()).toMatch(/Stage Resolution until/);
  await does(engineer, room, 'cause.reproduce', 'cause.identify');
  await answers(engineer, room, 'cause.factors', 'Contributing factors', 'no test had two tenants');
  await does(engineer, room, 'remediation.hotfix', 'remediation.verify');
  await commander.command('/incident status monitoring because the fix is in', room);
  expect(await commander.ask('/incident resolve the key has the tenant', room)).toMatch(
    /Verification is not met yet:[\s\S]*Watch error rates for one hour and \d more/,
  );
  expect(await engineer.ask('/incident tasks done verification.watch', room)).toContain(
    'to be watched until',
  );
  expect(await engineer.ask('/incident tasks done verification.watch', room)).toContain(
    'To end it before, say why.',
  );
  await slack.fastForward({ minutes: 61 });
  await room
    .message(/The wait is over: Watch error rates/)
    .button('Done')
    .click(engineer);
  await does(engineer, room, 'verification.audit', 'verification.reconcile');
  await does(liaison, room, 'verification.users');
  await commander.command('/incident resolve the key has the tenant', room);
  await room.message(/Resolved by @cleo/).seen();

  // 5. Recovery after it: nothing is closed over what is in force, or still owed.
  await slack.settle();
  expect(await shown.words()).toMatch(/Stage Recovery until/);
  expect(await commander.ask('/incident close all is as before', room)).toMatch(
    /Still in force: Kill-switch, Isolated tenants, Frozen account/,
  );
  await does(engineer, room, 'restoration.kill_switch', 'restoration.tenants');
  await does(
    engineer,
    room,
    ...['kyc', 'password', 'mfa', 'unfreeze'].map((each) => `account_takeover.enable.${each}`),
    ...['restoration.traffic', 'restoration.regression'],
  );
  await sends(liaison, room, 'status_page', 'To Status page');
  await does(liaison, room, 'restoration.resolved');
  for (const item of ['restore', 'replay', 'corrections', 'recredit']) {
    await engineer.command(`/incident tasks data_recovery.${item}`, room);
    await engineer
      .ephemeral(/Recovery of data, #\d+/)
      .button('Not needed')
      .click(engineer);
  }
  expect(await commander.ask('/incident close all is as before', room)).toMatch(
    /Recovery is not met yet:[\s\S]*still owed: Notice to BSSN/,
  );
  await shown.button('Met', /Notice to BSSN/).click(security);
  const met = await security.modal(/BSSN/);
  expect(met.value('The notice, to copy and change')).toMatch(
    /Notice of an incident with personal data\.[\s\S]*Affected: users 1,200, tenants 2\./,
  );
  expect(await met.submit()).toMatchObject({ accepted: false });
  await met.fill({ 'Evidence: Number or copy of the receipt': 'BSSN 2026/77' });
  expect(await met.submit()).toMatchObject({ accepted: true });
  await commander.command('/incident close all is as before', room);
  await room.message(/Closed by @cleo/).seen();

  // 6. The review comes after it.
  await slack.settle();
  expect(await commander.ask('/incident timeline', room)).toContain('It enters stage Review.');
  expect(await shown.words()).not.toMatch(/In force|Notice to BSSN|To tell: Status page/);

  // The room heard eleven things in all this, each of them once, and of the postmortem.
  const heard = (await said(room)).map((line) => line.split(' ')[0]);
  expect(heard.filter((word) => word === 'Postmortem')).toHaveLength(1);
  expect(heard.filter((word) => word !== 'Postmortem')).toEqual([
    ':arrow_double_up:',
    ...[':raising_hand:', ':arrow_right:', ':mega:', ':incoming_envelope:', ':arrow_right:'],
    ...[':alarm_clock:', ':hourglass:', ':white_check_mark:', ':incoming_envelope:'],
    ':checkered_flag:',
  ]);
  const [row] = await withDatabase(
    world.databaseUrl,
    (sql) => sql<{ size: number }[]>`select octet_length(state::text) as size from incidents`,
  );
  expect(row?.size).toBeLessThan(32_768);
});

test('what turns out to be about money keeps its work, and the regulator is late at once', async () => {
  const { slack } = world;
  const [security, finance] = [slack.user('dba'), slack.user('observer')];
  const { room } = await declared(world, 'Somebody moves money s2 security');
  const shown = room.message(card);
  await security.command('/incident status investigating because we contain it', room);
  await does(security, room, 'contain_security.credentials', 'contain_security.kill_switch');
  await security.command('/incident milestone detected 30 hours ago an alert', room);
  await security.command('/incident kind financial because withdrawals were forged', room);
  await room.message(/Kind Security → Financial, by @dita: withdrawals were forged/).seen();
  await slack.settle();
  expect(await shown.words()).toMatch(/In force: Kill-switch/);
  expect(await shown.words()).toMatch(/Finance lead: needed, nobody yet/);
  expect(await shown.words()).not.toMatch(/Security lead: needed/);
  const tasks = await finance.ask('/incident tasks', room);
  expect(tasks).toMatch(/Containment of money · Finance lead · 0 of 5 done/);
  expect(tasks).toMatch(/Containment of security · no longer needed\n:white_check_mark: Rotate/);
  await finance.command('/incident field fraud yes', room);
  await room.message(/Notice to OJK is 6 h late: it was due/).seen();
  await slack.settle();
  expect(await shown.words()).toMatch(/Notice to OJK was due/);
});

test('social media hear of an S1 alone, and users when there are some', async () => {
  const { slack } = world;
  const liaison = slack.user('liaison');
  const { room } = await declared(world, 'Search is slow s2');
  await liaison.command('/incident status investigating because it is slow', room);
  const before = await liaison.ask('/incident tell', room);
  expect(before).toMatch(/Status page\nnot told yet[^\n]*a message of/);
  expect(before).toMatch(/Social media\nnot concerned/);
  expect(before).toMatch(/Affected users\nnot concerned/);
  await liaison.command('/incident severity s1 because nobody can search', room);
  await liaison.command('/incident field affected_users ani@example.com', room);
  await slack.settle();
  const after = await liaison.ask('/incident tell', room);
  expect(after).toMatch(/Social media\nnot told yet[^\n]*a message of/);
  expect(after).not.toMatch(/Affected users\nnot concerned/);
});

test('BSSN and OJK are warned of ahead and late once, and both outlive the close', async () => {
  const { slack } = world;
  // Of what the week brought at once, the room's end may come before the card's last edit.
  world.expectTrouble();
  const [security, finance] = [slack.user('dba'), slack.user('observer')];
  const { room } = await declared(world, 'Records and money are gone s3 security');
  await security.command('/incident take security_lead', room);
  await finance.command('/incident take finance_lead', room);
  await security.command('/incident field breach yes', room);
  await security.command('/incident field fraud yes', room);
  await slack.settle();
  // Half of the 24 hours of OJK; of the 72 of BSSN it is the day and a half.
  await slack.fastForward({ hours: 12, minutes: 1 });
  await room.message(/@otis.* Notice to OJK is due .*, 11 h 59 min from now/).seen();
  await finance.command('/incident resolve all is back anyway', room);
  await slack.fastForward({ hours: 12 });
  await room.message(/@otis.* Notice to OJK is .*late/).seen();
  await (await finance.dm()).message(/Notice to OJK is .*late/).seen();
  await slack.fastForward({ hours: 24 * 7 });
  await room.message(/@otis.* Notice to OJK is 7 d late.*\n.*@dita.* Notice to BSSN is 5 d/).seen();
  const told = (await said(room)).filter((words) => /Notice to (OJK|BSSN) is/.test(words));
  expect(told).toHaveLength(3);
  const incident = await finance.ask('/incident obligations', room);
  expect(incident).toMatch(/Notice to BSSN[\s\S]*was due/);
});
