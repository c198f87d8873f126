import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Attendee, meetingSlots, outOfHours } from '../../src/calendar/meeting-slots.ts';
import { Calendar } from '../../src/policy/language/calendar.ts';

/** Of each hemisphere, with half hours, without summer time, and where it came to an end. */
const zones = [
  ...['Europe/Berlin', 'America/New_York', 'Asia/Bangkok', 'Asia/Kolkata', 'Asia/Tokyo'],
  ...['Australia/Sydney', 'America/Sao_Paulo', 'Pacific/Auckland', 'Pacific/Chatham', 'UTC'],
] as const;

const calendars = [
  Calendar.parse({ zone: 'Asia/Bangkok', holidays: 'TH' }),
  Calendar.parse({ zone: 'Europe/Berlin', holidays: 'DE', from: '08:30', to: '17:00' }),
  Calendar.parse({ zone: 'America/New_York', working_days: ['sun', 'mon', 'tue', 'wed', 'thu'] }),
  Calendar.parse({ zone: 'UTC', from: '22:00', to: '06:00' }),
];

const hourMs = 3_600_000;

const anyWanted = fc.record({
  calendar: fc.constantFrom(...calendars),
  // Ten years, with the changes of the clocks of all of them.
  fromAt: fc
    .integer({ min: Date.UTC(2021, 0, 1) / hourMs, max: Date.UTC(2031, 0, 1) / hourMs })
    .map((hour) => new Date(hour * hourMs + 17 * 60_000)),
  days: fc.integer({ min: 0, max: 12 }),
  minutes: fc.constantFrom(15, 60, 90, 120, 480),
  people: fc
    .array(fc.option(fc.constantFrom(...zones)), { maxLength: 6 })
    .map((all) => all.map((zone, index): Attendee => ({ userId: `U${index}`, zone }))),
});

/** What the wall shows, by the browser's own calendar: `2026-02-01`, `Sun`, minutes from midnight. */
function wall(at: Date, zone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  const {
    weekday = '',
    hour,
    minute,
  } = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { weekday: weekday.toLowerCase(), minutes: Number(hour) * 60 + Number(minute) };
}

/** Whether somebody is at work in a minute, as far as weekdays and hours go: written otherwise. */
function mayWork(at: Date, zone: string, calendar: Calendar): boolean {
  const { weekday, minutes } = wall(at, zone);
  const [from = 0, to = 0] = [calendar.from, calendar.to].map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return hour * 60 + minute;
  });
  const isHours = from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
  const dayMs = 24 * hourMs;
  const began =
    from > to && minutes < to ? wall(new Date(at.getTime() - dayMs), zone) : { weekday };
  return isHours && calendar.working_days.some((day) => day === began.weekday);
}

describe('times for a meeting', () => {
  test('lie in the window, in the hours of all who are not named as out of them, and apart', () => {
    fc.assert(
      fc.property(anyWanted, ({ calendar, fromAt, days, minutes, people }) => {
        const untilAt = new Date(fromAt.getTime() + days * 24 * hourMs);
        const slots = meetingSlots({ fromAt, untilAt, minutes, people, most: 5 }, calendar);
        expect(slots.length).toBeLessThanOrEqual(5);
        for (const [index, slot] of slots.entries()) {
          expect(slot.fromAt >= fromAt && slot.toAt <= untilAt).toBe(true);
          expect(slot.toAt.getTime() - slot.fromAt.getTime()).toBe(minutes * 60_000);
          expect(slot.fromAt.getTime() % (30 * 60_000)).toBe(0);
          const next = slots[index + 1];
          if (next) {
            expect(next.fromAt.getTime() - slot.fromAt.getTime()).toBeGreaterThanOrEqual(
              3 * hourMs,
            );
          }
          expect([...slot.out].sort()).toEqual(outOfHours(slot, people, calendar).sort());
          expect(slot.out.length).toBe(slots[0]?.out.length);
          const inside = people.filter(({ userId }) => !slot.out.includes(userId));
          if (people.length > 0) expect(inside.length).toBeGreaterThan(0);
          const last = new Date(slot.toAt.getTime() - 60_000);
          for (const { zone } of inside) {
            expect(mayWork(slot.fromAt, zone ?? calendar.zone, calendar)).toBe(true);
            expect(mayWork(last, zone ?? calendar.zone, calendar)).toBe(true);
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  test('no other half hour of the window suits more people', () => {
    fc.assert(
      fc.property(anyWanted, ({ calendar, fromAt, days, minutes, people }) => {
        const untilAt = new Date(fromAt.getTime() + days * 24 * hourMs);
        const [best] = meetingSlots({ fromAt, untilAt, minutes, people, most: 5 }, calendar);
        const stepMs = 30 * 60_000;
        const first = Math.ceil(fromAt.getTime() / stepMs) * stepMs;
        for (let at = first; at + minutes * 60_000 <= untilAt.getTime(); at += 7 * stepMs) {
          const slot = { fromAt: new Date(at), toAt: new Date(at + minutes * 60_000) };
          const out = outOfHours(slot, people, calendar);
          if (out.length < people.length) expect(best?.out.length).toBeLessThanOrEqual(out.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('keep to the wall when the clocks change, and to holidays', () => {
    const berlin = Calendar.parse({ zone: 'Europe/Berlin', holidays: 'DE' });
    const times = (fromAt: string, untilAt: string, people: Attendee[]) =>
      meetingSlots(
        {
          ...{ fromAt: new Date(fromAt), untilAt: new Date(untilAt), minutes: 540, people },
          most: 5,
        },
        berlin,
      ).map((slot) => slot.fromAt.toISOString().slice(0, 16));
    // A whole working day begins at nine: an hour earlier in UTC once it is summer.
    expect(times('2026-03-27T00:00Z', '2026-03-31T00:00Z', [])).toEqual([
      '2026-03-27T08:00',
      '2026-03-30T07:00',
    ]);
    // From Good Friday to Easter Monday nobody is at work, wherever they live.
    const abroad = [{ userId: 'U1', zone: 'Europe/Paris' }];
    expect(times('2026-04-03T00:00Z', '2026-04-08T00:00Z', abroad)).toEqual(['2026-04-07T07:00']);
  });

  test('where nobody shares an hour, most people count, and the others are named', () => {
    const utc = Calendar.parse({ zone: 'UTC' });
    const people = [
      { userId: 'UTOKYO', zone: 'Asia/Tokyo' },
      { userId: 'UOSAKA', zone: 'Asia/Tokyo' },
      { userId: 'UNEWYORK', zone: 'America/New_York' },
    ];
    const window = {
      fromAt: new Date('2026-03-02T00:00Z'),
      untilAt: new Date('2026-03-07T00:00Z'),
    };
    const slots = meetingSlots({ ...window, minutes: 60, people, most: 5 }, utc);
    // In Tokyo a meeting can begin at nine, which is seven in the evening in New York: nearest to work there.
    expect(slots.map(({ out }) => out)).toEqual(slots.map(() => ['UNEWYORK']));
    expect(slots.map(({ fromAt }) => fromAt.toISOString().slice(5, 16))).toEqual([
      // Not on Monday, when it is still Sunday there.
      '03-03T00:00',
      '03-04T00:00',
      '03-05T00:00',
      '03-06T00:00',
    ]);
    const weekend = {
      fromAt: new Date('2026-03-07T00:00Z'),
      untilAt: new Date('2026-03-08T12:00Z'),
    };
    expect(meetingSlots({ ...weekend, minutes: 60, people, most: 5 }, utc)).toEqual([]);
  });
});
