import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import type { Reached } from './types.ts';

/**
 * When a milestone was reached; null while it was not. Declared, resolved and closed are the
 * incident's own instants unless somebody corrected them.
 */
export function milestoneAt(incident: Draft, key: string): Date | null {
  return keptMilestone(incident, key)?.at ?? ownInstant(incident, key);
}

/** What is kept of a milestone besides the incident's own instants; null: nothing. */
export function keptMilestone({ state }: Draft, key: string): Reached | null {
  return Object.hasOwn(state.milestones, key) ? (state.milestones[key] ?? null) : null;
}

function ownInstant(incident: Draft, key: string): Date | null {
  if (key === 'declared') return incident.declaredAt;
  if (key === 'resolved') return incident.resolvedAt;
  return key === 'closed' && incident.phase === 'closed' ? incident.closedAt : null;
}

/**
 * Milestones that every process has, in the order in which they mostly come; a policy may name them
 * anew and add its own.
 */
export const builtInMilestones = [
  'started',
  'detected',
  'acknowledged',
  'declared',
  'confirmed',
  'team_assembled',
  'cause_found',
  'first_aid_begun',
  'first_aid_finished',
  'mitigated',
  'resolved',
  'closed',
  'call_started',
  'call_ended',
  'postmortem_booked',
  'postmortem_held',
] as const;

/** Keys of all milestones that an incident of this policy can have. */
export function milestoneKeys({ milestones }: Policy): string[] {
  return [...new Set([...builtInMilestones, ...milestones.map(({ key }) => key)])];
}

/** Those that were reached: by the policy's order where it gives one, the others among them by time. */
export function reachedMilestones(incident: Draft, policy: Policy): { key: string; at: Date }[] {
  const place = (key: string) => policy.milestones.find((each) => each.key === key)?.order;
  const reached = milestoneKeys(policy).flatMap((key) => {
    const at = milestoneAt(incident, key);
    return at ? [{ key, at, order: place(key) ?? null }] : [];
  });
  const byTime = [...reached].sort((a, b) => a.at.getTime() - b.at.getTime());
  const all = byTime
    .filter(({ order }) => order !== null)
    .sort((a, b) => Number(a.order) - Number(b.order));
  for (const each of byTime.filter(({ order }) => order === null)) {
    const later = all.findIndex(({ at }) => at > each.at);
    all.splice(later === -1 ? all.length : later, 0, each);
  }
  return all.map(({ key, at }) => ({ key, at }));
}
