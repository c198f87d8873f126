import type { Policy } from '../../policy/schema.ts';
import type { TimerRule } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import type { BookingTimerKind } from './types.ts';

export function bookingTimers(_incident: Incident, _policy: Policy): Timer[] {
  return [];
}

export const bookingTimerRules: Record<BookingTimerKind, TimerRule> = {};
