import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessDaysAfter } from '../../src/calendar/business-time.ts';
import { sourcesOf } from '../../src/incident/clocks/sources.ts';
import { newIncident } from '../../src/incident/declare.ts';
import { Calendar } from '../../src/policy/language/calendar.ts';
import { Policy } from '../../src/policy/schema.ts';
import { declaration, testPolicy } from '../support/engine.ts';

/**
 * Ten years and four countries against an oracle that is written otherwise: it knows neither luxon nor
 * the names of days, walks over noons of UTC days, asks the browser's own calendar what day it is where
 * people work, and takes holidays as spans of instants instead of dates.
 */

const [firstYear, lastYear] = [2021, 2030];
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const places = [
  ['TH', 'Asia/Bangkok'],
  ['JP', 'Asia/Tokyo'],
  ['DE', 'Europe/Berlin'],
  ['US', 'America/New_York'],
] as const;
const calendars = places.map(([holidays, zone]) => Calendar.parse({ holidays, zone }));

/** What the wall shows where people work: `2026-02-01`, `Sun`, `17:00`. */
function wall(zone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at: number) => {
    const part = Object.fromEntries(
      format.formatToParts(at).map((each) => [each.type, each.value]),
    );
    return {
      day: `${part['year']}-${part['month']}-${part['day']}`,
      weekday: part['weekday'] ?? '',
      time: `${part['hour']}:${part['minute']}`,
    };
  };
}

/** Every working day of these years as the instant in which work ends, the first one first. */
function endsOfWork({ zone, holidays = '' }: Calendar): { day: string; endAt: number }[] {
  const shown = wall(zone);
  const table = new Holidays(holidays);
  const off = new Set<string>();
  for (let year = firstYear - 1; year <= lastYear + 1; year += 1) {
    for (const { type, start, end } of table.getHolidays(year)) {
      if (type !== 'public') continue;
      // From noon to noon of what the wall shows: no change of clocks moves a noon to another day.
      for (let at = start.getTime() + 12 * hourMs; at < end.getTime(); at += dayMs) {
        off.add(shown(at).day);
      }
    }
  }
  const found = new Map<string, number>();
  const last = Date.UTC(lastYear + 1, 2, 1);
  for (let at = Date.UTC(firstYear, 0, 1); at < last; at += hourMs) {
    const { day, weekday, time } = shown(at);
    if (time !== '18:00') continue;
    if (weekday !== 'Sat' && weekday !== 'Sun' && !off.has(day)) found.set(day, at);
    // The next one is at least 23 hours away, even where the clocks go forward.
    at += 21 * hourMs;
  }
  return [...found].map(([day, endAt]) => ({ day, endAt }));
}

const years = fc.integer({
  min: Date.UTC(firstYear, 0, 2) / 1000,
  max: Date.UTC(lastYear, 11, 30) / 1000,
});

describe.each(calendars)('in $zone with the holidays of $holidays', (calendar) => {
  const ends = endsOfWork(calendar);
  const shown = wall(calendar.zone);
  /** The end of the n-th working day after the day of an instant. */
  const naive = (at: number, count: number) => {
    const today = shown(at).day;
    const next = ends.findIndex(({ day }) => day > today);
    return ends[next + count - 1]?.endAt;
  };

  test('so many working days after any instant of ten years are those of the oracle', () => {
    fc.assert(
      fc.property(years, fc.integer({ min: 1, max: 30 }), (second, count) => {
        const at = second * 1000;
        expect(businessDaysAfter(new Date(at), count, calendar).getTime()).toBe(naive(at, count));
      }),
      { numRuns: 400 },
    );
  });

  test('every day of the ten years is a working day for both, or for neither', () => {
    // Each working day is one working day after the one before it, so none is left out and none is made up.
    for (const [index, { endAt }] of ends.slice(0, -1).entries()) {
      const next = businessDaysAfter(new Date(endAt), 1, calendar).getTime();
      expect(next, ends[index]?.day).toBe(ends[index + 1]?.endAt);
    }
    expect(ends.length).toBeGreaterThan(2_300);
  });

  test('a postmortem is due 3 working days, 7 days or 3 days after its milestone, and warned of before', () => {
    const due = (at: Date, days: number, business_days: boolean) => {
      const policy = Policy.parse({
        ...testPolicy,
        calendar,
        postmortem: { within_days: days, business_days },
      });
      const incident = { ...newIncident(declaration(), policy, at), resolvedAt: at };
      const found = sourcesOf(incident, policy).find(({ key }) => key === 'postmortem');
      if (!found || !('until' in found.length)) throw new Error('no clock runs');
      const { until, warnAt } = found.length;
      expect(warnAt && at <= warnAt && warnAt <= until).toBe(true);
      return until.getTime();
    };
    fc.assert(
      fc.property(years, (second) => {
        const at = second * 1000;
        expect(due(new Date(at), 3, true)).toBe(naive(at, 3));
        expect(due(new Date(at), 7, false)).toBe(at + 7 * dayMs);
        expect(due(new Date(at), 3, false)).toBe(at + 3 * dayMs);
      }),
      { numRuns: 100 },
    );
  });
});
