import { parsePolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { policyFile } from './policy-file.ts';

/** A small process with clocks of every sort. `more` stands at its end, `instead` takes the place of a part. */
export function clocksPolicy(more = '', instead: Record<string, string> = {}): Policy {
  let yaml = written;
  for (const [before, after] of Object.entries(instead)) {
    if (!yaml.includes(before)) throw new Error(`the policy has no ${before}`);
    yaml = yaml.replace(before, after);
  }
  const result = parsePolicy(yaml + more, 'clocks.yaml');
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result.policy;
}

/** The same as a file for people of the cast, with what it says. */
export function parsePolicyFile(): { path: string; policy: Policy } {
  const yaml = written.replaceAll('UBOSS', 'U0MANAGER');
  const result = parsePolicy(yaml, 'clocks.yaml');
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return { path: policyFile(yaml), policy: result.policy };
}

const written = `
version: 2
name: Clocks
calendar: { zone: Asia/Bangkok, holidays: TH }
severities:
  - key: sev1
    name: SEV1
    meaning: Everything
    respond_within_minutes: 15
    resolve_within_minutes: 240
  - key: sev2
    name: SEV2
    meaning: Half of it
    respond_within_minutes: 60
    resolve_within_minutes: 480
default_severity: sev2
metrics:
  targets: [{ severity: sev2, resolve_within_minutes: 360 }]
kinds:
  - { key: outage, name: Outage, meaning: It is off }
  - key: unclear
    name: Unclear
    meaning: Nobody knows
    unsettled: true
    settle_within_minutes: 30
default_kind: outage
statuses:
  - { key: triage, name: Triage, phase: triage }
  - { key: working, name: Working, phase: active, window: { from_minutes: 10, to_minutes: 110 } }
  - { key: holding, name: Holding, phase: mitigated }
roles:
  - { key: commander, name: Commander, min: 1, within_minutes: 20 }
  - { key: scribe, name: Scribe, min: 1, within_minutes: 30 }
audiences:
  - key: status_page
    name: Status page
    outside: true
    told: { declared: public }
templates:
  - { key: public, name: Public, text: "{title}" }
call: { join_within_minutes: 5 }
status_page: { update_every_minutes: 45, when: { severity: [sev1] } }
checklists:
  - key: first_aid
    name: First aid
    when: { severity: [sev1] }
    items:
      - { key: look, text: Look at the dashboard, within_minutes: 10, role: commander }
      - { key: stop, text: Stop the bleeding, within_minutes: 40 }
      - { key: nice, text: Make coffee, within_minutes: 5, optional: true }
runbooks:
  - key: redis
    name: Redis is slow
    escalation:
      - { after_minutes: 20, text: Fail over by hand, to: [UBOSS] }
    steps: [{ key: restart, text: Restart it }]
action_items:
  kinds:
    - { key: fix, name: Fix, due_within_days: 2 }
postmortem: { within_days: 3, business_days: true, required: { severity: [sev1] } }
clocks:
  - key: team
    name: Team assembled
    within_minutes: 25
    until: { milestone: team_assembled }
    tells: [UBOSS]
  - key: public
    name: First public word
    when: { severity: [sev1] }
    within_minutes: 35
    until: { told: status_page }
  - key: booked
    name: Postmortem booked
    of: resolved
    within_minutes: 540
    working_time: true
    until: { postmortem: booked }
clock: { nag_every_minutes: 30 }
`;
