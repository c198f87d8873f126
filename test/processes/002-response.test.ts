import { describe, expect, it } from 'vitest';
import { onCallMessage } from '../../src/views/on-call/list.ts';
import { keysOf, one, policyOf, step } from './policy-of.ts';

/** Numbers are those of docs/processes.md. */
const p = await policyOf('002-rekberkan.yaml');

describe('002-rekberkan.yaml says what its document asks for', () => {
  it('002-01 S1 is answered at once; five examples', () => {
    expect(one(p.severities, 's1').respond_within_minutes).toBe(0);
    expect(one(p.severities, 's1').examples).toHaveLength(5);
  });
  it('002-02 S2 is answered within an hour', () => {
    expect(one(p.severities, 's2').respond_within_minutes).toBe(60);
    expect(one(p.severities, 's2').examples).toHaveLength(5);
  });
  it('002-03 S3 is answered within 4 hours', () => {
    expect(one(p.severities, 's3').respond_within_minutes).toBe(240);
    expect(one(p.severities, 's3').examples).toHaveLength(4);
  });
  it('002-04 S4 is answered within a day; wishes and documentation are of it', () => {
    expect(one(p.severities, 's4').respond_within_minutes).toBe(1440);
    expect(one(p.severities, 's4').examples.join(' ')).toMatch(/documentation.*feature/);
  });
  it('002-05 An incident commander coordinates and decides', () => {
    expect(p.roles[0]?.key).toBe('incident_commander');
    expect(one(p.roles, 'incident_commander').duties[0]).toMatch(/coordinate.*decide/);
  });
  it('002-06 A technical lead looks for the cause and brings in the fix', () => {
    expect(one(p.roles, 'technical_lead').duties.join(' ')).toMatch(/cause.*fix/);
  });
  it('002-07 A communications lead writes to users and stakeholders', () => {
    expect(one(p.roles, 'communications_lead').duties[0]).toMatch(/users and stakeholders/);
  });
  it('002-08 A security lead judges and contains threats', () => {
    expect(one(p.roles, 'security_lead')).toMatchObject({ min: 1, needed: { kind: ['security'] } });
  });
  it('002-09 A finance lead judges the loss and coordinates the reconciliation', () => {
    expect(one(p.roles, 'finance_lead')).toMatchObject({ min: 1, needed: { kind: ['financial'] } });
  });
  it('002-10 Primary around the clock, secondary behind it, then CTO or security officer', () => {
    expect(one(p.on_call, 'primary')).toMatchObject({ covers: '24/7', backup: 'secondary' });
    expect(one(p.on_call, 'secondary').backup).toBe('escalation');
    expect(one(p.on_call, 'escalation').people).toEqual([
      'contact:cto',
      'contact:security_officer',
    ]);
    // Whoever asks who is on call reads how each is reached, and who is behind them.
    const state = { overrides: [] };
    const asked = onCallMessage({ policy: p, state, people: new Map(), now: new Date(0) });
    const told = JSON.stringify(asked.blocks);
    expect(told).toMatch(/\*Primary\*.*24\/7.*On-call telephone.*behind it: Secondary/);
    expect(told).toMatch(/\*CTO or security officer\*: CTO, Security officer/);
  });
  it('002-11 Detection and triage takes the first 15 minutes', () => {
    expect(one(p.stages, 'detection').window).toEqual({
      from_minutes: 0,
      to_minutes: 15,
      of: 'declared',
    });
  });
  it('002-12 The alert is acknowledged in monitoring', () => {
    expect(step(p, 'detection.acknowledge').reaches).toBe('acknowledged');
  });
  it('002-13 The severity is judged', () => {
    expect(step(p, 'detection.severity').text).toMatch(/severity/);
  });
  it('002-14 A ticket is created', () => {
    expect(step(p, 'detection.ticket').asks_field).toBe('ticket');
  });
  it('002-15 The commander is told', () => {
    expect(step(p, 'detection.commander').text).toMatch(/commander/);
  });
  it('002-16 Incidents are noticed by logs, Sentry, APM, the audit verification and users', () => {
    expect(keysOf(p.sources.monitoring)).toEqual(['logs', 'errors', 'apm', 'audit', 'users']);
    expect(keysOf(one(p.fields, 'source').choices)).toEqual(keysOf(p.sources.monitoring));
  });
  it('002-17 Initial response lasts from minute 15 to 60', () => {
    expect(one(p.stages, 'initial_response').window).toMatchObject({
      from_minutes: 15,
      to_minutes: 60,
    });
  });
  it('002-18 The specialists who are needed are paged', () => {
    expect(step(p, 'initial_response.assemble').reaches).toBe('team_assembled');
  });
  it('002-19 How many users and tenants are affected is found out', () => {
    expect(step(p, 'initial_response.scope.users').asks_field).toBe('users_affected');
    expect(step(p, 'initial_response.scope.tenants').asks_field).toBe('tenants_affected');
  });
  it('002-20 The threat is contained at once', () => {
    expect(step(p, 'initial_response.contain').reaches).toBe('first_aid_begun');
  });
  it('002-21 The status page is brought up to date', () => {
    expect(step(p, 'initial_response.status_page').tells).toBe('status_page');
  });
  it('002-22 The template says severity, affected, status and next update', () => {
    for (const gap of [
      '{title}',
      '{severity}',
      '{field.users_affected}',
      '{field.tenants_affected}',
      '{field.features_affected}',
      '{public_state}',
      '{next_update}',
    ])
      expect(one(p.templates, 'standard').text).toContain(gap);
  });
  it('002-23 Investigation and containment lasts from 1 to 4 hours', () => {
    expect(one(p.stages, 'investigation').window).toMatchObject({
      from_minutes: 60,
      to_minutes: 240,
    });
  });
  it('002-24 Logs, metrics and traces are collected', () => {
    expect(keysOf(step(p, 'investigation.collect').steps)).toEqual(['logs', 'metrics', 'traces']);
  });
  it('002-25 Recent deployments are gone through', () => {
    expect(step(p, 'investigation.changes').text).toMatch(/recent deployments/);
  });
  it('002-26 The audit log is searched for anomalies; users are interviewed if needed', () => {
    expect(step(p, 'investigation.audit').text).toMatch(/anomalies/);
    expect(step(p, 'investigation.interview').only_if).toBe('needed');
  });
  it('002-27 Containment of security: five points', () => {
    expect(keysOf(one(p.checklists, 'contain_security').items)).toEqual([
      'credentials',
      'tokens',
      'addresses',
      'kill_switch',
      'isolate',
    ]);
    expect(one(p.checklists, 'contain_security').when.kind).toEqual(['security']);
  });
  it('002-28 Containment of money: five points', () => {
    expect(keysOf(one(p.checklists, 'contain_financial').items)).toEqual([
      'wallets',
      'withdrawals',
      'snapshot',
      'gateway',
      'evidence',
    ]);
    expect(one(p.checklists, 'contain_financial').when.kind).toEqual(['financial']);
  });
  it('002-29 Containment of outages: five points', () => {
    expect(keysOf(one(p.checklists, 'contain_availability').items)).toEqual([
      'scale',
      'maintenance',
      'failover',
      'queries',
      'redis',
    ]);
    expect(one(p.checklists, 'contain_availability').when.kind).toEqual(['availability']);
  });
  it('002-30 Kill-switch, freezes and maintenance mode are undone later', () => {
    expect(step(p, 'restoration.kill_switch').undoes).toBe('kill_switch');
    expect(step(p, 'restoration.wallets').undoes).toBe('frozen_wallets');
    expect(step(p, 'restoration.maintenance').undoes).toBe('maintenance_mode');
    expect(one(p.gates, 'recovered').needs).toContainEqual({ measures: 'undone' });
  });
  it('002-31 Resolution lasts from 4 to 24 hours. An S1 is to be resolved within 4: the target of the severity binds, the window describes the process', () => {
    expect(one(p.stages, 'resolution').window).toMatchObject({
      from_minutes: 240,
      to_minutes: 1440,
    });
    expect(one(p.severities, 's1').resolve_within_minutes).toBe(240);
  });
  it('002-32 The fault is reproduced, its cause and what contributed are found', () => {
    expect(keysOf(one(p.checklists, 'cause').items)).toEqual(['reproduce', 'identify', 'factors']);
    expect(step(p, 'cause.factors').asks_field).toBe('contributing');
  });
  it('002-33 Remediation: hotfix, configuration, migration, verified in production', () => {
    expect(keysOf(one(p.checklists, 'remediation').items)).toEqual([
      'hotfix',
      'configuration',
      'migration',
      'verify',
    ]);
  });
  it('002-34 Error rates are watched for an hour before it is resolved', () => {
    expect(step(p, 'verification.watch').wait_minutes).toBe(60);
    expect(one(p.gates, 'verified')).toMatchObject({
      before: { phase: ['resolved'] },
      needs: [{ checklist: 'verification' }],
    });
  });
  it('002-35 The audit chain is verified, the ledger reconciled, users confirm', () => {
    expect(step(p, 'verification.audit').command).toBe('php artisan audit:verify');
    expect(step(p, 'verification.reconcile').command).toBe(
      'php artisan reconcile:run --date=today',
    );
    expect(step(p, 'verification.users').text).toMatch(/users/);
  });
  it('002-36 Recovery is a stage of its own; read as 24 to 72 hours after resolution', () => {
    expect(one(p.stages, 'recovery')).toMatchObject({
      enters_on: { phase: 'resolved' },
      window: { from_minutes: 1440, to_minutes: 4320, of: 'resolved' },
    });
  });
  it('002-37 Data is restored from backup and the audit log replayed', () => {
    expect(step(p, 'data_recovery.restore').only_if).toBe('needed');
    expect(step(p, 'data_recovery.replay').text).toMatch(/last state known to be good/);
  });
  it('002-38 The ledger is corrected by hand only by a maker and a checker', () => {
    expect(step(p, 'data_recovery.corrections').two_people).toBe(true);
  });
  it('002-39 Affected users are credited again', () => {
    expect(step(p, 'data_recovery.recredit').text).toMatch(/[Cc]redit/);
  });
  it('002-40 Traffic is raised little by little, and watched', () => {
    expect(step(p, 'restoration.traffic').text).toMatch(/little by little/);
    expect(step(p, 'restoration.regression').text).toMatch(/comes back/);
  });
  it('002-41 The status page is set to Resolved', () => {
    expect(step(p, 'restoration.resolved').tells).toBe('status_page');
    expect(one(p.public_states, 'resolved').name).toBe('Resolved');
  });
  it('002-42 The review is within 7 days', () => {
    expect(p.postmortem).toMatchObject({ within_days: 7, of: 'resolved' });
  });
  it('002-43 The post-mortem has nine parts; action items have owner, deadline and priority', () => {
    // Its title is the document's own.
    expect(p.postmortem?.sections).toHaveLength(8);
    expect(p.action_items.priorities.map(({ name }) => name)).toEqual(['P0', 'P1']);
  });
});
