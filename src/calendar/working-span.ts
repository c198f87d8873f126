import { DateTime } from 'luxon';
import type { Calendar } from '../policy/language/calendar.ts';
import { nextWorkingTime, workingMinutesAfter } from './business-time.ts';

/** How much working time there is, and when work begins and ends on a day. */

/**
 * Milliseconds of working time between two instants; 0 where nobody ever works. The opposite of
 * `workingMinutesAfter`: the most that can be counted from the first without going past the second.
 */
export function workingMsBetween(from: Date, to: Date, calendar: Calendar): number {
  const start = nextWorkingTime(from, calendar);
  if (!start || start >= to) return 0;
  const fits = (ms: number) => {
    const end = workingMinutesAfter(start, ms / 60_000, calendar);
    return end !== null && end <= to;
  };
  let least = 0;
  let most = to.getTime() - start.getTime();
  if (fits(most)) return most;
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle;
  }
  return least;
}

/** When work begins and ends on a day (YYYY-MM-DD) of the calendar's zone, and when that day is over. */
export function workOn(day: string, calendar: Calendar): { from: Date; to: Date; midnight: Date } {
  const start = DateTime.fromISO(day, { zone: calendar.zone }).startOf('day');
  const at = (time: string) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return start.set({ hour, minute }).toJSDate();
  };
  const midnight = start.plus({ days: 1 }).toJSDate();
  const from = at(calendar.from);
  // Work that goes past midnight ends with the day here.
  return { from, to: calendar.from < calendar.to ? at(calendar.to) : midnight, midnight };
}
