import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  cronFault,
  type Every,
  lineOf,
  nextFromDay,
  nextOccurrence,
} from '../../src/calendar/recurrence.ts';
import { Calendar } from '../../src/policy/language/calendar.ts';

const zones = [
  'UTC',
  'Asia/Bangkok',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'Pacific/Apia',
];

/** All occurrences in [from, to). */
function all(line: string, zone: string, from: string, to: string): string[] {
  const found: string[] = [];
  let at = nextOccurrence(line, new Date(Date.parse(from) - 1), zone);
  while (at && at.getTime() < Date.parse(to)) {
    found.push(at.toISOString());
    at = nextOccurrence(line, at, zone);
  }
  return found;
}

describe('a time of the day', () => {
  it('comes exactly once on each of 730 local days, in 8 zones, at 3 times: A15', () => {
    let occurrences = 0;
    for (const zone of zones) {
      for (const time of ['30 2', '0 0', '15 23'] as const) {
        const start = DateTime.fromISO('2025-01-01', { zone });
        const days = new Map<string, number>();
        let at = new Date(start.toMillis() - 1);
        const end = start.plus({ days: 730 }).toMillis();
        for (;;) {
          const next = nextOccurrence(`${time} * * *`, at, zone);
          if (!next || next.getTime() >= end) break;
          expect(next > at).toBe(true);
          const day = DateTime.fromJSDate(next, { zone }).toFormat('yyyy-MM-dd');
          days.set(day, (days.get(day) ?? 0) + 1);
          at = next;
          occurrences += 1;
        }
        expect(days.size, `${zone} ${time}`).toBe(730);
        expect([...days.values()].every((count) => count === 1)).toBe(true);
      }
    }
    expect(occurrences).toBe(730 * zones.length * 3);
  });

  it('that the clocks skip comes when they change; that they show twice, the first time', () => {
    const newYork = 'America/New_York';
    expect(all('30 2 * * *', newYork, '2026-03-08T00:00:00Z', '2026-03-09T12:00:00Z')).toEqual([
      '2026-03-08T07:00:00.000Z',
      '2026-03-09T06:30:00.000Z',
    ]);
    expect(all('30 1 * * *', newYork, '2026-11-01T00:00:00Z', '2026-11-02T12:00:00Z')).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ]);
  });

  it('never comes earlier than asked for, whatever is asked', () => {
    for (let minute = 0; minute < 24 * 60; minute += 7) {
      const after = new Date(Date.parse('2026-11-01T00:00:00Z') + minute * 60_000);
      const next = nextOccurrence('*/20 * * * *', after, 'America/New_York');
      expect(next && next > after).toBe(true);
    }
  });
});

describe('a cron line', () => {
  const utc = (line: string, after: string) =>
    nextOccurrence(line, new Date(after), 'UTC')?.toISOString() ?? null;

  it.each([
    ['0 9 1 * *', '2026-06-01T09:00:00Z', '2026-07-01T09:00:00.000Z'],
    ['0 9 1 1,4,7,10 *', '2026-06-01T09:00:00Z', '2026-07-01T09:00:00.000Z'],
    ['0 9 L * *', '2026-02-01T00:00:00Z', '2026-02-28T09:00:00.000Z'],
    ['0 9 L 2 *', '2028-01-01T00:00:00Z', '2028-02-29T09:00:00.000Z'],
    ['0 9 15,L * *', '2026-04-15T09:00:00Z', '2026-04-30T09:00:00.000Z'],
    ['0 9 * * mon', '2026-06-01T09:00:00Z', '2026-06-08T09:00:00.000Z'],
    ['0 9 * * 7', '2026-06-01T09:00:00Z', '2026-06-07T09:00:00.000Z'],
    ['0 9 * * 1-5', '2026-06-05T09:00:00Z', '2026-06-08T09:00:00.000Z'],
    // Both given: either is enough. 2026-06-13 is a Saturday, the 12th a Friday.
    ['0 9 13 * fri', '2026-06-12T09:00:00Z', '2026-06-13T09:00:00.000Z'],
    ['0 9 13 * fri', '2026-06-13T09:00:00Z', '2026-06-19T09:00:00.000Z'],
    ['5/20 8 * * *', '2026-06-01T08:05:00Z', '2026-06-01T08:25:00.000Z'],
    ['0 9 29 feb *', '2097-01-01T00:00:00Z', '2104-02-29T09:00:00.000Z'],
    ['0 9 31 feb *', '2026-01-01T00:00:00Z', null],
  ])('%s after %s comes at %s', (line, after, at) => {
    expect(utc(line, after)).toBe(at);
  });

  it.each([
    ['', 'has 0 fields; a cron line has five'],
    ['0 9 1 *', 'has 4 fields; a cron line has five'],
    ['60 9 1 * *', 'says 60 for the minute, which goes from 0 to 59'],
    ['0 9 0 * *', 'says 0 for the day of the month, which goes from 1 to 31'],
    ['0 9 1 foo *', 'says foo for the month, which goes from 1 to 12'],
    ['0 9 1 * su', 'says su for the day of the week, which goes from 0 to 7'],
    ['0 17-9 * * *', 'has a range that ends before it begins: 17-9'],
    ['*/0 9 * * *', 'has a step of 0 in its minute'],
    ['0 9, * * *', 'does not say what an empty part of its hour means'],
    ['0 9 1W * *', 'says 1W for the day of the month, which goes from 1 to 31'],
    ['0 9 31 feb *', 'never comes'],
    ['0 9 l jan-mar 1,3', null],
  ])('"%s": %s', (line, fault) => {
    expect(cronFault(line)).toBe(fault);
  });
});

describe('so often', () => {
  const calendar = Calendar.parse({ zone: 'Asia/Bangkok', from: '08:30' });

  it.each([
    ['week', '2026-06-08T01:30:00.000Z'],
    ['month', '2026-07-01T01:30:00.000Z'],
    ['quarter', '2026-07-01T01:30:00.000Z'],
    ['half_year', '2026-07-01T01:30:00.000Z'],
    ['year', '2027-01-01T01:30:00.000Z'],
  ] satisfies [Every, string][])('every %s means its first day, when work begins', (every, at) => {
    const after = new Date('2026-06-02T00:00:00Z');
    const line = lineOf(every, calendar);
    expect(nextOccurrence(line, after, calendar.zone)?.toISOString()).toBe(at);
  });

  it('a week begins on the first day of work', () => {
    const days = (working_days: Calendar['working_days']) =>
      lineOf('week', { ...calendar, working_days }).split(' ')[4];
    expect(days(['sun', 'mon', 'tue', 'wed', 'thu'])).toBe('sun');
    expect(days(['tue', 'wed'])).toBe('tue');
    expect(days([])).toBe('mon');
  });

  it('counted from a day, goes on from it, and a month has an end', () => {
    const from = { from: '2026-01-31', every: 'month' as const, calendar };
    const found: (string | undefined)[] = [];
    let at = new Date('2026-01-01T00:00:00Z');
    for (let count = 0; count < 4; count += 1) {
      at = nextFromDay(from, at) ?? at;
      found.push(at.toISOString().slice(0, 10));
    }
    expect(found).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
    const once = { ...from, every: null };
    expect(nextFromDay(once, new Date('2026-01-01T00:00:00Z'))?.toISOString()).toBe(
      '2026-01-31T01:30:00.000Z',
    );
    expect(nextFromDay(once, at)).toBeNull();
  });
});
