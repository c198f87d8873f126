import type { Policy } from '../../policy/schema.ts';
import { running, type TimerRule } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import type { DrillsTimerKind } from './types.ts';

export function drillsTimers(_incident: Incident, _policy: Policy): Timer[] {
  return [];
}

export const drillsTimerRules: Record<DrillsTimerKind, TimerRule> = {
  inject_due: {
    phases: running,
    family: 'inject_due',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
  drill_over: {
    phases: running,
    family: 'drill_over',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
};
