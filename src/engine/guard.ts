import type { Effect, Incident } from '../incident/types.ts';

/** Why an effect is not worth sending any more, judged by the incident as it is now; null if it is. */
export function outdated(effect: Effect, incident: Incident): string | null {
  if (effect.type !== 'announce' || !effect.guard) return null;
  const { phases, nextDueAt, roleEmpty } = effect.guard;
  if (phases && !phases.includes(incident.phase)) return 'phase_changed';
  const due = incident.state.updates.nextDueAt;
  if (nextDueAt && due?.getTime() !== nextDueAt.getTime()) return 'due_changed';
  if (roleEmpty && (incident.state.roles[roleEmpty] ?? []).length > 0) return 'role_taken';
  return null;
}
