import { statusName } from '../incident/lookup.ts';
import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';

/**
 * What the policy calls things. An unknown key is shown as it is, because a view that throws would
 * leave the person with nothing.
 */

export function severityName(policy: Policy, key: string | null): string {
  return policy.severities.find((each) => each.key === key)?.name ?? key ?? '';
}

/** The severity's emoji; a drill has its own. */
export function emojiOf(policy: Policy, incident: Pick<Incident, 'severity' | 'isDrill'>): string {
  if (incident.isDrill) return ':construction:';
  return severityEmoji(policy, incident.severity);
}

export function severityEmoji(policy: Policy, key: string | null): string {
  return policy.severities.find((each) => each.key === key)?.emoji ?? ':rotating_light:';
}

export function roleName(policy: Policy, key: string): string {
  return policy.roles.find((each) => each.key === key)?.name ?? key;
}

/** The name of a status key, as it was set. */
export function statusKeyName(policy: Policy, key: string): string {
  return policy.statuses.find((each) => each.key === key)?.name ?? key;
}

/** What people read as the incident's status now. */
export function statusNow(policy: Policy, incident: Incident): string {
  const known = policy.statuses.some((each) => each.key === incident.status);
  const phased = incident.phase === 'resolved' || incident.phase === 'closed';
  return known || phased ? statusName(incident, policy) : incident.status;
}
