import type { Calendar } from '../policy/language/calendar.ts';
import { isWorkingDay } from './business-time.ts';
import { instantOf, startOfWallDay, wallTime, wallTimeOfDay } from './wall-time.ts';

/**
 * When people can meet. Each works the calendar's days and hours, by the clock on the wall where they
 * are; public holidays and own days off are the organisation's.
 */

export interface Attendee {
  userId: string;
  /** IANA name; null: that of the calendar. */
  zone: string | null;
}

export interface MeetingSlot {
  fromAt: Date;
  toAt: Date;
  /** Whose working hours it is not in, or not all of it. */
  out: string[];
}

export interface Wanted {
  /** It begins then or later. */
  fromAt: Date;
  /** It is over by then. */
  untilAt: Date;
  minutes: number;
  people: readonly Attendee[];
  /** How many times are proposed at most. */
  most: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Meetings begin at the full and at the half hour, by UTC's clock; by most others, too. */
const stepMs = 30 * minuteMs;
/** More days are not looked at: nobody plans a postmortem so far ahead. */
const longestMs = 31 * dayMs;
/** Nobody minds half an hour more before or after work. */
const niceMs = 30 * minuteMs;
/** Two times of one day are at least so far apart, from beginning to beginning. */
const apartMs = 3 * 60 * minuteMs;

interface Span {
  from: number;
  to: number;
}

interface Candidate {
  from: number;
  out: string[];
  /** How long before or after their work it is for the one who has it worst. */
  awayMs: number;
  /** Whether it begins at a full hour where the calendar is. */
  isFull: boolean;
  /** The day on the calendar's wall. */
  day: number;
}

/**
 * The best times between two instants, earliest first: those that lie within the working hours of
 * most people, and nearest to those of the others, spread over days. Empty where the meeting fits into
 * nobody's hours.
 */
export function meetingSlots(wanted: Wanted, calendar: Calendar): MeetingSlot[] {
  const { minutes, most } = wanted;
  const all = candidates(wanted, calendar);
  const fewest = Math.min(...all.map(({ out }) => out.length));
  const suited = all.filter(({ out }) => out.length === fewest);
  const nearest = Math.min(...suited.map(({ awayMs }) => awayMs));
  const best = suited.filter(({ awayMs }) => awayMs <= nearest + niceMs);
  return spread(best, most).map(({ from, out }) => ({
    fromAt: new Date(from),
    toAt: new Date(from + minutes * minuteMs),
    out,
  }));
}

/** Whose working hours these are not, or not all of them, of the people given. */
export function outOfHours(
  { fromAt, toAt }: Pick<MeetingSlot, 'fromAt' | 'toAt'>,
  people: readonly Attendee[],
  calendar: Calendar,
): string[] {
  const span = { from: fromAt.getTime(), to: toAt.getTime() };
  const hours = { calendar, isWorked: workedDays(calendar) };
  return people
    .filter(({ zone }) => !isWithin(span, workSpans(zone ?? calendar.zone, span, hours)))
    .map(({ userId }) => userId);
}

function candidates({ fromAt, untilAt, minutes, people }: Wanted, calendar: Calendar): Candidate[] {
  const from = fromAt.getTime();
  const until = Math.min(untilAt.getTime(), from + longestMs);
  const lengthMs = minutes * minuteMs;
  // Where nobody is known, the organisation itself is who must be at work.
  const zones = new Map<string, string[]>(people.length === 0 ? [[calendar.zone, []]] : []);
  for (const { userId, zone } of people) {
    const name = zone ?? calendar.zone;
    zones.set(name, [...(zones.get(name) ?? []), userId]);
  }
  const isWorked = workedDays(calendar);
  const work = [...zones].map(([zone, userIds]) => ({
    userIds,
    spans: workSpans(zone, { from, to: until }, { calendar, isWorked }),
  }));
  const found: Candidate[] = [];
  for (let at = Math.ceil(from / stepMs) * stepMs; at + lengthMs <= until; at += stepMs) {
    const span = { from: at, to: at + lengthMs };
    const away = work.filter(({ spans }) => !isWithin(span, spans));
    if (away.length === work.length) continue;
    const wall = wallTime(at, calendar.zone);
    found.push({
      from: at,
      out: away.flatMap(({ userIds }) => userIds),
      awayMs: Math.max(0, ...away.map(({ spans }) => awayFrom(span, spans))),
      isFull: wall % (60 * minuteMs) === 0,
      day: startOfWallDay(wall),
    });
  }
  return found;
}

function isWithin({ from, to }: Span, spans: readonly Span[]): boolean {
  const last = spans[lastBefore(from, spans)];
  return last !== undefined && to <= last.to;
}

/** The place of the last span that has begun by then; -1 where none has. Spans are in their order. */
function lastBefore(at: number, spans: readonly Span[]): number {
  let [low, high] = [-1, spans.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((spans[middle]?.from ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How much of a time lies before or after the work that is nearest. */
function awayFrom({ from, to }: Span, spans: readonly Span[]): number {
  const at = lastBefore(from, spans);
  // Those farther away are worse.
  const near = spans.slice(Math.max(0, at), at + 2);
  const outside = near.map((work) => Math.max(0, work.from - from) + Math.max(0, to - work.to));
  return Math.min(longestMs, ...outside);
}

/** Whether people work on a day, which is the same wherever they are; each day is worked out once. */
function workedDays(calendar: Calendar): (day: number) => boolean {
  const known = new Map<number, boolean>();
  const utc = { ...calendar, zone: 'UTC' };
  return (day) => {
    const found = known.get(day) ?? isWorkingDay(new Date(day), utc);
    known.set(day, found);
    return found;
  };
}

interface Hours {
  calendar: Calendar;
  /** By midnight of the day on the wall. */
  isWorked: (day: number) => boolean;
}

/** When people of a zone work, from the day before an instant to the day after another, in their order. */
function workSpans(zone: string, { from, to }: Span, { calendar, isWorked }: Hours): Span[] {
  const begins = wallTimeOfDay(calendar.from);
  const ends = wallTimeOfDay(calendar.to) + (calendar.from < calendar.to ? 0 : dayMs);
  const spans: Span[] = [];
  const last = startOfWallDay(wallTime(to, zone)) + dayMs;
  for (let day = startOfWallDay(wallTime(from, zone)) - dayMs; day <= last; day += dayMs) {
    if (!isWorked(day)) continue;
    spans.push({ from: instantOf(day + begins, zone), to: instantOf(day + ends, zone) });
  }
  return spans;
}

/** One of each day first, at a full hour where there is one, at different times of the day; then more of the same days, apart from one another. */
function spread(best: Candidate[], most: number): Candidate[] {
  const chosen: Candidate[] = [];
  const isFree = (each: Candidate) =>
    chosen.every(({ from }) => Math.abs(from - each.from) >= apartMs);
  const days = [...new Set(best.map(({ day }) => day))];
  for (let found = true; found && chosen.length < most; ) {
    found = false;
    for (const day of days) {
      const open = best.filter((each) => each.day === day && isFree(each));
      const full = open.filter(({ isFull }) => isFull);
      const choice = full.length > 0 ? full : open;
      // Once early, once later: whoever has something every morning finds a time, too.
      const next = choice[(chosen.length % 2) * Math.floor(choice.length / 2)];
      if (!next || chosen.length >= most) continue;
      chosen.push(next);
      found = true;
    }
  }
  return chosen.sort((a, b) => a.from - b.from);
}
