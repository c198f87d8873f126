import type { Policy } from '../../policy/schema.ts';
import { running, type TimerRule } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import type { PresenceTimerKind } from './types.ts';

export function presenceTimers(_incident: Incident, _policy: Policy): Timer[] {
  return [];
}

export const presenceTimerRules: Record<PresenceTimerKind, TimerRule> = {
  commander_asked: {
    phases: running,
    family: 'commander_asked',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
  deputy_asked: {
    phases: running,
    family: 'deputy_asked',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
  silence_went_up: {
    phases: running,
    family: 'silence_went_up',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
  handover_lapsed: {
    phases: running,
    family: 'handover_lapsed',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
  relief_offered: {
    phases: running,
    family: 'relief_offered',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
  gone_quiet: {
    phases: running,
    family: 'gone_quiet',
    late: 'each',
    happen: ({ incident }) => ({ after: incident, effects: [] }),
  },
};
