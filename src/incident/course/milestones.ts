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
