import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { shiftAt, shiftsBetween } from '../../src/calendar/shifts.ts';
import { type Layer, OnCall } from '../../src/policy/language/on-call.ts';

const zones = [
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/New_York',
  'Europe/London',
  'America/Sao_Paulo',
  'Pacific/Auckland',
  'Asia/Bangkok',
  'UTC',
] as const;

function schedule(layers: object[], rest: object = {}): OnCall {
  return OnCall.parse({ key: 'primary', name: 'Primary', layers, ...rest });
}

/** Local time in a zone, as an instant; only for times that there are once. */
function local(text: string, zone: string): Date {
  return DateTime.fromISO(text, { zone }).toJSDate();
}

function whoAt(given: OnCall, text: string, zone = 'UTC'): string {
  return shiftAt(given, local(text, zone), zone).people.join(' ');
}

const two = { key: 'week', people: ['@ann', '@bob'], from: '2026-01-05', at: '09:00' };

describe('turns', () => {
  test('change each week at their local time, in the schedule’s own zone where it has one', () => {
    const given = schedule([two], { zone: 'America/New_York' });
    expect(shiftAt(given, new Date('2026-01-12T13:59:59Z'), 'UTC').people).toEqual(['@ann']);
    expect(shiftAt(given, new Date('2026-01-12T14:00:00Z'), 'UTC')).toEqual({
      people: ['@bob'],
      fromAt: new Date('2026-01-12T14:00:00Z'),
      untilAt: new Date('2026-01-19T14:00:00Z'),
    });
  });

  test('nobody is on call before the first, or the people of the schedule are', () => {
    const from = new Date('2026-01-05T09:00:00Z');
    expect(shiftAt(schedule([two]), new Date('2026-01-01'), 'UTC')).toEqual({
      people: [],
      fromAt: null,
      untilAt: from,
    });
    const { people } = shiftAt(schedule([two], { people: ['@all'] }), new Date(0), 'UTC');
    expect(people).toEqual(['@all']);
  });

  test('of two days, of twelve hours, of five weeks', () => {
    const days = schedule([{ ...two, every: 'day', count: 2 }]);
    expect(whoAt(days, '2026-01-07T08:59')).toBe('@ann');
    expect(whoAt(days, '2026-01-07T09:00')).toBe('@bob');
    const hours = schedule([{ ...two, every: 'hours', count: 12 }]);
    expect(whoAt(hours, '2026-01-05T20:59')).toBe('@ann');
    expect(whoAt(hours, '2026-01-05T21:00')).toBe('@bob');
    const weeks = schedule([{ ...two, count: 5 }]);
    expect(whoAt(weeks, '2026-02-09T08:59')).toBe('@ann');
    expect(whoAt(weeks, '2026-02-09T09:00')).toBe('@bob');
  });

  test('of one person go on for good', () => {
    const alone = schedule([{ ...two, people: ['@ann', '@ann'] }]);
    expect(shiftAt(alone, new Date('2026-03-01'), 'UTC').untilAt).toBeNull();
    expect(shiftAt(schedule([], { people: ['@all'] }), new Date(), 'UTC')).toEqual({
      people: ['@all'],
      fromAt: null,
      untilAt: null,
    });
  });

  test('a night goes past midnight, and belongs to the day it began on', () => {
    const nights = schedule([
      { ...two, people: ['@day'] },
      { ...two, people: ['@night'], only: [{ days: ['fri'], from: '18:00', to: '08:00' }] },
    ]);
    expect(whoAt(nights, '2026-01-09T17:59')).toBe('@day');
    expect(whoAt(nights, '2026-01-09T18:00')).toBe('@night');
    expect(whoAt(nights, '2026-01-10T07:59')).toBe('@night');
    expect(whoAt(nights, '2026-01-10T08:00')).toBe('@day');
    expect(whoAt(nights, '2026-01-10T20:00')).toBe('@day');
  });

  test('days that touch are one turn, and `00:00` is the end of a day', () => {
    const weekend = schedule([
      { ...two, people: ['@eve'], only: [{ days: ['sat', 'sun'] }], from: '2026-01-01' },
    ]);
    expect(shiftAt(weekend, new Date('2026-01-10T12:00:00Z'), 'UTC')).toEqual({
      people: ['@eve'],
      fromAt: new Date('2026-01-10T00:00:00Z'),
      untilAt: new Date('2026-01-12T00:00:00Z'),
    });
    expect(shiftAt(weekend, new Date('2026-01-12T00:00:00Z'), 'UTC')).toMatchObject({
      people: [],
      untilAt: new Date('2026-01-17T00:00:00Z'),
    });
  });

  test('of layers the later counts, and what changes below it changes nothing', () => {
    const given = schedule([
      { ...two, every: 'hours', count: 1 },
      { ...two, key: 'top', people: ['@top'], only: [{ from: '09:00', to: '17:00' }] },
    ]);
    expect(shiftAt(given, new Date('2026-01-06T12:00:00Z'), 'UTC')).toEqual({
      people: ['@top'],
      fromAt: new Date('2026-01-06T09:00:00Z'),
      untilAt: new Date('2026-01-06T17:00:00Z'),
    });
  });

  test('a time that the clocks skip comes when they change, one shown twice the first time', () => {
    const early = { ...two, every: 'day', from: '2026-01-01' };
    const skipped = schedule([{ ...early, at: '02:30' }]);
    const spring = shiftAt(skipped, new Date('2026-03-08T12:00:00Z'), 'America/New_York');
    expect(spring.fromAt).toEqual(new Date('2026-03-08T07:00:00Z'));
    const twice = schedule([{ ...early, at: '01:30' }]);
    const autumn = shiftAt(twice, new Date('2026-11-01T12:00:00Z'), 'America/New_York');
    expect(autumn.fromAt).toEqual(new Date('2026-11-01T05:30:00Z'));
    const howe = schedule([{ ...early, at: '02:15' }]);
    const half = shiftAt(howe, new Date('2026-10-03T20:00:00Z'), 'Australia/Lord_Howe');
    expect(half.fromAt).toEqual(new Date('2026-10-03T15:30:00Z'));
  });
});

describe.each(zones)('over 730 days in %s', (zone) => {
  // São Paulo changed its clocks until 2019, at midnight.
  const begin = zone === 'America/Sao_Paulo' ? '2017-06-01' : '2026-01-01';
  const names = ['@a', '@b', '@c'];

  test.each(['00:00', '01:30', '02:15', '23:30'])(
    'every turn of a day begins once, at %s local time or when the clocks have skipped that',
    (at) => {
      const given = schedule([{ ...two, people: names, every: 'day', from: begin, at }]);
      const from = DateTime.fromISO(`${begin}T23:45`, { zone });
      const shifts = shiftsBetween(
        given,
        from.toJSDate(),
        from.plus({ days: 730 }).toJSDate(),
        zone,
      );
      expect(shifts).toHaveLength(731);
      const wrong = shifts.filter((shift, index) => {
        const date = DateTime.fromISO(begin, { zone: 'UTC' }).plus({ days: index }).toISODate();
        const begun = DateTime.fromJSDate(shift.fromAt ?? new Date(0), { zone });
        const isNext = begun.toISODate() === date && shift.people[0] === names[index % 3];
        return !isNext || !isFirstShown(begun, at);
      });
      expect(wrong).toEqual([]);
    },
  );

  test('turns follow each other without a hole, and a look at any instant agrees', () => {
    fc.assert(
      fc.property(layers, fc.integer({ min: 0, max: 730 * 24 * 60 }), (given, minutes) => {
        const oncall = schedule(given, { people: ['@all'] });
        const from = new Date(Date.parse(`${begin}T00:00:00Z`) + minutes * 60_000);
        const to = new Date(from.getTime() + 9 * 86_400_000);
        const shifts = shiftsBetween(oncall, from, to, zone);
        expect(shifts.at(0)).toEqual(shiftAt(oncall, from, zone));
        for (const [index, shift] of shifts.entries()) {
          const next = shifts[index + 1];
          const end = shift.untilAt ?? to;
          if (next) expect(next.fromAt).toEqual(shift.untilAt);
          else expect(end.getTime()).toBeGreaterThanOrEqual(to.getTime());
          if (next) expect(next.people).not.toEqual(shift.people);
          const middle = new Date(((shift.fromAt ?? from).getTime() + end.getTime()) / 2);
          expect(shiftAt(oncall, middle, zone)).toEqual(shift);
          expect(shiftAt(oncall, new Date(end.getTime() - 1), zone)).toEqual(shift);
          if (shift.fromAt) expect(shiftAt(oncall, shift.fromAt, zone)).toEqual(shift);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('who it is agrees with what the clock on the wall says, away from its changes', () => {
    fc.assert(
      fc.property(layers, fc.integer({ min: 0, max: 730 * 24 * 60 }), (given, minutes) => {
        const oncall = schedule(given, { people: ['@all'] });
        const at = DateTime.fromISO(begin, { zone }).plus({ minutes });
        fc.pre([-2, 2].every((days) => at.plus({ days }).offset === at.offset));
        expect(shiftAt(oncall, at.toJSDate(), zone).people).toEqual(byTheWall(oncall, at));
      }),
      { numRuns: 150 },
    );
  });
});

/** Whether a time of the day is shown here for the first time, or the clocks have just skipped it. */
function isFirstShown(at: DateTime, time: string): boolean {
  const day = (each: DateTime) => each.toFormat('yyyy-MM-dd HH:mm');
  if (at.toFormat('HH:mm') === time) {
    // Half an hour is the smallest change of these zones.
    return [30, 60].every((minutes) => day(at.minus({ minutes })) !== day(at));
  }
  return at.toFormat('HH:mm') > time && at.minus({ milliseconds: 1 }).offset !== at.offset;
}

const clock = fc.constantFrom('00:00', '02:15', '06:30', '09:00', '13:00', '18:00', '23:30');

const layers = fc.array(
  fc.record({
    key: fc.constant('layer'),
    people: fc.shuffledSubarray(['@a', '@b', '@c', '@d'], { minLength: 1 }),
    every: fc.constantFrom('hours', 'day', 'week'),
    count: fc.integer({ min: 1, max: 30 }),
    from: fc.constantFrom('2017-05-29', '2025-12-29', '2026-03-08', '2026-10-25', '2027-04-04'),
    at: clock,
    only: fc.array(
      fc.record({
        days: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], { minLength: 1 }),
        from: clock,
        to: clock,
      }),
      { maxLength: 2 },
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

/** The same, thought of in days and times as people do, which is right where no clock changes. */
function byTheWall(given: OnCall, at: DateTime): string[] {
  const holder = given.layers.toReversed().map((layer) => holderOf(layer, at));
  const found = holder.find((each) => each !== null);
  return found === undefined ? given.people : [found ?? ''];
}

function holderOf(layer: Layer, at: DateTime): string | null {
  const start = DateTime.fromISO(`${layer.from}T${layer.at}`, { zone: at.zone });
  if (at < start) return null;
  const time = at.toFormat('HH:mm');
  const today = at.toFormat('ccc').toLowerCase();
  const yesterday = at.minus({ days: 1 }).toFormat('ccc').toLowerCase();
  const counts = layer.only.some(({ days, from, to }) => {
    const on = (day: string) => days.some((each) => each === day);
    if (from < to) return on(today) && time >= from && time < to;
    return (on(today) && time >= from) || (on(yesterday) && time < to);
  });
  if (layer.only.length > 0 && !counts) return null;
  const minutes = at
    .plus({ minutes: at.offset })
    .diff(start.plus({ minutes: start.offset }))
    .as('minutes');
  const length = { hours: 60, day: 1440, week: 10_080 }[layer.every] * layer.count;
  return layer.people[Math.floor(minutes / length) % layer.people.length] ?? null;
}
