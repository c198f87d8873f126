import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMuster } from '../support/muster-command.ts';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** How a harbour runs its incidents: other words, roles, names and times than ours. */
const harbour = written(`
version: 1
name: Harbour
severities:
  - key: storm
    name: Storm
    meaning: Ships are in danger
    emoji: ":ocean:"
    aliases: [red]
    update_every_minutes: 20
    commander_within_minutes: 3
    invite: ["@support"]
  - key: swell
    name: Swell
    meaning: Ships have to wait
    aliases: [yellow]
default_severity: swell
statuses:
  - { key: sighted, name: Sighted, phase: triage }
  - { key: towing, name: In tow, aliases: [towed], phase: active }
  - { key: calm, name: Calm again, phase: mitigated }
ended: { resolved: Moored }
roles:
  - key: pilot
    name: Pilot
    aliases: [helm]
    duties: ["You steer, nobody else does"]
  - { key: crew, name: Crew, max: 2 }
updates:
  warn_before_minutes: 2
  overdue_every_minutes: 7
  overdue_reminders: 1
  next_choices_minutes: [10]
room: { name: "sos-{slug}-{number}", archive_after_days: 1 }
announce: { channel: "#ops" }
messages:
  fact.role_taken: ":ship: {who} steers from now on, as {role}."
  card.role_nobody: "*{role}:* vacant"
  button.update: Report
  button.take: Aye
  done.take_role: "Aye aye: {role} of #{number}."
  help.title: "*Muster* keeps the harbour."
  refused.role_taken: "{holders} has the helm."
`);

const world = testWorld({ policyPath: harbour });

test('severities, statuses, roles, channel names, channel and times are those of the policy', async () => {
  const { slack } = world;
  const said = await slack.user('reporter').ask('/incident declare Barge adrift red');
  expect(said).toContain('Declared as #1 Barge adrift, Storm');
  const room = await slack.channel('sos-barge-adrift-1');
  await slack.settle();
  expect(await room.topic()).toBe('Storm · Sighted · update every 20 min · Barge adrift');
  expect(await room.people()).toEqual(['reporter', 'liaison']);
  const news = (await slack.channel('ops')).message('#1 Barge adrift');
  expect(await news.words()).toMatch(/:ocean: .*\nStorm · Sighted\n.*Pilot: nobody yet/);
  expect(JSON.stringify(await (await slack.channel('incidents')).messages())).not.toContain(
    'Barge',
  );

  const engineer = slack.user('engineer');
  await engineer.command('/incident');
  const form = await engineer.modal('Declare an incident');
  expect(form.value('Severity')).toBe('swell');
  expect(JSON.stringify(form.view.blocks)).toMatch(/Storm.*Ships are in danger.*Swell/);
  await form.close();

  await slack.fastForward({ minutes: 4 });
  await room.message(/No Pilot since 20.*Who takes it\?/).seen();
  await engineer.command('/incident status towed because the tug is there', room);
  await slack.fastForward({ minutes: 15 });
  await room.message(/^:hourglass: The next update is due/).seen();
  await slack.fastForward({ minutes: 30 });
  await slack.fastForward({ hours: 1 });
  const late = (await room.messages()).filter(({ text }) => text.includes('late. The last one'));
  expect(late).toHaveLength(1);
  expect(late[0]?.text).toContain('is 29 min late');
});

test("the policy's own sentences stand in the room, on buttons and in answers", async () => {
  const { slack } = world;
  const room = await slack.channel(/^sos-barge/);
  const card = room.message(/\nDeclared by /);
  expect(await card.words()).toContain('Pilot: vacant');
  await card.button('Report').seen();
  const dba = slack.user('dba');
  await card.button('Aye', /Pilot/).click(dba);
  await room.message(/^:ship: @dita steers from now on, as Pilot\.$/).seen();
  await (await dba.dm()).message('You steer, nobody else does').seen();
  expect(await slack.user('scribe').ask('/incident take helm', room)).toMatch(
    /^@dita has the helm\./,
  );
  expect(await slack.user('manager').ask('/incident take #1 crew')).toBe('Aye aye: Crew of #1.');
  expect(await slack.user('scribe').ask('/incident help')).toContain('Muster keeps the harbour.');
  expect(await slack.user('scribe').ask('/incident list')).toMatch(/Storm · In tow/);
});

test('an incident keeps the policy it was declared under; the next one has the new one', async () => {
  const { slack, local } = world;
  const room = await slack.channel(/^sos-barge/);
  const engineer = slack.user('engineer');
  await local.stopMuster();
  await local.startMuster(policyWith({ 'name: SEV2': 'name: Major' }));

  const next = await declared(world, 'Checkout is failing p2');
  expect(next.said).toContain('#2 Checkout is failing, Major');
  expect(await next.room.name()).toBe('inc-2-checkout-is-failing');
  await (await slack.channel('incidents')).message('#2 Checkout is failing').seen();

  // Words, forms and sentences of the old one are still its own.
  await engineer.command('/incident severity yellow because the wind drops', room);
  await room.message(/Storm → Swell/).seen();
  await engineer.command('/incident severity red because it is back', room);
  await room.message(/Swell → Storm/).seen();
  await engineer.command('/incident status calm again: all ships are in', room);
  await room.message(/In tow → Calm again/).seen();
  expect(await engineer.ask('/incident severity sev1 because of habit', room)).toMatch(
    /There is no severity “sev1”\. There are: storm, swell/,
  );
  expect(await engineer.ask('/incident take #1 crew')).toBe('Aye aye: Crew of #1.');
  await engineer.command('/incident severity', room);
  const form = await engineer.modal('Severity of #1');
  expect(JSON.stringify(form.view.blocks)).not.toContain('SEV1');
  await form.close();
  const list = await engineer.ask('/incident list');
  expect(list).toMatch(/#2 Checkout is failing\nMajor · Investigating/);
  expect(list).toMatch(/:ocean: #1 Barge adrift\nStorm · Calm again/);
  const home = await engineer.home(/Barge/);
  expect(home.words()).toContain('Storm · Calm again');

  // So are its times: the next update, and when the room is put away.
  await engineer.command('/incident update the tug stays', room);
  await slack.fastForward({ minutes: 21 });
  await room.message(/^:alarm_clock: @dita, an update is due now/).seen();
  await engineer.command('/incident resolve in the harbour', room);
  expect(await engineer.ask('/incident list')).toContain('Storm · Moored');
  await engineer.command('/incident close nothing is left', room);
  await slack.fastForward({ days: 1, minutes: 1 });
  expect(await room.archived()).toBe(true);
  expect(await next.room.archived()).toBe(false);
});

test('a policy with faults keeps Muster from starting, and each is named by line and key', async () => {
  const path = written(`version: 1
name: Broken
severities:
  - { key: sev1, name: SEV1, meaning: Bad, update_every_minuts: 30 }
default_severity: sev9
statuses:
  - { key: open, name: Open, phase: active }
roles:
  - { key: lead, name: Lead }
messages:
  fact.role_taken: "{who} is {rol}"
`);
  const { sandbox } = world.local;
  const { code, stdout, stderr } = await runMuster(['start'], {
    SLACK_BOT_TOKEN: sandbox.app.bot_token,
    SLACK_SIGNING_SECRET: sandbox.app.signing_secret,
    SLACK_API_URL: sandbox.apiUrl,
    DATABASE_URL: world.databaseUrl,
    MUSTER_POLICY: path,
    PORT: '0',
  });
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toEqual([
    'The policy cannot be used:',
    expect.stringMatching(`^${path}:4:44 severities\\[0\\]\\.update_every_minuts: .*did you mean`),
    expect.stringMatching(`^${path}:5:19 default_severity: no severity has the key "sev9"`),
    expect.stringMatching(
      `^${path}:11:20 messages\\.fact\\.role_taken: \\{rol\\} cannot be filled`,
    ),
  ]);
});

function written(yaml: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'muster-policy-')), 'policy.yaml');
  writeFileSync(path, yaml.trimStart());
  return path;
}
