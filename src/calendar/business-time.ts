import { DateTime } from 'luxon';
import { publicHolidays } from '../policy/countries.ts';
import type { Calendar } from '../policy/language/calendar.ts';

/** Counts with an organisation's working days and hours, in its own zone. */

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** No calendar that can be written has so many days off in a row. */
const longestRest = 400;

/** Whether people work on the day of this instant: a working day, no public holiday and no own day off. */
export function isWorkingDay(at: Date, calendar: Calendar): boolean {
  const day = DateTime.fromJSDate(at, { zone: calendar.zone });
  const name = weekdays[day.weekday - 1];
  return (
    name !== undefined &&
    calendar.working_days.includes(name) &&
    !calendar.days_off.includes(day.toFormat('yyyy-MM-dd')) &&
    !isHoliday(day, calendar)
  );
}

/**
 * Whether somebody is at work at this instant. The end of work is not working time any more. Work
 * that ends before it begins goes past midnight, and belongs to the day it began on.
 */
export function isWorkingTime(at: Date, calendar: Calendar): boolean {
  return shiftAt(at, calendar) !== null;
}

/** When the work that goes on at this instant ends; null where nobody is at work. */
function shiftAt(at: Date, calendar: Calendar): DateTime | null {
  const now = DateTime.fromJSDate(at, { zone: calendar.zone });
  for (const day of [now, now.minus({ days: 1 })]) {
    const from = atTime(day, calendar.from);
    const to = atTime(calendar.from < calendar.to ? day : day.plus({ days: 1 }), calendar.to);
    if (now >= from && now < to && isWorkingDay(day.toJSDate(), calendar)) return to;
  }
  return null;
}

/** That time of the wall clock, on the day of an instant. */
function atTime(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}

/** The first instant from `at` on at which somebody is at work; null where nobody ever is. */
export function nextWorkingTime(at: Date, calendar: Calendar): Date | null {
  if (isWorkingTime(at, calendar)) return at;
  const start = DateTime.fromJSDate(at, { zone: calendar.zone });
  for (let days = 0; days < longestRest; days += 1) {
    const next = atTime(start.plus({ days }), calendar.from).toJSDate();
    if (next >= at && isWorkingTime(next, calendar)) return next;
  }
  return null;
}

/**
 * So many working days after an instant, at the end of work of that day: three business days from a
 * Friday are over on Wednesday evening. The day of the instant does not count. Where nobody ever
 * works, days of the calendar are counted.
 */
export function businessDaysAfter(at: Date, count: number, calendar: Calendar): Date {
  let day = DateTime.fromJSDate(at, { zone: calendar.zone });
  let left = count;
  for (let tried = 0; left > 0 && tried < longestRest + count * 7; tried += 1) {
    day = day.plus({ days: 1 });
    if (isWorkingDay(day.toJSDate(), calendar)) left -= 1;
  }
  if (left > 0) day = DateTime.fromJSDate(at, { zone: calendar.zone }).plus({ days: count });
  return atTime(day, calendar.to).toJSDate();
}

/** So many minutes of working time after an instant; null where nobody ever works. */
export function workingMinutesAfter(at: Date, minutes: number, calendar: Calendar): Date | null {
  let left = minutes * 60_000;
  for (let now = nextWorkingTime(at, calendar); now; now = nextWorkingTime(now, calendar)) {
    const end = shiftAt(now, calendar)?.toMillis() ?? now.getTime();
    if (end - now.getTime() >= left) return new Date(now.getTime() + left);
    left -= end - now.getTime();
    now = new Date(end);
  }
  return null;
}

/** Days off by country and year, because working them out takes milliseconds. */
const known = new Map<string, ReadonlySet<string>>();

function isHoliday(day: DateTime, { holidays }: Calendar): boolean {
  if (holidays === undefined) return false;
  const id = `${holidays} ${day.year}`;
  const days = known.get(id) ?? daysOff(holidays, day.year);
  known.set(id, days);
  return days.has(day.toFormat('yyyy-MM-dd'));
}

/** The public holidays of a year as YYYY-MM-DD, each of their days. `DE-BY` is a country and its region. */
function daysOff(code: string, year: number): ReadonlySet<string> {
  const Holidays = publicHolidays();
  const [country = '', region] = code.split('-');
  const calendar = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const found = calendar.getHolidays(year).filter(({ type }) => type === 'public');
  return new Set(
    found.flatMap(({ date, start, end }) => {
      // Dates are counted in UTC here: a day must not have 23 hours because the clocks change.
      const first = DateTime.fromISO(date.slice(0, 10), { zone: 'UTC' });
      const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
      return Array.from({ length }, (_, days) => first.plus({ days }).toFormat('yyyy-MM-dd'));
    }),
  );
}
