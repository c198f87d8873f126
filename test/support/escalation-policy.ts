import { loadPolicyFile } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { policyWith } from './story.ts';

/** A policy with a ladder of every sort. */

const escalation = `messages: {}

fields:
  - { key: loss, name: Loss, type: money, currency: USD, ask: [update] }
  - { key: impact, name: Customers feel it, type: yes_no, ask: [update] }
directory:
  teams:
    - { key: security, name: Security team, members: [USECONE, USECTWO] }
  contacts:
    - { key: board, name: Board, phone: "+1 555 0100" }
    - { key: cto, name: CTO, person: UCTO, phone: "+1 555 0199" }
    - { key: desk, name: Duty desk, phone: "+1 555 0111" }
escalation:
  - key: technical
    name: Technical
    when: { severity: [sev1, sev2] }
    while: unacknowledged
    repeat: 1
    levels:
      - { name: L1 On call, on_call: primary, after_minutes: 0 }
      - { name: L2 Lead, to: [ULEAD], after_minutes: 10 }
      - { name: L3 CTO, contact: cto, after_minutes: 25 }
  - key: money
    name: Money
    when: { severity: [sev3] }
    levels:
      - { name: Finance, to: [UFINE] }
      - { name: Board, contact: board, after_minutes: 0, when: { field: { loss: { more_than: 100000 } } } }
  - key: impact
    name: Impact
    when: { field: { impact: { is: true } } }
    levels:
      - { name: Manager, to: [UBOSS], after_minutes: 0 }
  - key: command
    name: Command
    when: { severity: [sev4] }
    while: no_commander
    levels:
      - { name: Commanders, to: [UCOMM], after_minutes: 5 }
      - { name: All, to: ["team:security"], after_minutes: 15 }
  - key: hand
    name: By hand
    when: { severity: [sev4] }
    levels:
      - { name: First, on_call: lonely }
      - { name: Nobody, to: ["role:scribe"] }
      - { name: Second, to: [USECOND], if: available }
      - { name: Outside, contact: board }
on_call:
  - { key: primary, name: Primary, people: [UPRIM], backup: secondary, answer_within_minutes: 3, contact: desk }
  - { key: secondary, name: Secondary, people: [USECO] }
  - { key: lonely, name: Lonely, people: [ULONE], contact: desk, pager: { provider: pagerduty, key_env: PD_KEY } }
`;

/** The file of it: the default policy with ladders, rotations and whom they call. */
export function escalationFile(): string {
  return policyWith({ 'messages: {}': escalation });
}

const loaded = await loadPolicyFile(escalationFile());
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));

export const escalationPolicy: Policy = loaded.policy;
