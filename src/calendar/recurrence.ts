import { DateTime } from 'luxon';
import type { Calendar } from '../policy/language/calendar.ts';
import { type CronLine, dayOfMonth, inMonth, parseCron, timesOfDay } from './cron-line.ts';
import { instantOf, startOfWallDay, wallDay, wallTime, wallTimeOfDay } from './wall-time.ts';

/**
 * When something comes again: cron lines of five fields, or a number of months from a day, read in a
 * time zone. Computed from the wall clock and the zone alone: a time that the clocks skip comes at the
 * next instant there is, one that they show twice comes the first time, and each once.
 */

const dayMs = 86_400_000;
/** From one 29 February to the next there may be eight years. */
const searchedDays = 366 * 9;

/** What is wrong with a cron line, in words; null where nothing is. */
export function cronFault(line: string): string | null {
  const parsed = parseCron(line);
  if ('fault' in parsed) return parsed.fault;
  return nextOccurrence(line, new Date(0), 'UTC') ? null : 'never comes';
}

/**
 * The first instant after `after` at which a cron line comes, in the zone; null where it never does.
 * Where a day of the month and a day of the week are both given, either is enough, as in cron.
 */
export function nextOccurrence(line: string, after: Date, zone: string): Date | null {
  const parsed = parseCron(line);
  if ('fault' in parsed) return null;
  const times = timesOfDay(parsed);
  const from = after.getTime();
  const first = startOfWallDay(wallTime(from, zone));
  for (let day = first; day < first + searchedDays * dayMs; day += dayMs) {
    if (!comesOn(parsed, day)) continue;
    const found = firstAfter(day, times, from, zone);
    if (found !== null) return new Date(found);
  }
  return null;
}

/** Whether it comes on a day, given as its midnight on the wall clock. */
function comesOn(line: CronLine, day: number): boolean {
  const at = new Date(day);
  if (!inMonth(line, at)) return false;
  const onDate = dayOfMonth(line, at);
  const onWeekday = line.weekdays.has(at.getUTCDay());
  return line.isEither ? onDate || onWeekday : onDate && onWeekday;
}

/** Later on the wall is never earlier in time, so the first that is after can be searched by halves. */
function firstAfter(day: number, times: number[], after: number, zone: string): number | null {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instantOf(day + (times[middle] ?? 0), zone) > after) high = middle;
    else low = middle + 1;
  }
  const time = times[low];
  return time === undefined ? null : instantOf(day + time, zone);
}

/** How often something comes, as policies say it. */
export type Every = 'week' | 'month' | 'quarter' | 'half_year' | 'year';

const months: Readonly<Record<Exclude<Every, 'week'>, number>> = {
  month: 1,
  quarter: 3,
  half_year: 6,
  year: 12,
};

/** The cron line of what comes on the first day of each of these, at the beginning of work. */
export function lineOf(every: Every, calendar: Calendar): string {
  const [hour, minute] = calendar.from.split(':').map(Number);
  const at = `${minute} ${hour}`;
  switch (every) {
    case 'week':
      return `${at} * * ${firstWorkingDay(calendar)}`;
    case 'month':
      return `${at} 1 * *`;
    case 'quarter':
      return `${at} 1 1,4,7,10 *`;
    case 'half_year':
      return `${at} 1 1,7 *`;
    case 'year':
      return `${at} 1 1 *`;
  }
}

/** Each day when work begins. */
export function dailyLine({ from }: Pick<Calendar, 'from'>): string {
  const [hour, minute] = from.split(':').map(Number);
  return `${minute} ${hour} * * *`;
}

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The day on which a week of work begins: a working day after one that is none. */
function firstWorkingDay({ working_days: working }: Calendar): string {
  const first = week.find((day, index) => {
    const before = week[(index + 6) % 7] ?? day;
    return working.includes(day) && !working.includes(before);
  });
  return first ?? 'mon';
}

function lengthOf(every: Every, count = 1) {
  return every === 'week' ? { weeks: count } : { months: count * months[every] };
}

/** The first of the days that come every so often from a day (YYYY-MM-DD) on, that is after an instant. */
export function nextFromDay(
  { from, every, calendar }: { from: string; every: Every | null; calendar: Calendar },
  after: Date,
): Date | null {
  const start = DateTime.fromISO(from, { zone: 'UTC' });
  const at = (count: number) => {
    const day = every ? start.plus(lengthOf(every, count)) : start;
    const wall = wallDay(day.toFormat('yyyy-MM-dd')) + wallTimeOfDay(calendar.from);
    return new Date(instantOf(wall, calendar.zone));
  };
  if (every === null) return at(0) > after ? at(0) : null;
  const elapsed = DateTime.fromJSDate(after, { zone: 'UTC' }).diff(start, ['months', 'days']);
  const done = every === 'week' ? elapsed.as('weeks') : elapsed.months / months[every];
  // A step back, because days at work begin elsewhere on the clock than those counted here.
  let count = Math.max(0, Math.floor(done) - 1);
  while (at(count) <= after) count += 1;
  return at(count);
}

/** The day (YYYY-MM-DD) that is a day, a week, a month … after a day. */
export function dayAfter(day: string, every: Every | 'day'): string {
  const start = DateTime.fromISO(day, { zone: 'UTC' });
  return start.plus(every === 'day' ? { days: 1 } : lengthOf(every)).toFormat('yyyy-MM-dd');
}

/** The first instant of a day (YYYY-MM-DD), in the zone. */
export function dayBegins(day: string, zone: string): Date {
  return new Date(instantOf(wallDay(day), zone));
}

/** The first instant, in the zone, of the day of an instant. */
export function midnightOf(at: Date, zone: string): Date {
  return new Date(instantOf(startOfWallDay(wallTime(at.getTime(), zone)), zone));
}
