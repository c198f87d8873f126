import { describe, expect, test } from 'vitest';
import {
  businessDaysAfter,
  isWorkingDay,
  isWorkingTime,
  nextWorkingTime,
} from '../../src/calendar/business-time.ts';
import { Calendar } from '../../src/policy/language/calendar.ts';

const bangkok = Calendar.parse({ zone: 'Asia/Bangkok', holidays: 'TH' });

function at(local: string, offset = '+07:00'): Date {
  return new Date(`${local}:00${offset}`);
}

describe('working time', () => {
  test.each([
    ['2026-11-23T08:59', false],
    ['2026-11-23T09:00', true],
    ['2026-11-23T17:59', true],
    ['2026-11-23T18:00', false],
    ['2026-11-29T12:00', false],
  ])('at %s in Bangkok: %s', (local, works) => {
    expect(isWorkingTime(at(local), bangkok)).toBe(works);
  });

  test('knows public holidays by their day there, not by the day in UTC', () => {
    // Constitution Day, Thursday 10 December, begins at 17:00 UTC of the day before.
    expect(isWorkingDay(new Date('2026-12-09T16:59:00Z'), bangkok)).toBe(true);
    expect(isWorkingDay(new Date('2026-12-09T17:00:00Z'), bangkok)).toBe(false);
    expect(isWorkingDay(new Date('2026-12-10T16:59:00Z'), bangkok)).toBe(false);
    expect(isWorkingDay(new Date('2026-12-10T17:00:00Z'), bangkok)).toBe(true);
  });

  test('knows every day of a feast of several days', () => {
    const days = ['13', '14', '15'].map((day) => isWorkingDay(at(`2026-04-${day}T12:00`), bangkok));
    expect(days).toEqual([false, false, false]);
  });

  test('of a night shift goes past midnight', () => {
    const night = Calendar.parse({ from: '22:00', to: '06:00' });
    expect(isWorkingTime(new Date('2026-11-23T23:00:00Z'), night)).toBe(true);
    expect(isWorkingTime(new Date('2026-11-24T05:00:00Z'), night)).toBe(true);
    expect(isWorkingTime(new Date('2026-11-24T12:00:00Z'), night)).toBe(false);
  });

  test('begins again after a weekend, also over a change of the clocks', () => {
    const berlin = Calendar.parse({ zone: 'Europe/Berlin' });
    // Friday evening in winter time; on Sunday the clocks go forward.
    const next = nextWorkingTime(new Date('2026-03-27T19:00:00Z'), berlin);
    expect(next?.toISOString()).toBe('2026-03-30T07:00:00.000Z');
  });

  test('is never, where no day is worked', () => {
    const none = Calendar.parse({ working_days: [] });
    expect(nextWorkingTime(new Date('2026-11-23T12:00:00Z'), none)).toBeNull();
  });
});

describe('business days', () => {
  test('three from a Friday end on Wednesday evening', () => {
    const end = businessDaysAfter(at('2026-11-20T15:00'), 3, bangkok);
    expect(end.toISOString()).toBe(at('2026-11-25T18:00').toISOString());
  });

  test('leave out public holidays and own days off', () => {
    const own = Calendar.parse({ zone: 'Asia/Bangkok', holidays: 'TH', days_off: ['2026-12-08'] });
    const end = businessDaysAfter(at('2026-12-04T03:00'), 3, own);
    expect(end.toISOString()).toBe(at('2026-12-11T18:00').toISOString());
  });

  test('are days, where no day is worked', () => {
    const none = Calendar.parse({ working_days: [] });
    const end = businessDaysAfter(new Date('2026-11-20T10:00:00Z'), 2, none);
    expect(end.toISOString()).toBe('2026-11-22T18:00:00.000Z');
  });
});
