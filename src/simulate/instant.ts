import { DateTime } from 'luxon';
import type { Policy } from '../policy/schema.ts';
import type { Scenario, SimulatedEvent } from './types.ts';

/** When something happens, three ways. `null`: the policy says no instant. */
export function instantOf(
  at: Date | null,
  scenario: Pick<Scenario, 'at'>,
  policy: Policy,
): Pick<SimulatedEvent, 'at' | 'offset_minutes' | 'local'> {
  if (!at) return { at: null, offset_minutes: null, local: null };
  return {
    at: at.toISOString(),
    offset_minutes: Math.round((at.getTime() - scenario.at.getTime()) / 60_000),
    local: localTime(at, policy),
  };
}

/** `2026-11-29 02:00` in the calendar's zone. */
export function localTime(at: Date, policy: Policy): string {
  return DateTime.fromJSDate(at, { zone: policy.calendar.zone }).toFormat('yyyy-MM-dd HH:mm');
}
