import type { Effect, Guard, Incident } from '../incident/types.ts';

/**
 * What of an effect is worth sending, judged by the incident as it is now; where nothing is, why not.
 */
export function current(effect: Effect, incident: Incident): Effect | string {
  if (effect.type !== 'announce') return effect;
  const { fact, guard, more = [], ...rest } = effect;
  const parts = [{ fact, ...(guard ? { guard } : {}) }, ...more];
  const [first, ...others] = parts.filter((part) => outdated(part.guard, incident) === null);
  if (!first) return outdated(guard, incident) ?? 'outdated';
  return { ...rest, ...first, ...(others.length > 0 ? { more: others } : {}) };
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
