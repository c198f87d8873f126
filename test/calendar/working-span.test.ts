import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workingMinutesAfter } from '../../src/calendar/business-time.ts';
import { workingMsBetween, workOn } from '../../src/calendar/working-span.ts';
import { Calendar } from '../../src/policy/language/calendar.ts';

const bangkok = Calendar.parse({ zone: 'Asia/Bangkok', holidays: 'TH' });
const hours = (count: number) => count * 60 * 60_000;
const at = (iso: string) => new Date(iso);

test.each([
  ['within a morning', '2026-03-04T03:00:00Z', '2026-03-04T05:00:00Z', 2],
  ['from before work to after it', '2026-03-04T00:00:00Z', '2026-03-04T23:00:00Z', 9],
  ['over a weekend', '2026-03-06T10:00:00Z', '2026-03-09T03:00:00Z', 2],
  ['over Makha Bucha', '2026-03-02T10:00:00Z', '2026-03-04T03:00:00Z', 2],
  ['at night', '2026-03-04T15:00:00Z', '2026-03-04T20:00:00Z', 0],
  ['backwards', '2026-03-04T05:00:00Z', '2026-03-04T03:00:00Z', 0],
])('working time %s', (_title, from, to, expected) => {
  expect(workingMsBetween(at(from), at(to), bangkok)).toBe(hours(expected));
});

test('nobody ever works', () => {
  const never = Calendar.parse({ working_days: [] });
  expect(workingMsBetween(at('2026-03-02T00:00:00Z'), at('2026-03-30T00:00:00Z'), never)).toBe(0);
});

test('is the opposite of counting from an instant, in any zone and over both changes of the clock', () => {
  const zones = ['UTC', 'Asia/Bangkok', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-12-31') }),
      fc.integer({ min: 1, max: 3000 }),
      (zone, start, minutes) => {
        const calendar = Calendar.parse({ zone });
        const from = new Date(start);
        const to = workingMinutesAfter(from, minutes, calendar);
        if (!to) throw new Error('people work');
        expect(Math.abs(workingMsBetween(from, to, calendar) - minutes * 60_000)).toBeLessThan(2);
      },
    ),
    { numRuns: 40 },
  );
});

test('a day has its beginning and its end of work, and is over at midnight there', () => {
  expect(workOn('2026-03-04', bangkok)).toEqual({
    from: at('2026-03-04T02:00:00Z'),
    to: at('2026-03-04T11:00:00Z'),
    midnight: at('2026-03-04T17:00:00Z'),
  });
  const night = Calendar.parse({ zone: 'UTC', from: '22:00', to: '06:00' });
  expect(workOn('2026-03-04', night)).toMatchObject({ to: at('2026-03-05T00:00:00Z') });
});
