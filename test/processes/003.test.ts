import { describe, expect, it } from 'vitest';
import { Story } from '../incident/story.ts';
import { called, keysOf, levels, one, policyOf, step, undecided } from './policy-of.ts';

/** Numbers are those of docs/processes.md. */
const p = await policyOf('003-customer-portal.yaml');

describe('003-customer-portal.yaml says what its document asks for', () => {
  it('003-01 P1 to P4 with definition, response time and examples', () => {
    expect(p.severities.map(({ key, respond_within_minutes: minutes }) => [key, minutes])).toEqual([
      ['p1', 15],
      ['p2', 60],
      ['p3', 240],
      ['p4', 1440],
    ]);
    expect(p.severities.every(({ examples }) => examples.length > 1)).toBe(true);
  });
  it('003-02 L1, the engineer on call, has all incidents', () => {
    for (const severity of ['p1', 'p4']) {
      const told = new Story({ severity }, p);
      expect(called(told)).toEqual(['L1 On-call engineer']);
      expect(told.incident.state.pages[0]?.asked).toEqual(['on_call:primary']);
    }
  });
  it('003-03 L2 gets P1 and P2 that last 30 minutes', () => {
    const after30 = (severity: string) => new Story({ severity }, p).at(30).ticks();
    expect(called(after30('p1'))).toEqual(['L2 Development lead']);
    expect(called(after30('p2'))).toEqual(['L2 Development lead']);
    const minor = after30('p3');
    expect(called(minor)).toEqual([]);
    minor.at(45).does({ type: 'change_severity', by: 'UADA', severity: 'p2', reason: 'worse' });
    expect(called(minor)).toEqual(['L2 Development lead']);
    const over = new Story({ severity: 'p1' }, p).at(29);
    over.does({ type: 'take_role', by: 'UADA', role: p.roles[0]?.key ?? '' });
    over.does({ type: 'cancel', by: 'UADA', reason: 'none' });
    expect(called(over.at(30).ticks())).toEqual([]);
  });
  it('003-04 L3 gets a P1 that lasts an hour, or whatever customers feel', () => {
    const after60 = (severity: string) => new Story({ severity }, p).at(30).ticks().at(60).ticks();
    expect(called(after60('p1'))).toEqual(['L3 Engineering manager']);
    expect(called(after60('p2'))).toEqual([]);
    const felt = new Story({ severity: 'p4' }, p);
    const yes = { type: 'set_fields', by: 'UADA', fields: { customer_impact: 'yes' } } as const;
    felt.does(yes);
    expect(called(felt)).toEqual(['L3 Engineering manager']);
    // Who was called for that is not called again when the hour is over.
    const both = new Story({ severity: 'p1' }, p).at(10).does(yes).at(30).ticks();
    expect(called(both.at(60).ticks())).toEqual([]);
  });
  it('003-05 L4, the vendor, is called when a named external system fails', () => {
    expect(levels(p, 'vendor')).toEqual(['salesforce', 'whmcs', 'freebit']);
    expect(keysOf(one(p.fields, 'failing_vendor').choices)).toEqual([
      'salesforce',
      'whmcs',
      'freebit',
    ]);
    const told = new Story({ severity: 'p2' }, p);
    told.does({ type: 'set_fields', by: 'UADA', fields: { failing_vendor: 'whmcs' } });
    expect(called(told)).toEqual(['L4 WHMCS support']);
    // No account here: somebody is asked to call.
    expect(told.incident.state.pages.at(-1)?.failed).toEqual([
      { who: 'contact:whmcs', error: 'outside' },
    ]);
  });
  it('003-06 Each contact has a method and a telephone behind it (numbers are left open)', () => {
    for (const key of ['primary', 'secondary', 'lead'])
      expect(one(p.directory.contacts, key)).toMatchObject({
        method: expect.stringMatching(/Slack/),
        backup: 'Telephone',
      });
    undecided(p, 'directory.contacts');
  });
  it('003-07 Scenarios list their symptoms', () => {
    expect(p.runbooks.map(({ symptoms }) => symptoms.length)).toEqual([3, 3, 4, 3, 3, 3]);
  });
  it('003-08 Scenarios list commands of diagnosis', () => {
    expect(
      p.runbooks.map(
        ({ diagnosis }) => diagnosis.filter(({ command }) => command !== undefined).length,
      ),
    ).toEqual([3, 2, 3, 3, 3, 0]);
  });
  it('003-09 Scenarios list steps of resolution', () => {
    expect(
      p.runbooks.map(({ steps }) => steps.filter(({ undoes }) => undoes === undefined).length),
    ).toEqual([5, 4, 4, 4, 4, 4]);
  });
  it('003-10 Platform Events unresolved for 30 minutes go to the Salesforce admin', () => {
    expect(one(p.runbooks, 'platform_events').escalation).toEqual([
      expect.objectContaining({ after_minutes: 30, contact: 'salesforce_admin' }),
    ]);
  });
  it('003-11 If the server of WHMCS is down its hosting provider is called', () => {
    expect(one(p.runbooks, 'whmcs_down').escalation[0]).toMatchObject({
      contact: 'whmcs_host',
      if: expect.stringMatching(/down/),
    });
  });
  it('003-12 The Redis scenario says what follows from the fault', () => {
    expect(one(p.runbooks, 'redis_down').impact).toHaveLength(3);
    expect(one(p.runbooks, 'redis_down').impact[0]).toMatch(/AUTH_BLACKLIST_FAIL_CLOSED=false/);
  });
  it('003-13 The dangerous command carries a caution', () => {
    expect(step(p, 'redis_down.flush')).toMatchObject({
      command: 'redis-cli FLUSHDB',
      caution: expect.stringMatching(/whole cache/),
    });
  });
  it('003-14 A corrupted database points to another runbook', () => {
    expect(one(p.runbooks, 'database_connection').escalation[0]).toMatchObject({
      document: './database-operations.md',
      if: expect.stringMatching(/corrupted/),
    });
  });
  it('003-15 Temporary settings are kept in sight until they are undone', () => {
    expect(
      ['platform_events.replay', 'degraded.temporary.breakers', 'degraded.temporary.timeouts'].map(
        (path) => step(p, path).puts_in_force,
      ),
    ).toEqual(['replay_all', 'circuit_breakers', 'longer_timeouts']);
    expect(one(p.gates, 'undone').needs).toEqual([{ measures: 'undone' }]);
  });
  it('003-16 Security: logs and evidence are not touched', () => {
    expect(step(p, 'security.leave_evidence').forbidden).toBe(true);
  });
  it('003-17 Security: the security team is told at once', () => {
    expect(step(p, 'security.notify').tells).toBe('security_team');
    expect(one(p.audiences, 'security_team').told.declared).toBe('to_security');
  });
  it('003-18 Security: observations are written down with their time', () => {
    expect(step(p, 'security.document')).toMatchObject({
      asks_field: 'observations',
      text: expect.stringMatching(/time/),
    });
  });
  it('003-19 Security is always P1 and goes to lead and management at once', () => {
    expect(one(p.kinds, 'security').forces).toMatchObject({
      severity: 'p1',
      escalation: 'security',
    });
    expect(one(p.runbooks, 'security').forces).toMatchObject({ severity: 'p1', kind: 'security' });
    expect(one(p.audiences, 'management').people).toEqual(['team:development', 'team:management']);
  });
  it('003-20 Detect: an alert, a customer, one of us', () => {
    expect(keysOf(one(p.fields, 'source').choices)).toEqual(['alert', 'customer', 'internal']);
  });
  it('003-21 Assess: which systems are affected', () => {
    expect(step(p, 'assess.systems').asks_field).toBe('affected_systems');
    expect(one(p.fields, 'affected_systems').type).toBe('modules');
  });
  it('003-22 Assess: what customers feel', () => {
    expect(step(p, 'assess.impact').asks_field).toBe('impact');
    expect(one(p.fields, 'impact').on_card).toBe(true);
  });
  it('003-23 Respond: runbook, communication, escalation if needed', () => {
    expect(keysOf(one(p.checklists, 'respond').items)).toEqual([
      'playbook',
      'communicate',
      'escalate',
    ]);
    expect(step(p, 'respond.escalate').only_if).toBe('needed');
  });
  it('003-24 Resolve: fix, verify, watch for recurrence', () => {
    expect(keysOf(one(p.checklists, 'resolve').items)).toEqual(['fix', 'verify', 'monitor']);
    expect(one(p.gates, 'verified').needs).toContainEqual({ checklist: 'resolve' });
  });
  it('003-25 Review: timeline, cause, action items', () => {
    const { items } = one(p.checklists, 'review');
    expect(keysOf(items)).toEqual(['timeline', 'cause', 'actions']);
    // The document does them: nobody ticks what it answers.
    expect(items.map(({ section }) => section)).toEqual(keysOf(items));
  });
  it('003-26 The internal update has the list of current actions, the last and the next update', () => {
    for (const gap of [
      '{severity}',
      '{title}',
      '{status}',
      '{field.impact}',
      '{started}',
      '{last_update}',
      '{current_actions}',
      '{next_update}',
    ])
      expect(one(p.templates, 'internal').text).toContain(gap);
  });
  it('003-27 Customers are written to of P1 and P2 only', () => {
    expect(one(p.audiences, 'customers')).toMatchObject({
      outside: true,
      when: { severity: ['p1', 'p2'] },
      told: { update: 'customer' },
    });
  });
  it('003-28 They are promised news every 30 minutes or every hour', () => {
    expect(one(p.audiences, 'customers').every_choices_minutes).toEqual([30, 60]);
    expect(one(p.templates, 'customer').text).toContain('{every}');
    expect(p.updates.next_choices_minutes).toEqual([30, 60]);
  });
  it('003-29 A P1 or P2 is reviewed within 3 business days', () => {
    expect(p.postmortem).toMatchObject({
      within_days: 3,
      business_days: true,
      required: { severity: ['p1', 'p2'] },
    });
  });
  it('003-30 The review asks for summary, timeline and root cause', () => {
    expect(p.postmortem?.sections.slice(0, 3).map(({ key, asks }) => [key, asks.length])).toEqual([
      ['summary', 3],
      ['timeline', 4],
      ['cause', 3],
    ]);
  });
  it('003-31 Action items are grouped: immediate, preventive, monitoring, documentation', () => {
    expect(keysOf(p.action_items.kinds)).toEqual([
      'immediate',
      'preventive',
      'monitoring',
      'documentation',
    ]);
  });
  it('003-32 Related documents are listed', () => {
    expect(p.documents.map(({ link }) => link)).toEqual([
      './provisioning-runbook.md',
      './database-operations.md',
      './external-dependencies.md',
      './queue-management.md',
      './logging.md',
    ]);
  });
});
