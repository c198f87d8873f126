import type { Policy } from '../../policy/schema.ts';
import { running, type TimerRule } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import type { ClocksTimerKind } from './types.ts';

export function clocksTimers(_incident: Incident, _policy: Policy): Timer[] {
  return [];
}

export const clocksTimerRules: Record<ClocksTimerKind, TimerRule> = {
  clock_at_risk: {
    phases: running,
    family: 'clock_at_risk',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
  clock_missed: {
    phases: running,
    family: 'clock_missed',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
  clock_nag: {
    phases: running,
    family: 'clock_nag',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
};
