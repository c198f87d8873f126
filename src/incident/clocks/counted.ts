import {
  businessDaysAfter,
  workingMinutesAfter as minutesOfWorkAfter,
} from '../../calendar/business-time.ts';
import { workOn as hoursOfWorkOn } from '../../calendar/working-span.ts';
import type { Policy } from '../../policy/schema.ts';

/**
 * Working time, kept once it was counted: going through days and holidays takes milliseconds, and each
 * decision asks for the same instants again. Policies never change once they are read.
 */

const kept = new WeakMap<Policy, Map<string, unknown>>();
const most = 1000;

function counted<T>(policy: Policy, id: string, count: () => T): T {
  const known = kept.get(policy) ?? new Map<string, unknown>();
  kept.set(policy, known);
  if (known.has(id)) return known.get(id) as T;
  if (known.size >= most) known.clear();
  const found = count();
  known.set(id, found);
  return found;
}

/** So many minutes of working time after an instant; null where nobody ever works. */
export function workingMinutesAfter(from: Date, minutes: number, policy: Policy): Date | null {
  const count = () => minutesOfWorkAfter(from, minutes, policy.calendar);
  return counted(policy, `minutes ${from.getTime()} ${minutes}`, count);
}

/** The end of so many working days after an instant. */
export function workingDaysAfter(from: Date, days: number, policy: Policy): Date {
  const count = () => businessDaysAfter(from, days, policy.calendar);
  return counted(policy, `days ${from.getTime()} ${days}`, count);
}

/** When work begins and ends on a day. */
export function workOn(day: string, policy: Policy): ReturnType<typeof hoursOfWorkOn> {
  return counted(policy, `on ${day}`, () => hoursOfWorkOn(day, policy.calendar));
}
