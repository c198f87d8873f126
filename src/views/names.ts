import { isOpen, statusName } from '../incident/lookup.ts';
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

export function kindName(policy: Policy, key: string | null): string {
  return policy.kinds.find((each) => each.key === key)?.name ?? key ?? '';
}

export function moduleName(policy: Policy, key: string): string {
  return policy.modules.find((each) => each.key === key)?.name ?? key;
}

export function moduleNames(policy: Policy, keys: readonly string[]): string {
  return keys.map((key) => moduleName(policy, key)).join(', ');
}

/**
 * How bad it is, what sort it is (unless `kind` is false) and how far, in one line; what the process
 * has not is left out, so that one without severities never shows any.
 */
export function gradeLine(policy: Policy, incident: Incident, { kind = true } = {}): string {
  const parts = [
    severityName(policy, incident.severity),
    kind ? kindName(policy, incident.state.kind) : '',
    statusNow(policy, incident),
  ];
  return parts.filter((part) => part !== '').join(' · ');
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
  return known || !isOpen(incident.phase) ? statusName(incident, policy) : incident.status;
}
