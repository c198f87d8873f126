import type { Policy } from '../../policy/schema.ts';
import type { TimerRule } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import type { MeetingTimerKind } from './types.ts';

export function meetingTimers(_incident: Incident, _policy: Policy): Timer[] {
  return [];
}

export const meetingTimerRules: Record<MeetingTimerKind, TimerRule> = {};
