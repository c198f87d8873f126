import { policyWith } from '../support/story.ts';

let path: string | undefined;

/** The policy of the crash stories: the default one with everything that delivery can be asked to do. */
export function crashPolicy(): string {
  path ??= policyWith({
    'version: 2': 'version: 2\n# with kinds, audiences, turns and groups',
    'messages: {}': parts,
  });
  return path;
}

const parts = `messages: {}

kinds:
  - { key: outage, name: Outage, meaning: Something does not work }
default_kind: outage

templates:
  - { key: staff_first, name: First word inside, text: "*{severity}* {title}. Room: {room}." }
  - { key: staff_over, name: Over, text: "Over after {duration}: {outcome}" }

audiences:
  - key: staff
    name: All staff
    when: { severity_at_least: sev1 }
    channels: ["#general"]
    people: ["otis@example.com"]
    told: { declared: staff_first, resolved: staff_over }

on_call:
  - key: primary
    name: Primary
    zone: Europe/Berlin
    channel: "#ops"
    user_group: "@sre"
    duties: [Carry the phone]
    layers:
      - { key: days, people: [U0ENGINEER, U0DBA], every: day, from: 2026-01-05, at: "09:00" }
`;
