import { describe, expect, it } from 'vitest';
import { Story } from '../incident/story.ts';
import { counted, noon } from '../views/organisation/pictures.ts';
import {
  called,
  comingAgain,
  inNumbers,
  keysOf,
  levels,
  one,
  policyOf,
  step,
  undecided,
} from './policy-of.ts';

/** Numbers are those of docs/processes.md. */
const p = await policyOf('002-rekberkan.yaml');

describe('002-rekberkan.yaml says what its document asks for', () => {
  it('002-44 Runbook for a ledger mismatch, 7 steps', () => {
    expect(keysOf(one(p.runbooks, 'ledger_mismatch').steps)).toEqual([
      'freeze',
      'export',
      'verify',
      'identify',
      'correct',
      'rerun',
      'resume',
    ]);
  });
  it('002-45 Runbook for a tampered audit chain, 9 steps', () => {
    expect(keysOf(one(p.runbooks, 'audit_tamper').steps)).toEqual([
      'evidence_stays',
      'freeze',
      'export',
      'verify',
      'identify',
      'preserve',
      'notify',
      'rebuild',
      'security',
    ]);
  });
  it('002-46 Runbook for an account takeover, 7 steps', () => {
    expect(keysOf(one(p.runbooks, 'account_takeover').steps)).toEqual([
      'verify',
      'freeze',
      'sessions',
      'activity',
      'rollback',
      'contact',
      'enable',
    ]);
  });
  it('002-47 Each has its trigger: the job fails, the verification fails, a user reports', () => {
    expect(p.runbooks.map(({ trigger }) => trigger)).toEqual([
      expect.stringMatching(/reconciliation fails/),
      expect.stringMatching(/audit:verify fails/),
      expect.stringMatching(/user reports/),
    ]);
  });
  it('002-48 Commands take parameters: user, tenant, date, reason', () => {
    expect(keysOf(one(p.runbooks, 'account_takeover').parameters)).toEqual([
      'user_id',
      'tenant_id',
    ]);
    expect(keysOf(one(p.runbooks, 'ledger_mismatch').parameters)).toEqual(['date', 'reason']);
    expect(step(p, 'account_takeover.sessions').command).toBe(
      'php artisan tokens:revoke --user={user_id}',
    );
  });
  it('002-49 Steps with a condition: if necessary, if it passed, if money is concerned, after verification', () => {
    expect(
      [
        'ledger_mismatch.correct',
        'ledger_mismatch.resume',
        'account_takeover.rollback',
        'account_takeover.enable',
      ].map((path) => step(p, path).only_if),
    ).toEqual(['necessary', 'it passed', 'money is concerned', 'the user is verified']);
  });
  it('002-50 Steps have parts', () => {
    expect(keysOf(step(p, 'ledger_mismatch.identify').steps)).toEqual([
      'sums',
      'duplicates',
      'adjustments',
    ]);
  });
  it('002-51 Evidence must not be deleted', () => {
    expect(step(p, 'audit_tamper.evidence_stays')).toMatchObject({
      forbidden: true,
      text: expect.stringMatching(/CRITICAL.*evidence/),
    });
  });
  it('002-52 Evidence is preserved: screenshots, dumps, exported records, a forensic timeline', () => {
    expect(keysOf(step(p, 'audit_tamper.preserve').steps)).toEqual([
      'screenshot',
      'records',
      'timeline',
    ]);
    expect(one(p.fields, 'evidence')).toMatchObject({ type: 'files', files: 10 });
  });
  it('002-53 A step tells legal and compliance', () => {
    expect(step(p, 'audit_tamper.notify').tells).toBe('legal');
    expect(step(p, 'audit_tamper.notify.breach').opens).toBe('bssn');
  });
  it('002-54 An account is unfrozen only after KYC, a new password and MFA', () => {
    expect(keysOf(step(p, 'account_takeover.enable').steps)).toEqual([
      'kyc',
      'password',
      'mfa',
      'unfreeze',
    ]);
    expect(step(p, 'account_takeover.enable.unfreeze')).toMatchObject({
      undoes: 'frozen_account',
      caution: expect.stringMatching(/Only after/),
    });
  });
  it('002-55 Technical ladder: primary, secondary, lead engineer, CTO', () => {
    expect(levels(p, 'technical')).toEqual(['primary', 'secondary', 'lead_engineer', 'cto']);
    const told = new Story({ severity: 's1', kind: 'availability' }, p);
    const up = () => told.does({ type: 'escalate', by: 'UADA', path: 'technical', reason: 'so' });
    expect(called(up())).toEqual(['On-call engineer (primary)']);
    expect(called(up())).toEqual(['On-call engineer (secondary)']);
    expect(called(up())).toEqual(['Lead engineer']);
    expect(called(up())).toEqual(['CTO']);
    // A rotation with nobody on call: the one behind it is paged at once.
    const other = new Story({ severity: 's1' }, p);
    other.does({ type: 'escalate', by: 'UADA', path: 'technical', reason: 'so' });
    other.does({
      ...{ type: 'page_failed', page: other.incident.state.pages.at(-1)?.id ?? 0 },
      ...{ who: 'on_call:primary', error: 'nobody_on_call' },
    });
    expect(called(other)).toEqual(['On-call engineer (secondary)']);
  });
  it('002-56 Security ladder: lead, officer, CISO if available, consultant outside', () => {
    expect(levels(p, 'security')).toEqual([
      'security_lead',
      'security_officer',
      'ciso',
      'consultant',
    ]);
    expect(one(p.escalation, 'security').levels[2]?.if).toBe('available');
    const told = new Story({ severity: 's1', kind: 'security' }, p);
    const up = () => told.does({ type: 'escalate', by: 'UADA', path: null, reason: 'so' });
    expect(called(up())).toEqual(['Security lead']);
    // Nobody has an account here: a person has to call each of them.
    expect(told.incident.state.pages.at(-1)).toMatchObject({ asked: [], endedAt: null });
    expect(called(up())).toEqual(['Security officer']);
    expect(called(up())).toEqual(['CISO']);
    expect(called(up())).toEqual(['External security consultant']);
  });
  it('002-57 Financial ladder: lead, CFO, the board above USD 100k', () => {
    expect(levels(p, 'financial')).toEqual(['finance_lead', 'cfo', 'board']);
    expect(one(p.fields, 'loss').currency).toBe('USD');
    const told = new Story({ severity: 's2', kind: 'financial' }, p);
    const loss = (given: string) =>
      told.does({ type: 'set_fields', by: 'UADA', fields: { loss: given } });
    expect(called(loss('100000'))).toEqual([]);
    expect(called(loss('100001'))).toEqual(['Board']);
    expect(called(loss('200000'))).toEqual([]);
  });
  it('002-58 Legal ladder: compliance, counsel, the data protection officer for breaches', () => {
    expect(levels(p, 'legal')).toEqual(['compliance', 'counsel', 'dpo']);
    const told = new Story({ severity: 's2', kind: 'availability' }, p);
    const up = { type: 'escalate', by: 'UADA', path: 'legal', reason: 'so' } as const;
    expect(called(told.does(up))).toEqual(['Compliance officer']);
    expect(called(told.does(up))).toEqual(['Legal counsel']);
    expect(told.refuses(up)).toMatchObject({ code: 'ladder_at_the_top' });
    told.does({ type: 'set_fields', by: 'UADA', fields: { breach: 'yes' } });
    expect(called(told.does(up))).toEqual(['Data protection officer']);
  });
  it('002-59 The ladders name no waiting times, and none is invented', () => {
    undecided(p, 'escalation');
    const timesOf = (key: string) =>
      one(p.escalation, key).levels.flatMap(({ after_minutes: minutes }) => minutes ?? []);
    for (const ladder of ['technical', 'security', 'financial', 'legal']) {
      expect(timesOf(ladder), ladder).toEqual([]);
    }
    // The board is not waited for: it is told when the loss is known.
    expect(timesOf('loss')).toEqual([0]);
    // Who is on call is paged when an answer is late, by the times of the severities.
    const answers = p.severities.map((severity) => severity.respond_within_minutes);
    expect(timesOf('on_call')).toEqual(answers);
  });
  it('002-60 Inside, all is said in #incidents', () => {
    expect(p.announce.channel).toBe('#incidents');
    expect(one(p.audiences, 'internal').channels).toEqual(['#incidents']);
  });
  it('002-61 A war room on Zoom or Google Meet (its address is left open)', () => {
    expect(p.call).toMatchObject({ provider: 'Zoom or Google Meet', expected: true });
    undecided(p, 'call.link');
  });
  it('002-62 Incidents are documented in Confluence', () => {
    expect(p.documents[0]?.link).toBe('Confluence');
    expect(one(p.fields, 'page').type).toBe('link');
  });
  it('002-63 The status page is status.rekberkan.com', () => {
    expect(one(p.audiences, 'status_page').by).toEqual(['status.rekberkan.com']);
    expect(p.status_page.link).toBe('https://status.rekberkan.com');
  });
  it('002-64 Affected users get a mail by the notification system', () => {
    expect(one(p.audiences, 'affected_users')).toMatchObject({
      outside: true,
      recipients_field: 'affected_users',
      by: [expect.stringMatching(/notification system/)],
    });
  });
  it('002-65 Social media are used for S1 only', () => {
    expect(one(p.audiences, 'social_media').when.severity).toEqual(['s1']);
  });
  it('002-66 BSSN is notified of a breach within 72 hours', () => {
    expect(one(p.obligations, 'bssn')).toMatchObject({
      within_minutes: 72 * 60,
      when: { field: { breach: { is: true } } },
    });
  });
  it('002-67 OJK is notified of fraud within 24 hours', () => {
    expect(one(p.obligations, 'ojk')).toMatchObject({
      within_minutes: 24 * 60,
      when: { field: { fraud: { is: true } } },
    });
  });
  it('002-68 Enterprise clients are notified by their own service levels (which are left open)', () => {
    expect(one(p.obligations, 'sla').per_client).toBe(true);
    undecided(p, 'clients');
  });
  it('002-69 MTTD, MTTA and MTTR are tracked', () => {
    expect(p.metrics.track).toEqual(expect.arrayContaining(['mttd', 'mtta', 'mttr']));
    const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
    const milestones = { started: at(-20), acknowledged: at(10) };
    expect(inNumbers(p, counted({ severity: 's1', kind: null, milestones }))).toMatch(
      /MTTD\* 20 min .*MTTA\* 10 min .*MTTR\* 1 h /s,
    );
  });
  it('002-70 So are the count by severity and the rate of recurrence', () => {
    expect(p.metrics.track).toEqual(
      expect.arrayContaining(['count_by_severity', 'recurrence_rate']),
    );
    const rows = [
      counted({ severity: 's1', kind: null }),
      counted({ severity: 's3', kind: null, isAgain: true }),
    ];
    expect(inNumbers(p, ...rows)).toMatch(
      /S1[^\n]*: 1.*S3[^\n]*: 1.*earlier incident\* 50 % \(1 of 2\)/s,
    );
  });
  it('002-71 Targets of MTTR: 4, 8, 24 and 72 hours', () => {
    expect(p.metrics.targets.map(({ resolve_within_minutes: minutes }) => minutes / 60)).toEqual([
      4, 8, 24, 72,
    ]);
    expect(p.severities.map(({ resolve_within_minutes: minutes }) => (minutes ?? 0) / 60)).toEqual([
      4, 8, 24, 72,
    ]);
    const rows = [counted({ severity: 's1' }), counted({ severity: 's1', resolvedAt: null })];
    expect(inNumbers(p, ...rows)).toMatch(/within 4 h: 1 of 1/);
  });
  it('002-72 Five accesses must work before they are needed', () => {
    expect(keysOf(p.directory.access)).toEqual([
      'database',
      'ssh',
      'cloud',
      'monitoring',
      'status_page',
    ]);
  });
  it('002-73 Emergency contacts: on-call telephones, gateway, cloud, DDoS provider (numbers are left open)', () => {
    expect(keysOf(p.directory.contacts)).toEqual(
      expect.arrayContaining(['primary', 'secondary', 'gateway', 'cloud', 'ddos']),
    );
    expect(p.directory.contacts.every(({ phone }) => phone === undefined)).toBe(true);
    undecided(p, 'directory.contacts');
  });
  it('002-74 A tabletop exercise each quarter', () => {
    expect(one(p.drills, 'tabletop')).toMatchObject({ type: 'tabletop', every: 'quarter' });
    const come = comingAgain(p, '2026-06-10T00:00:00Z');
    // On the first of each quarter, when work begins in Jakarta.
    expect(come.filter(({ what }) => what === 'drill:tabletop')).toEqual(
      ['2026-07-01', '2026-10-01', '2027-01-01', '2027-04-01'].map((day) => ({
        what: 'drill:tabletop',
        at: `${day}T02:00:00.000Z`,
        to: ['#incidents'],
      })),
    );
  });
  it('002-75 A fire drill each half-year, with an S1', () => {
    expect(one(p.drills, 'fire_drill')).toMatchObject({
      type: 'fire_drill',
      every: 'half_year',
      simulates: { severity: 's1' },
    });
    const come = comingAgain(p, '2026-06-10T00:00:00Z');
    expect(come.filter(({ what }) => what === 'drill:fire_drill').map(({ at }) => at)).toEqual([
      '2026-07-01T02:00:00.000Z',
      '2027-01-01T02:00:00.000Z',
    ]);
  });
  it('002-76 A review after every S1 and S2', () => {
    expect(p.postmortem?.required.severity).toEqual(['s1', 's2']);
  });
  it('002-77 The days of the last and the next test are left open', () => {
    undecided(p, 'drills.tabletop');
    undecided(p, 'drills.fire_drill');
    expect(p.drills.every(({ last, next }) => last === undefined && next === undefined)).toBe(true);
  });
});
