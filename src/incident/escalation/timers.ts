import type { Policy } from '../../policy/schema.ts';
import { running, type TimerRule } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import type { EscalationTimerKind } from './types.ts';

export function escalationTimers(_incident: Incident, _policy: Policy): Timer[] {
  return [];
}

export const escalationTimerRules: Record<EscalationTimerKind, TimerRule> = {
  ladder_step: {
    phases: running,
    family: 'ladder_step',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
  page_unanswered: {
    phases: running,
    family: 'page_unanswered',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
};
