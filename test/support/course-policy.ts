import { policyWith } from './story.ts';

/** Statuses, stages, gates, milestones and a call, for stories told through Slack. */
export function coursePolicy(more: Readonly<Record<string, string>> = {}): string {
  return policyWith({
    'permissions:\n  guests_may_act: false': `permissions:
  guests_may_act: false

stages:
  - key: detection
    name: Detection
    enters_on: { phase: active }
    window: { to_minutes: 15 }
  - key: containment
    name: Containment
    meaning: Stop the damage
    enters_on: { milestone: team_assembled }
    window: { to_minutes: 60 }
  - key: recovery
    name: Recovery
    enters_on: { phase: resolved }

public_states:
  - key: looking
    name: Investigating
    emoji: ":mag:"
    meaning: We know of it and are looking
  - key: watching
    name: Monitoring
    meaning: It is mended, and we watch it

gates:
  - key: checked
    name: Checked before the end
    before: { phase: [resolved] }
    when: { severity: [sev1, sev2] }
    needs:
      - { role: communications }
      - { update: posted }
      - { checklist: afterwards }
  - key: agreed
    name: Agreed by the heads
    before: { phase: [closed] }
    when: { severity: [sev1] }
    needs:
      - approval: { by: ["mona@example.com", "role:commander"], count: 2 }
    bypass: never
  - key: worded
    name: Worded by comms
    before: { public_state: [watching] }
    when: { severity: [sev2] }
    needs:
      - { role: communications }
    bypass: ["@support"]

checklists:
  - key: afterwards
    name: Afterwards
    when: { severity: [sev1] }
    items:
      - { key: tell, text: Tell the customers }

milestones:
  - key: found_by
    name: Found by
    people: true
  - key: recorded_by
    name: Recorded by
    people: true
    set_by: { role: scribe }
`,
    ...more,
  });
}
