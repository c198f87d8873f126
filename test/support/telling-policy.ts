import { policyWith } from './story.ts';

/** The default policy with audiences, obligations and a directory of all sorts. */
export function tellingPolicy(): string {
  return policyWith({
    'version: 2': 'version: 2\n# with audiences, obligations and a directory',
    'messages: {}': parts,
  });
}

const parts = `messages: {}

kinds:
  - { key: outage, name: Outage, meaning: Something is down }
  - { key: breach, name: Data breach, meaning: Somebody saw what they should not }
default_kind: outage
modules:
  - { key: payments, name: Payments }

fields:
  - { key: affected, name: Clients affected, type: long_text }

templates:
  - key: staff_first
    name: First word inside
    text: "*{severity}* {title}: {know} We do: {doing}. Room: {room}. Started {started}."
  - { key: staff_next, name: News inside, text: "{status}: {know}" }
  - { key: staff_over, name: Over, text: "Over after {duration}: {outcome}" }
  - key: customers_first
    name: First word to customers
    subject: "Trouble with {title}"
    text: |
      We see a problem: {title}.
      What we know: {know}
      Cause: {field.affected}
      News {every}. Written {now}.
  - { key: customers_next, name: News to customers, text: "{know}" }
  - { key: customers_over, name: Over for customers, text: "Solved at {resolved}." }
  - { key: notice, name: Notice, text: "Notice of #{number}: {title}, declared {declared}." }

audiences:
  - key: staff
    name: All staff
    when: { severity_at_least: sev2 }
    channels: ["#general"]
    people: ["otis@example.com"]
    told: { declared: staff_first, update: staff_next, resolved: staff_over }
  - key: customers
    name: Customers
    why: They ask support otherwise
    when: { severity_at_least: sev2 }
    outside: true
    by: [mail, status page]
    contacts: [mail_house]
    recipients_field: affected
    every_minutes: 30
    told: { declared: customers_first, update: customers_next, resolved: customers_over }
    feedback: ["role:commander"]
    sender: communications
  - key: board
    name: Board
    when: { severity: [sev1] }
    channels: ["#partners"]
    told: { declared: staff_first }
    approval: ["mona@example.com"]
  - key: gone
    name: Old team
    when: { severity: [sev1] }
    channels: ["#no-such-channel"]
    told: { declared: staff_next }
  - key: partners
    name: Partners
    when: { kind: [breach] }
    outside: true
    told: { declared: customers_first }

obligations:
  - key: regulator
    name: Notice to the regulator
    to: The regulator
    contact: regulator_desk
    law: Regulation 7
    when: { kind: [breach] }
    within_minutes: 1440
    of: detected
    evidence: the number of the receipt
    template: notice
  - key: contract
    name: Notice by contract
    to: The client
    when: { severity: [sev1] }
    per_client: true
    evidence: the mail we sent
  - key: insurer
    name: Word to the insurer
    to: The insurer
    manual: true
    evidence: the case number

clients:
  - { key: acme, name: Acme, notice_within_minutes: 60, recipients: ["it@acme.example"] }
  - { key: bolt, name: Bolt, notice_within_minutes: 240, when: { module: [payments] } }

directory:
  teams:
    - key: sre
      name: Site reliability
      does: keeps it running
      members: ["@sre"]
      channel: "#ops"
  bodies:
    - { key: council, name: Crisis council, does: decides on money, members: [mona@example.com] }
  contacts:
    - key: regulator_desk
      name: Regulator's desk
      for: notices of breaches
      phone: "+62 21 555 0110"
      hours: "24/7"
      backup: "the hotline, +62 21 555 0111"
    - { key: mail_house, name: Mail house, for: mails to all customers, email: send@mail.example }
  access:
    - { key: console, name: Cloud console, where: the vault, needed_by: [sre] }
  readiness:
    - { key: pager, name: Pager test, every: month, next_test: 2020-01-01, owner: Operations }

on_call:
  - { key: primary, name: Primary, covers: "24/7", people: ["@sre"], contact: regulator_desk }

sources:
  tickets:
    - { key: tracker, name: Tracker, search: "text ~ '{title}' and not #{number}" }
    - { key: desk, name: Help desk, search: "https://desk.example/search?q={title}" }

public_states:
  - { key: looking, name: Investigating, emoji: ":mag:", meaning: We see it and look for the cause }
status_page:
  link: https://status.example/
  how: Log in, press New, choose the state.
  update_every_minutes: 30
`;
