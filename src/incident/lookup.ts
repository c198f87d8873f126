import type { Status } from '../policy/language/course.ts';
import type { Role } from '../policy/language/roles.ts';
import type { Kind, Severity } from '../policy/language/severities.ts';
import type { Policy } from '../policy/schema.ts';
import type { Holder, Incident, IncidentState, Phase, UserId } from './types.ts';

/** Questions that rules, views and listeners ask of an incident and its policy. */

/** Phases in which the incident is being worked on; updates are promised only here. */
export const openPhases = ['triage', 'active', 'mitigated'] as const satisfies readonly Phase[];

const endedPhases: readonly Phase[] = ['closed', 'declined', 'cancelled', 'merged'];

export function isOpen(phase: Phase): boolean {
  return (openPhases as readonly Phase[]).includes(phase);
}

/** Whether it is over for good; a resolved incident is neither open nor ended. */
export function isEnded(phase: Phase): boolean {
  return endedPhases.includes(phase);
}

/** Whether nothing is to be done about it any more; what was closed may have work left. */
export function isDropped(phase: Phase): boolean {
  return isEnded(phase) && phase !== 'closed';
}

/**
 * The severity of that key; null where the process has no severities. Throws if the policy has none
 * of that key, which is a bug: incidents keep their policy.
 */
export function severityOf(policy: Policy, key: string | null): Severity | null {
  return key === null ? null : found(policy.severities, key, 'severity');
}

/** The status of that key. Throws if the policy has none. */
export function statusOf(policy: Policy, key: string): Status {
  return found(policy.statuses, key, 'status');
}

function found<T extends { key: string }>(list: T[], key: string, what: string): T {
  const item = list.find((each) => each.key === key);
  if (!item) throw new Error(`the policy has no ${what} ${key}`);
  return item;
}

/** What people read as its status: the policy's word for the phase once it is resolved or over. */
export function statusName(incident: Pick<Incident, 'status' | 'phase'>, policy: Policy): string {
  switch (incident.phase) {
    case 'resolved':
    case 'reviewing':
      return policy.ended.resolved;
    case 'closed':
      return policy.ended.closed;
    case 'declined':
    case 'cancelled':
    case 'merged':
      return policy.ended[incident.phase];
    default:
      return statusOf(policy, incident.status).name;
  }
}

/** Key of the role that commands: the policy's first. */
export function commanderRole(policy: Policy): string {
  return policy.roles[0]?.key ?? '';
}

export function holdersOf(incident: Pick<Incident, 'state'>, role: string): Holder[] {
  const { roles } = incident.state;
  return Object.hasOwn(roles, role) ? (roles[role] ?? []) : [];
}

/** Who was asked to take the role over, and by whom. */
export function offerOf(
  incident: Incident,
  role: string,
): IncidentState['offers'][string] | undefined {
  const { offers } = incident.state;
  return Object.hasOwn(offers, role) ? offers[role] : undefined;
}

/** Who commands now; null when nobody does. */
export function commanderOf(incident: Incident, policy: Policy): UserId | null {
  return holdersOf(incident, commanderRole(policy))[0]?.userId ?? null;
}

/** The severity a typed word means: its key, its name or an alias, in any case. */
export function findSeverity(policy: Policy, word: string): Severity | undefined {
  return findByWord(policy.severities, word);
}

/** The status a typed word means: its key, its name or an alias, in any case. */
export function findStatus(policy: Policy, word: string): Status | undefined {
  return findByWord(policy.statuses, word);
}

/** The kind a typed word means: its key, its name or an alias, in any case. */
export function findKind(policy: Policy, word: string): Kind | undefined {
  return findByWord(policy.kinds, word);
}

/** The role a typed word means: its key, its name, an alias, or the only one that begins so. */
export function findRole(policy: Policy, word: string): Role | undefined {
  const exact = findByWord(policy.roles, word);
  if (exact) return exact;
  const start = folded(word);
  const candidates = policy.roles.filter((role) => start && folded(role.name).startsWith(start));
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The one of these that a typed word means: by its key, its name or an alias, in any case. */
export function findByWord<T extends { key: string; name: string; aliases?: string[] }>(
  list: T[],
  word: string,
): T | undefined {
  const wanted = folded(word);
  return list.find((each) =>
    [each.key, each.name, ...(each.aliases ?? [])].some((known) => folded(known) === wanted),
  );
}

/** One spelling for words people type in many: case, spaces, dashes and underscores do not count. */
export function folded(word: string): string {
  return word.toLowerCase().replace(/[\s_-]+/g, '');
}
