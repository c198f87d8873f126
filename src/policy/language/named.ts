import { z } from 'zod';
import { builtInMilestones } from '../../incident/course/milestones.ts';

/**
 * The things of a policy that have a key: what people call one, where such things stand in the file,
 * and keys that are there without being written.
 */
export const named = {
  severity: { one: 'severity', stand: [['severities']], builtIn: [] },
  kind: { one: 'kind', stand: [['kinds']], builtIn: [] },
  module: { one: 'module', stand: [['modules']], builtIn: [] },
  field: { one: 'field', stand: [['fields']], builtIn: [] },
  status: { one: 'status', stand: [['statuses']], builtIn: [] },
  stage: { one: 'stage', stand: [['stages']], builtIn: [] },
  public_state: { one: 'public state', stand: [['public_states']], builtIn: [] },
  gate: { one: 'gate', stand: [['gates']], builtIn: [] },
  role: { one: 'role', stand: [['roles']], builtIn: [] },
  list: { one: 'checklist or runbook', stand: [['checklists'], ['runbooks']], builtIn: [] },
  runbook: { one: 'runbook', stand: [['runbooks']], builtIn: [] },
  measure: { one: 'measure', stand: [['measures']], builtIn: [] },
  milestone: { one: 'milestone', stand: [['milestones']], builtIn: builtInMilestones },
  template: { one: 'template', stand: [['templates']], builtIn: [] },
  audience: { one: 'audience', stand: [['audiences']], builtIn: [] },
  obligation: { one: 'obligation', stand: [['obligations']], builtIn: [] },
  client: { one: 'client', stand: [['clients']], builtIn: [] },
  action_item: { one: 'kind of action item', stand: [['action_items', 'kinds']], builtIn: [] },
  team: { one: 'team', stand: [['directory', 'teams']], builtIn: [] },
  body: { one: 'governing body', stand: [['directory', 'bodies']], builtIn: [] },
  contact: { one: 'contact', stand: [['directory', 'contacts']], builtIn: [] },
  role_or_team: { one: 'role or team', stand: [['roles'], ['directory', 'teams']], builtIn: [] },
  access: { one: 'access', stand: [['directory', 'access']], builtIn: [] },
  readiness: { one: 'readiness item', stand: [['directory', 'readiness']], builtIn: [] },
  escalation: { one: 'escalation path', stand: [['escalation']], builtIn: [] },
  on_call: { one: 'on-call rotation', stand: [['on_call']], builtIn: [] },
  drill: { one: 'drill', stand: [['drills']], builtIn: [] },
  clock: { one: 'clock', stand: [['clocks']], builtIn: [] },
  report: { one: 'report', stand: [['reports']], builtIn: [] },
  section: { one: 'section of the document', stand: [['postmortem', 'sections']], builtIn: [] },
  meeting_role: { one: 'role of the meeting', stand: [['postmortem', 'roles']], builtIn: [] },
} as const satisfies Record<
  string,
  { one: string; stand: readonly (readonly string[])[]; builtIn: readonly string[] }
>;

export type Named = keyof typeof named;

/** What a text of the policy means, beyond its shape; the checker follows it. */
export type Meaning =
  | { is: 'key_of'; what: Named }
  /** `list.step` or `list.step.part`. */
  | { is: 'step' }
  /** A person or people: an id, an address, a user group, `team:key`, `role:key`, `on_call:key`, `contact:key`, `anyone`. */
  | { is: 'people' }
  /** People who can be invited to a channel. */
  | { is: 'invited' }
  /** A message with gaps. */
  | { is: 'template' }
  | { is: 'zone' }
  /** When something comes again, as a cron line. */
  | { is: 'cron' }
  | { is: 'country' };

/** What the parts of the schema mean; read by `src/policy/meanings.ts`. */
export const meanings = z.registry<Meaning>();
