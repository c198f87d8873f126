import type { Policy } from '../policy/schema.ts';

/** Where each thing of a policy is described in the handbook. */

interface Place {
  in: (policy: Policy) => readonly { key: string; name: string }[];
  /** Page and heading. */
  at: (key: string) => string;
}

export const places = {
  severity: { in: (policy) => policy.severities, at: (key) => `severities#severity-${key}` },
  kind: { in: (policy) => policy.kinds, at: (key) => `kinds#kind-${key}` },
  module: { in: (policy) => policy.modules, at: (key) => `modules#module-${key}` },
  field: { in: (policy) => policy.fields, at: (key) => `fields#field-${key}` },
  status: { in: (policy) => policy.statuses, at: (key) => `course#status-${key}` },
  stage: { in: (policy) => policy.stages, at: (key) => `course#stage-${key}` },
  public_state: {
    in: (policy) => policy.public_states,
    at: (key) => `status-page#state-${key}`,
  },
  role: { in: (policy) => policy.roles, at: (key) => `roles#role-${key}` },
  team: { in: (policy) => policy.directory.teams, at: (key) => `teams#team-${key}` },
  body: { in: (policy) => policy.directory.bodies, at: (key) => `teams#body-${key}` },
  contact: { in: (policy) => policy.directory.contacts, at: (key) => `contacts#contact-${key}` },
  checklist: { in: (policy) => policy.checklists, at: (key) => `checklists#list-${key}` },
  runbook: { in: (policy) => policy.runbooks, at: (key) => runbookSlug(key) },
  measure: { in: (policy) => policy.measures, at: (key) => `checklists#measure-${key}` },
  milestone: { in: (policy) => policy.milestones, at: (key) => `course#milestone-${key}` },
  template: { in: (policy) => policy.templates, at: (key) => `templates#template-${key}` },
  audience: { in: (policy) => policy.audiences, at: (key) => `telling#audience-${key}` },
  obligation: {
    in: (policy) => policy.obligations,
    at: (key) => `obligations#obligation-${key}`,
  },
  escalation: { in: (policy) => policy.escalation, at: (key) => `escalation#path-${key}` },
  on_call: { in: (policy) => policy.on_call, at: (key) => `escalation#rotation-${key}` },
  section: {
    in: (policy) => policy.postmortem?.sections ?? [],
    at: (key) => `postmortem#section-${key}`,
  },
  meeting_role: {
    in: (policy) => policy.postmortem?.roles ?? [],
    at: (key) => `postmortem#role-${key}`,
  },
} as const satisfies Record<string, Place>;

export type Thing = keyof typeof places;

/** Page of a runbook; its name cannot be that of a chapter. */
export function runbookSlug(key: string): string {
  return `runbook-${key}`;
}
