import { describe, expect, it } from 'vitest';
import { comingAgain, keysOf, one, policyOf, step, undecided } from './policy-of.ts';

/** Numbers are those of docs/processes.md. */
const p = await policyOf('000-mana.yaml');

describe('000-mana.yaml says what its document asks for', () => {
  it('000-01 Roles come from the controlled register FM-04-01 Rev. 0', () => {
    expect(p.directory.register[0]).toMatchObject({
      name: 'FM-04-01 Rev. 0',
      link: expect.stringContaining('1Dfr_KFN'),
    });
  });
  it('000-02 Who answers to whom: board, risk committee, risk management, compliance, chief executive', () => {
    expect(Object.fromEntries(p.directory.bodies.map((body) => [body.key, body.under]))).toEqual({
      board: undefined,
      risk_committee: 'board',
      risk_management: 'risk_committee',
      compliance: 'board',
      ceo: 'board',
    });
  });
  it('000-03 People come from Azure AD and the list of employees', () => {
    expect(p.directory.sources).toEqual([
      expect.stringMatching(/^Azure AD$/),
      expect.stringMatching(/mana/),
    ]);
  });
  it('000-04 What is set up before any incident is a list to tick off', () => {
    expect(p.directory.readiness.map(({ key }) => key)).toEqual([
      'roles',
      'policy',
      'azure_ad',
      'employees',
    ]);
    undecided(p, 'directory.readiness');
  });
  it('000-05 An alert is confirmed by looking into the log', () => {
    expect(step(p, 'confirm.alert').text).toMatch(/alert.*log/);
    expect(p.triage.criteria).toHaveLength(1);
    expect(step(p, 'confirm.alert').reaches).toBe('acknowledged');
  });
  it('000-06 The log is checked', () => {
    expect(step(p, 'confirm.log').text).toMatch(/log/);
  });
  it("000-07 The dashboard of the system's state is looked at", () => {
    expect(step(p, 'confirm.dashboard').text).toMatch(/dashboard/);
  });
  it('000-08 The fault is reproduced', () => {
    expect(step(p, 'confirm.reproduce').text).toMatch(/ทำซ้ำ/);
    expect(one(p.checklists, 'confirm').when.phase).toEqual(['triage']);
  });
  it('000-09 Incidents are graded into classes, not severities', () => {
    expect(p.kinds.map(({ key }) => key)).toEqual([
      'by_system',
      'by_protocol',
      'minor_bug',
      'critical_bug',
      'unknown',
    ]);
    expect(p.severities).toEqual([]);
  });
  it('000-10 A class for what the system itself can resolve', () => {
    expect(one(p.kinds, 'by_system').aliases).toContain('a');
  });
  it('000-11 A class for what a protocol resolves', () => {
    expect(one(p.kinds, 'by_protocol').meaning).toMatch(/back office/);
  });
  it('000-12 A class for minor bugs; what is minor is defined for each module (the scopes themselves are left open)', () => {
    expect(one(p.kinds, 'minor_bug').explanation).toMatch(/โมดูล/);
    undecided(p, 'modules');
  });
  it('000-13 A class for critical bugs, by module; what touches money is critical', () => {
    expect(one(p.modules, 'money')).toMatchObject({
      becomes: 'critical_bug',
      instead_of: ['minor_bug'],
    });
  });
  it('000-14 A class for what fits none or has no known cause; it must be settled', () => {
    expect(one(p.kinds, 'unknown').unsettled).toBe(true);
    expect(one(p.gates, 'graded')).toMatchObject({ needs: [{ kind: 'settled' }], bypass: 'never' });
  });
  it('000-15 First aid: shut down, restart, restore, suspend an account, reset a password', () => {
    expect(keysOf(one(p.checklists, 'first_aid').items)).toEqual([
      'money',
      'shut_down',
      'restart',
      'restore',
      'suspend',
      'reset_password',
      'close_account',
    ]);
    expect(step(p, 'first_aid.suspend').puts_in_force).toBe('account_suspended');
  });
  it('000-16 Money is not touched; the most is to close the account and pull mana back', () => {
    expect(step(p, 'first_aid.money')).toMatchObject({
      forbidden: true,
      permitted: expect.stringMatching(/ปิดบัญชี.*mana/),
    });
  });
  it('000-17 Resolved by system: read the performance monitor, then scale', () => {
    expect(step(p, 'by_system.monitor').text).toMatch(/performance monitor/);
    expect(step(p, 'by_system.monitor.scale').text).toMatch(/scale/);
  });
  it('000-18 Resolved by system: restart', () => {
    expect(step(p, 'by_system.monitor.restart').text).toMatch(/รีสตาร์ต/);
  });
  it('000-19 Who may enter the back office follows from FM-04-01', () => {
    expect(one(p.directory.access, 'backoffice').where).toMatch(/FM-04-01/);
    expect(step(p, 'by_protocol.access').text).toMatch(/FM-04-01/);
  });
  it('000-20 By protocol: trouble that comes from the system', () => {
    expect(step(p, 'by_protocol.system_trouble').only_if).toBeDefined();
  });
  it('000-21 By protocol: ordinary trouble of use', () => {
    expect(step(p, 'by_protocol.usage_trouble').only_if).toBeDefined();
    expect(one(p.fields, 'what_kind_of_trouble').choices.map(({ key }) => key)).toContain('usage');
  });
  it('000-22 There is a channel for technical questions to IT (which one is left open)', () => {
    expect(step(p, 'by_protocol.ask_it').text).toMatch(/IT/);
    undecided(p, 'directory.teams.it_operator.channel');
  });
  it("000-23 A user's report that is a real bug goes on as minor, critical or unknown", () => {
    expect(step(p, 'by_protocol.bug').detail).toMatch(/\/incident kind/);
  });
  it('000-24 Minor bug: an issue on the board', () => {
    expect(step(p, 'minor_bug.issue').asks_field).toBe('board_issue');
  });
  it('000-25 Minor bug: the data is corrected', () => {
    expect(step(p, 'minor_bug.data').text).toMatch(/แก้ข้อมูล/);
  });
  it('000-26 Minor bug: fixed by a patch with the next release', () => {
    expect(one(p.action_items.kinds, 'next_release')).toMatchObject({
      expected: true,
      when: { kind: ['minor_bug'] },
    });
  });
  it('000-27 Critical bug: the services concerned are shut down', () => {
    expect(step(p, 'critical_bug.shut_down').puts_in_force).toBe('service_down');
    expect(step(p, 'critical_bug.reopen').undoes).toBe('service_down');
  });
  it('000-28 Critical bug: an issue on the board and a hotfix at once', () => {
    expect(one(p.action_items.kinds, 'hotfix')).toMatchObject({
      due_within_days: 0,
      expected: true,
      when: { kind: ['critical_bug'] },
    });
  });
  it('000-29 Unknown: the IT team talks and decides which class it is', () => {
    expect(one(p.checklists, 'unknown')).toMatchObject({
      role: 'it_team',
      when: { kind: ['unknown'] },
    });
  });
  it('000-30 Customers who may be affected are told at once', () => {
    expect(one(p.audiences, 'customers')).toMatchObject({
      outside: true,
      told: { declared: 'at_once' },
    });
  });
  it('000-31 So are banks', () => {
    expect(one(p.audiences, 'banks').told.declared).toBe('at_once');
  });
  it('000-32 So are the police', () => {
    expect(one(p.audiences, 'police').told.declared).toBe('at_once');
  });
  it('000-33 So is the securities regulator', () => {
    expect(one(p.audiences, 'sec')).toMatchObject({
      name: 'สำนักงาน ก.ล.ต.',
      told: { declared: 'at_once' },
    });
  });
  it('000-34 Whoever was affected is told after the fix', () => {
    for (const key of ['customers', 'banks', 'police', 'sec', 'user'])
      expect(one(p.audiences, key).told.resolved).toBe('after_fix');
  });
  it('000-35 Resolved by system: reported to the IT operator', () => {
    expect(one(p.audiences, 'it_operator')).toMatchObject({
      when: { kind: ['by_system'] },
      people: ['team:it_operator'],
    });
  });
  it('000-36 The CTO is told where cost or optimising is concerned', () => {
    expect(one(p.audiences, 'cto').when).toMatchObject({
      kind: ['by_system'],
      field: { cost_or_optimise: { is: true } },
    });
  });
  it('000-37 The operator compiles a monthly and a yearly report for the CTO', () => {
    expect(p.reports.map(({ every, to, by }) => [every, to, by])).toEqual([
      ['month', ['team:cto'], 'IT operator'],
      ['year', ['team:cto'], 'IT operator'],
    ]);
    const come = comingAgain(p, '2026-06-10T00:00:00Z');
    const of = (what: string) => come.filter((each) => each.what === what);
    // On the first of each month, and of the year, when work begins in Bangkok.
    expect(of('report:monthly')).toHaveLength(12);
    expect(of('report:monthly')[0]).toEqual({
      what: 'report:monthly',
      at: '2026-07-01T02:00:00.000Z',
      to: ['@cto'],
    });
    expect(of('report:yearly').map(({ at, to }) => [at, to])).toEqual([
      ['2027-01-01T02:00:00.000Z', ['@cto']],
    ]);
  });
  it('000-38 On maintenance or emergency customer service is told, so that it can answer', () => {
    expect(one(p.audiences, 'customer_service').when.any).toContainEqual({
      kind: ['by_system'],
      field: { urgency: { one_of: ['maintenance', 'emergency'] } },
    });
  });
  it('000-39 By protocol: customer service and the user are told', () => {
    expect(one(p.audiences, 'customer_service').when.any).toContainEqual({ kind: ['by_protocol'] });
    expect(one(p.audiences, 'user')).toMatchObject({
      outside: true,
      when: { kind: ['by_protocol'] },
    });
  });
  it('000-40 By protocol: what counts is fraud, or a server down with a transaction unfinished', () => {
    expect(one(p.kinds, 'by_protocol').examples).toEqual([
      expect.stringMatching(/fraud/),
      expect.stringMatching(/เซิร์ฟเวอร์ล่ม/),
    ]);
  });
  it('000-41 Minor bug: whom to report to is blank; the checker asks', () => {
    undecided(p, 'audiences (minor_bug)');
  });
  it('000-42 Critical bug: whom to report to is blank; the checker asks', () => {
    undecided(p, 'audiences (critical_bug)');
  });
  it('000-43 Unknown: whom to report to is blank; the checker asks', () => {
    undecided(p, 'audiences (unknown)');
  });
  it('000-44 Response and recovery are evaluated so that it does not happen again', () => {
    expect(keysOf(one(p.checklists, 'evaluate').items)).toEqual([
      'response',
      'recovery',
      'prevent',
    ]);
    expect(one(p.gates, 'evaluated').needs).toContainEqual({ checklist: 'evaluate' });
  });
  it('000-45 The cases are listed, and people choose which get a postmortem', () => {
    expect(p.postmortem?.chosen).toBe(true);
  });
  it('000-46 Who takes part in a postmortem is blank; the checker asks', () => {
    undecided(p, 'postmortem.attendees');
    expect(p.postmortem?.attendees).toEqual([]);
  });
  it('000-47 How it is held is blank; the checker asks', () => {
    undecided(p, 'postmortem.agenda');
    expect(p.postmortem?.agenda).toEqual([]);
  });
  it('000-48 Where it is held is blank; the checker asks', () => {
    undecided(p, 'postmortem.calendar');
    expect(p.postmortem?.calendar).toBeUndefined();
  });
});
