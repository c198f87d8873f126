import type { Scene } from '../decision.ts';
import type { Happened } from '../timer-rule.ts';

/**
 * Begins to climb a path by itself, because something else leads to it: a clock that was missed, an
 * obligation that is late, a commander who is silent, a runbook that does not help. Climbs its first
 * level at once, where its `after_minutes` is 0 or absent; a ladder that runs already goes on as it is.
 */
export function beginLadder({ incident }: Scene, _path: string): Happened {
  return { after: incident, effects: [] };
}
