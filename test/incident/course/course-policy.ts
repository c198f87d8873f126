import { Policy } from '../../../src/policy/schema.ts';
import { defaultPolicy } from '../story.ts';

/** The default policy with parts of it said differently. */
export function policyWith(changes: Record<string, unknown>): Policy {
  return Policy.parse({ ...structuredClone(defaultPolicy), ...changes });
}

/** A process with every part of the course. */
export const whole = {
  kinds: [
    { key: 'bug', name: 'Bug', meaning: 'Something is wrong' },
    { key: 'unknown', name: 'Unknown', meaning: 'Not known yet', unsettled: true },
  ],
  default_kind: 'bug',
  fields: [{ key: 'affected', name: 'People affected', type: 'number' }],
  measures: [{ key: 'maintenance', name: 'Maintenance mode', undo: 'Switch it off' }],
  statuses: [
    { key: 'investigating', name: 'Investigating', phase: 'active' },
    { key: 'fixing', name: 'Fixing', phase: 'active', public_state: 'identified' },
    { key: 'watching', name: 'Watching', phase: 'mitigated' },
  ],
  stages: [
    { key: 'detection', name: 'Detection', enters_on: { phase: 'active' } },
    {
      key: 'containment',
      name: 'Containment',
      enters_on: { milestone: 'team_assembled' },
      window: { to_minutes: 60 },
    },
    { key: 'remediation', name: 'Remediation', enters_on: { status: 'watching' } },
    { key: 'recovery', name: 'Recovery', enters_on: { phase: 'resolved' } },
  ],
  public_states: [
    { key: 'looking', name: 'Investigating', meaning: 'We are looking into it' },
    { key: 'identified', name: 'Identified', meaning: 'We know what it is' },
  ],
  roles: [
    { key: 'lead', name: 'Lead', min: 1 },
    { key: 'scribe', name: 'Scribe', min: 1 },
    { key: 'helper', name: 'Helper', max: 5 },
  ],
  milestones: [
    {
      key: 'investigating',
      name: 'Investigating by',
      people: true,
      set_by: { role: 'helper' },
    },
    { key: 'postmortem_set', name: 'Postmortem arranged' },
    { key: 'trigger', name: 'Trigger', asks_text: true },
  ],
};
