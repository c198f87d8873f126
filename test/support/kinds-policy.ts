import { parsePolicy } from '../../src/policy/load.ts';

/** A process in which kinds, modules and answers say much about an incident. */
const read = parsePolicy(
  `
version: 2
name: Kinds
severities:
  - { key: sev1, name: SEV1, meaning: bad, update_every_minutes: 30, invite: ["@sre"] }
  - { key: sev2, name: SEV2, meaning: worse than it looks, update_every_minutes: 60 }
  - { key: sev3, name: SEV3, meaning: small, place: thread, update_every_minutes: 240 }
default_severity: sev3
kinds:
  - { key: minor, name: Minor bug, meaning: small, emoji: ":bug:", aliases: [small] }
  - { key: critical, name: Critical bug, meaning: big, forces: { severity: sev2 } }
  - key: security
    name: Security
    meaning: somebody is inside
    forces: { severity: sev1, private: true }
    invite: ["team:guards"]
  - { key: unknown, name: Unknown, meaning: nobody knows, unsettled: true, settle_within_minutes: 60 }
default_kind: minor
modules:
  - { key: ledger, name: Ledger, becomes: critical, instead_of: [minor], owner: money, invite: [UAUDIT] }
  - { key: gateway, name: Gateway, raises_to: sev1 }
  - { key: site, name: Web site, aliases: [www] }
triage:
  within_minutes: 10
  criteria:
    - { key: many, question: Are many affected?, help: Look at the board, forces: { severity: sev2 } }
    - { key: attack, question: Is it an attack?, forces: { kind: security } }
fields:
  - { key: found_by, name: Found by, type: choice, ask: [declare], choices: [{ key: user, name: A user }, { key: alert, name: An alert }] }
  - { key: hurt, name: Users affected, help: As far as we know, type: number, unit: users, ask: [triage, update], on_card: true }
  - { key: loss, name: Loss, type: money, currency: USD, ask: [resolve], required: true, on_card: true }
  - { key: story, name: Story, type: long_text }
  - { key: note, name: Note, type: text }
  - { key: since, name: Since, type: time, ask: [update] }
  - { key: ticket, name: Ticket, type: link }
  - { key: witnesses, name: Witnesses, type: people, on_card: true }
  - { key: public, name: Known outside, type: yes_no }
  - { key: signs, name: Signs, type: choices, choices: [{ key: slow, name: Slow }, { key: wrong, name: Wrong }] }
  - { key: parts, name: Parts, type: modules }
  - { key: victim, name: Victim, type: text, ask: [declare], required: true, when: { kind: [security] } }
  - { key: video, name: Video, type: files, ask: [declare], required: true }
directory:
  teams:
    - { key: money, name: Money, members: [UMONEY, "team:night"] }
    - { key: night, name: Night, members: ["@night", audit@example.com] }
    - { key: guards, name: Guards, members: [UGUARD] }
  contacts:
    - { key: auditor, name: Auditor, person: audit@example.com }
    - { key: bank, name: Bank, phone: "+1 555 0100" }
statuses:
  - { key: looking, name: Looking, phase: triage }
  - { key: fixing, name: Fixing, phase: active }
ended: { declined: No incident }
roles:
  - { key: lead, name: Lead }
announce: { channel: "#incidents" }
invite: { always: ["@everyone"] }
`,
  'kinds.yaml',
);
if (!read.ok) throw new Error(read.faults.join('\n'));

export const kindsPolicy = read.policy;
