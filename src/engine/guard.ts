import type { Effect, Guard, Incident } from '../incident/types.ts';

/**
 * What of an effect is worth sending, judged by the incident as it is now; where nothing is, why not.
 */
export function current(effect: Effect, incident: Incident): Effect | string {
  // Of what is told together late, each part is judged when it is told.
  if (effect.type !== 'announce' || effect.late) return effect;
  const { fact, guard, more = [], ...rest } = effect;
  const parts = [{ fact, ...(guard ? { guard } : {}) }, ...more];
  const [first, ...others] = parts.filter((part) => !isOutdated(part.guard, incident));
  if (!first) return outdated(guard, incident) ?? 'outdated';
  return { ...rest, ...first, ...(others.length > 0 ? { more: others } : {}) };
}

/** Whether this is not to be told any more. */
export function isOutdated(guard: Guard | undefined, incident: Incident): boolean {
  return outdated(guard, incident) !== null;
}

function outdated(guard: Guard | undefined, incident: Incident): string | null {
  if (!guard) return null;
  const { phases, nextDueAt, roleEmpty } = guard;
  if (phases && !phases.includes(incident.phase)) return 'phase_changed';
  const due = incident.state.updates.nextDueAt;
  if (nextDueAt && due?.getTime() !== nextDueAt.getTime()) return 'due_changed';
  if (roleEmpty && (incident.state.roles[roleEmpty] ?? []).length > 0) return 'role_taken';
  return null;
}
