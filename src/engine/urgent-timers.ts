import type { TimerKind } from '../incident/types.ts';

/** Kinds by which somebody is called: where much is due at once, they are looked at first. */
const urgent: ReadonlySet<TimerKind> = new Set(['ladder_step', 'page_unanswered', 'clock_missed']);

export function isUrgent(kind: TimerKind): boolean {
  return urgent.has(kind);
}
