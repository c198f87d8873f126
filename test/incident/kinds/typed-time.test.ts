import { expect, test } from 'vitest';
import { readTime } from '../../../src/incident/kinds/typed-time.ts';

const now = new Date('2026-03-02T12:00:00.000Z');

test.each([
  ['11:30', 'UTC', '2026-03-02T11:30:00.000Z'],
  ['9.05', 'UTC', '2026-03-02T09:05:00.000Z'],
  // 19:00 in Bangkok.
  ['18:30', 'Asia/Bangkok', '2026-03-02T11:30:00.000Z'],
  ['18:30 UTC', 'Asia/Bangkok', '2026-03-02T18:30:00.000Z'],
  ['2026-03-02 14:05', 'Asia/Bangkok', '2026-03-02T07:05:00.000Z'],
  ['2026-03-02T14:05:30+07:00', 'UTC', '2026-03-02T07:05:30.000Z'],
  ['2026-03-02 14:05 utc', 'Asia/Bangkok', '2026-03-02T14:05:00.000Z'],
  ['2026-03-02T07:05:00.000Z', 'Asia/Bangkok', '2026-03-02T07:05:00.000Z'],
  ['2026-07-01 09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
  ['2026-01-01 09:00', 'Europe/Berlin', '2026-01-01T08:00:00.000Z'],
  ['11:30', 'Nowhere/Land', '2026-03-02T11:30:00.000Z'],
])('%s in %s is %s', (typed, zone, instant) => {
  expect(readTime(typed, now, zone)?.toISOString()).toBe(instant);
});

test('shortly after midnight a late hour was yesterday', () => {
  const early = new Date('2026-03-02T00:10:00.000Z');
  expect(readTime('23:50', early, 'UTC')?.toISOString()).toBe('2026-03-01T23:50:00.000Z');
  expect(readTime('09:00', early, 'UTC')?.toISOString()).toBe('2026-03-02T09:00:00.000Z');
});

test.each(['', 'noon', '25:00', '2026-02-30 10:00', '2026-13-01 10:00', '2026-03-02'])(
  '%s is no time',
  (typed) => {
    expect(readTime(typed, now, 'UTC')).toBeNull();
  },
);
