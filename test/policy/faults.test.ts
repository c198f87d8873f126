import { describe, expect, test } from 'vitest';
import { faultsIn, faultsOf, faultsWith, good } from './good-policy.ts';

describe('one wrong value is named by line, column and key', () => {
  test.each([
    ['version: 2', 'version: 9', 'p.yaml:1:10 version: is 9; it must be 2'],
    ['name: Test', 'name: 3', 'p.yaml:2:7 name: is 3; it must be text'],
    ['name: Test', 'name:', 'p.yaml:2:6 name: is empty; it must be text'],
    [
      'name: Test',
      `name: ''`,
      'p.yaml:2:7 name: is 0 characters long; at least 1 character is allowed',
    ],
    [
      'meaning: bad',
      `meaning: ${'x'.repeat(71)}`,
      'p.yaml:4:39 severities[0].meaning: is 71 characters long; at most 70 characters are allowed',
    ],
    [
      'key: commander,',
      'key: IC,',
      'p.yaml:9:12 roles[0].key: is "IC"; it must be a key: a lower-case letter, then letters, digits and _, at most 40',
    ],
    [
      'meaning: bad',
      'meaning: bad, emoji: fire',
      'p.yaml:4:51 severities[0].emoji: is "fire"; it must be an emoji by its name between colons, such as :fire:',
    ],
    [
      'meaning: bad',
      'meaning: bad, update_every_minutes: 1h',
      'p.yaml:4:66 severities[0].update_every_minutes: is "1h"; it must be a number',
    ],
    [
      'meaning: bad',
      'meaning: bad, update_every_minutes: 0',
      'p.yaml:4:66 severities[0].update_every_minutes: is 0; at least 1 is allowed',
    ],
    [
      'meaning: bad',
      'meaning: bad, update_every_minute: 30',
      'p.yaml:4:44 severities[0].update_every_minute: is not a key of the policy; did you mean update_every_minutes?',
    ],
    [
      'meaning: bad',
      'meaning: bad, and worse',
      'p.yaml:4:44 severities[0].and worse: is not a key of the policy; a text with a comma between { } needs quotation marks',
    ],
    [
      'meaning: bad',
      'meaning: bad, <<: { emoji: x }',
      'p.yaml:4:44 severities[0].<<: is not a key of the policy; keys are not merged with <<; name a value with &name and use it whole with *name',
    ],
    [
      'phase: active',
      'phase: resolved',
      'p.yaml:7:43 statuses[0].phase: is "resolved"; it must be one of triage, active, mitigated',
    ],
    [
      'name: Commander }',
      'name: Commander, max: 0 }',
      'p.yaml:9:45 roles[0].max: is 0; at least 1 is allowed',
    ],
    [
      'name: Commander }',
      'name: "Comm\\u202Eander" }',
      'p.yaml:9:29 roles[0].name: holds invisible or direction-changing characters; plain text is allowed',
    ],
    [
      'name: Commander }',
      'name: "Comm\\0ander" }',
      'p.yaml:9:29 roles[0].name: holds invisible or direction-changing characters; plain text is allowed',
    ],
    [
      'default_severity: sev1',
      'default_severity: sev9',
      'p.yaml:5:19 default_severity: no severity has the key "sev9"; it must be one of sev1',
    ],
  ])('%s said as %s', (said, instead, fault) => {
    expect(faultsOf(said, instead)).toEqual([fault]);
  });

  test.each([
    ['color: red\n', 'p.yaml:10:1 color: is not a key of the policy; docs/policy.md has them all'],
    [
      'updates:\n  overdue_reminders: 1.5\n',
      'p.yaml:11:22 updates.overdue_reminders: is 1.5; it must be a whole number',
    ],
    [
      'updates:\n  next_choices_minutes: [30, 1]\n',
      'p.yaml:11:30 updates.next_choices_minutes[1]: is 1; at least 5 is allowed',
    ],
    [
      'updates:\n  snooze_choices_minutes: []\n',
      'p.yaml:11:27 updates.snooze_choices_minutes: has 0; at least 1 is allowed',
    ],
    [
      'room:\n  name: Inc {number}\n',
      `p.yaml:11:9 room.name: is "Inc {number}"; it must be lower-case letters, digits, - and _, as in Slack's channel names`,
    ],
    [
      'room:\n  name: inc-{slug}\n',
      'p.yaml:11:9 room.name: must contain {number}, or two incidents would want one name',
    ],
    [
      'room:\n  name: inc-{number}-{team}\n',
      'p.yaml:11:9 room.name: {team} cannot be filled in here; only {number} or {slug} can',
    ],
    ['room:\n  name: inc-{number}-{\n', 'p.yaml:11:9 room.name: has a { or } without the other'],
    [
      `room:\n  name: ${'x'.repeat(75)}{number}\n`,
      'p.yaml:11:9 room.name: is 82 characters long when filled in; Slack allows 80',
    ],
    [
      'room:\n  private_name: sec-{number}-{slug}\n',
      'p.yaml:11:17 room.private_name: {slug} cannot be filled in here; only {number} or {random} can',
    ],
    [
      'announce:\n  channel: incidents\n',
      'p.yaml:11:12 announce.channel: is "incidents"; it must be a channel as #name or by its id, such as C0123ABCD',
    ],
    [
      'invite:\n  always: [U0AB12CD, bob]\n',
      'p.yaml:11:22 invite.always[1]: is "bob"; it must be a user id (U…), a user group id (S…), an e-mail address, a @user-group, team:key or on_call:key',
    ],
    [
      'permissions:\n  guests_may_act: sometimes\n',
      'p.yaml:11:19 permissions.guests_may_act: is "sometimes"; it must be true or false',
    ],
    ['declare: soon\n', 'p.yaml:10:10 declare: is "soon"; it must be keys with values'],
    [
      'messages:\n  card.no_sumary: x\n',
      'p.yaml:11:3 messages.card.no_sumary: is not a sentence of the catalogue; did you mean card.no_summary?',
    ],
    [
      'messages:\n  something_else_entirely: x\n',
      'p.yaml:11:3 messages.something_else_entirely: is not a sentence of the catalogue; docs/policy.md has them all',
    ],
    [
      `messages:\n  card.declared: 'By {who}'\n`,
      'p.yaml:11:18 messages.card.declared: {who} cannot be filled in here; {by}, {at} can',
    ],
    [
      `messages:\n  card.no_summary: 'By {who}'\n`,
      'p.yaml:11:20 messages.card.no_summary: {who} cannot be filled in here; nothing can',
    ],
    [
      'messages:\n  card.declared: 1\n',
      'p.yaml:11:18 messages.card.declared: is 1; it must be text',
    ],
  ])('%j', (more, fault) => {
    expect(faultsWith(more)).toEqual([fault]);
  });
});

describe('things that do not fit together', () => {
  const sev1 = '  - { key: sev1, name: SEV1, meaning: bad }';
  const working = '  - { key: working, name: Working, phase: active }';

  test('one key for two severities', () => {
    expect(faultsOf(sev1, `${sev1}\n  - { key: sev1, name: Other, meaning: x }`)).toEqual([
      'p.yaml:5:12 severities[1].key: "sev1" means severities[0] already; each word may mean one',
    ]);
  });

  test('an alias that is the name of another, spelled differently', () => {
    const other = '  - { key: sev2, name: SEV2, meaning: x, aliases: [two, SEV-1] }';
    expect(faultsOf(sev1, `${sev1}\n${other}`)).toEqual([
      'p.yaml:5:57 severities[1].aliases[1]: "SEV-1" means severities[0] already; each word may mean one',
    ]);
  });

  test('no status to work in after reopening', () => {
    expect(faultsOf('phase: active', 'phase: triage')).toEqual([
      'p.yaml:7:3 statuses: none belongs to the phase active; a reopened incident needs one that does',
    ]);
  });

  test('a first status in which the harm is over already', () => {
    const first = '  - { key: done, name: Done, phase: mitigated }';
    expect(faultsOf(working, `${first}\n${working}`)).toEqual([
      'p.yaml:7:37 statuses[0].phase: an incident is declared in the first status; it must belong to triage or active',
    ]);
  });

  test('more role holders than a card can show', () => {
    const crowd =
      'name: Commander }\n  - { key: a, name: A, max: 20 }\n  - { key: b, name: B, max: 20 }';
    expect(faultsOf('name: Commander }', crowd)).toEqual([
      'p.yaml:9:3 roles: 41 people could hold roles at once; at most 40 are allowed',
    ]);
  });

  test('all faults come at once, in the order of the file', () => {
    const faults =
      faultsIn(`${good.replace('phase: active', 'phase: over').replace('version: 2', 'version: two')}invite:
  always: [nobody]
colour: red
`);
    expect(faults.map((fault) => fault.split(': ')[0])).toEqual([
      'p.yaml:1:10 version',
      'p.yaml:7:43 statuses[0].phase',
      'p.yaml:11:12 invite.always[0]',
      'p.yaml:12:1 colour',
    ]);
  });
});
