import { describe, expect, test } from 'vitest';
import {
  businessDaysAfter,
  isWorkingDay,
  isWorkingTime,
  nextWorkingTime,
  workingMinutesAfter,
} from '../../src/calendar/business-time.ts';
import { Calendar } from '../../src/policy/language/calendar.ts';

const bangkok = Calendar.parse({ zone: 'Asia/Bangkok', holidays: 'TH' });
const jakarta = Calendar.parse({ zone: 'Asia/Jakarta', holidays: 'ID' });
const tokyo = Calendar.parse({ zone: 'Asia/Tokyo', holidays: 'JP' });
const berlin = Calendar.parse({ zone: 'Europe/Berlin', from: '08:00', to: '16:00' });

const at = (iso: string) => new Date(iso);

describe('a working day', () => {
  // From the gazettes of 2026: fixed days, days counted by the moon, and days moved to a Monday.
  test.each([
    ['Songkran', bangkok, '2026-04-14T12:00+07:00', false],
    ['the day after Songkran', bangkok, '2026-04-16T12:00+07:00', true],
    ['Makha Bucha, on a full moon', bangkok, '2026-03-03T12:00+07:00', false],
    ['Constitution Day', bangkok, '2026-12-10T12:00+07:00', false],
    ['Independence Day of Indonesia', jakarta, '2026-08-17T12:00+07:00', false],
    ['Idul Fitri, by the moon', jakarta, '2026-03-20T12:00+07:00', false],
    ['an ordinary Tuesday in Jakarta', jakarta, '2026-08-18T12:00+07:00', true],
    ['Coming of Age Day, the second Monday of January', tokyo, '2026-01-12T12:00+09:00', false],
    ['the Monday before', tokyo, '2026-01-05T12:00+09:00', true],
    ['the autumnal equinox', tokyo, '2026-09-23T12:00+09:00', false],
    ["a citizens' holiday between two others", tokyo, '2026-09-22T12:00+09:00', false],
    ['a Saturday', bangkok, '2026-06-13T12:00+07:00', false],
  ])('%s', (_, calendar, instant, works) => {
    expect(isWorkingDay(at(instant), calendar)).toBe(works);
  });

  test('is that of the zone: late on Thursday in London is Friday in Tokyo', () => {
    const late = at('2026-06-11T20:00Z');
    expect(isWorkingDay(late, { ...tokyo, working_days: ['fri'] })).toBe(true);
    expect(isWorkingDay(late, { ...berlin, working_days: ['fri'] })).toBe(false);
  });

  test("may be one of the organisation's own days off", () => {
    const own = { ...bangkok, days_off: ['2026-06-12'] };
    expect(isWorkingDay(at('2026-06-12T10:00+07:00'), own)).toBe(false);
    expect(isWorkingDay(at('2026-06-12T10:00+07:00'), bangkok)).toBe(true);
  });

  test('is no holiday of one region that another has', () => {
    const corpusChristi = at('2026-06-04T12:00+02:00');
    expect(isWorkingDay(corpusChristi, { ...berlin, holidays: 'DE-BY' })).toBe(false);
    expect(isWorkingDay(corpusChristi, { ...berlin, holidays: 'DE-BE' })).toBe(true);
  });
});

describe('working time', () => {
  test('begins on the minute and is over on the minute', () => {
    expect(isWorkingTime(at('2026-06-11T08:59+07:00'), bangkok)).toBe(false);
    expect(isWorkingTime(at('2026-06-11T09:00+07:00'), bangkok)).toBe(true);
    expect(isWorkingTime(at('2026-06-11T17:59+07:00'), bangkok)).toBe(true);
    expect(isWorkingTime(at('2026-06-11T18:00+07:00'), bangkok)).toBe(false);
  });

  test('comes next after the weekend, or after a row of holidays', () => {
    expect(nextWorkingTime(at('2026-06-12T19:00+07:00'), bangkok)).toEqual(
      at('2026-06-15T09:00+07:00'),
    );
    expect(nextWorkingTime(at('2026-04-10T19:00+07:00'), bangkok)).toEqual(
      at('2026-04-16T09:00+07:00'),
    );
    expect(nextWorkingTime(at('2026-06-11T10:00+07:00'), bangkok)).toEqual(
      at('2026-06-11T10:00+07:00'),
    );
  });

  test('begins at the same hour on either side of the change of clocks', () => {
    // Clocks go forward on Sunday, 29 March 2026, and back on Sunday, 25 October 2026.
    expect(nextWorkingTime(at('2026-03-27T17:00+01:00'), berlin)).toEqual(
      at('2026-03-30T08:00+02:00'),
    );
    expect(nextWorkingTime(at('2026-10-23T17:00+02:00'), berlin)).toEqual(
      at('2026-10-26T08:00+01:00'),
    );
  });

  test('never comes where nobody works', () => {
    expect(nextWorkingTime(at('2026-06-11T10:00Z'), { ...berlin, working_days: [] })).toBeNull();
  });
});

describe('so many working days', () => {
  test('leave out weekends and holidays', () => {
    expect(businessDaysAfter(at('2026-06-12T10:00+07:00'), 3, bangkok)).toEqual(
      at('2026-06-17T18:00+07:00'),
    );
    expect(businessDaysAfter(at('2026-04-10T10:00+07:00'), 2, bangkok)).toEqual(
      at('2026-04-17T18:00+07:00'),
    );
  });

  test('end at the hour of the wall clock when the clocks have changed meanwhile', () => {
    expect(businessDaysAfter(at('2026-03-27T10:00+01:00'), 1, berlin)).toEqual(
      at('2026-03-30T16:00+02:00'),
    );
  });
});

describe('so many working minutes', () => {
  test('go on where work ended', () => {
    expect(workingMinutesAfter(at('2026-06-12T17:30+07:00'), 60, bangkok)).toEqual(
      at('2026-06-15T09:30+07:00'),
    );
    expect(workingMinutesAfter(at('2026-06-13T12:00+07:00'), 60, bangkok)).toEqual(
      at('2026-06-15T10:00+07:00'),
    );
    expect(workingMinutesAfter(at('2026-06-11T10:00+07:00'), 60, bangkok)).toEqual(
      at('2026-06-11T11:00+07:00'),
    );
  });

  test('may last for days, over a change of clocks', () => {
    expect(workingMinutesAfter(at('2026-03-27T15:00+01:00'), 9 * 60, berlin)).toEqual(
      at('2026-03-30T16:00+02:00'),
    );
  });

  test('are as many in a shift that goes past midnight', () => {
    const night = { ...bangkok, from: '22:00', to: '06:00' };
    expect(isWorkingTime(at('2026-06-11T23:00+07:00'), night)).toBe(true);
    expect(workingMinutesAfter(at('2026-06-11T23:30+07:00'), 60, night)).toEqual(
      at('2026-06-12T00:30+07:00'),
    );
  });

  test('are never over where nobody works', () => {
    expect(
      workingMinutesAfter(at('2026-06-11T10:00Z'), 1, { ...berlin, working_days: [] }),
    ).toBeNull();
  });
});
