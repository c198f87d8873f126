import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CalendarEvent, icalendar, methodOf } from '../../src/calendar/icalendar.ts';

const event: CalendarEvent = {
  ...{ uid: 'muster-T1-7@muster', sequence: 3, stampAt: new Date('2026-03-02T08:00:00.123Z') },
  fromAt: new Date('2026-03-05T09:30:00Z'),
  toAt: new Date('2026-03-05T11:00:00Z'),
  ...{ isCancelled: false, summary: 'Postmortem of #7', description: '', location: '' },
  ...{ organizer: null, attendee: null },
};

test('any text comes back, in lines of at most 75 octets, no letter torn', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 }).map((each) => each.normalize());
  fc.assert(
    fc.property(text, text, (summary, location) => {
      const file = icalendar({ ...event, summary, location });
      expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
      for (const line of file.split('\r\n')) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(line).not.toContain('\uFFFD');
      }
      const lines = file.replaceAll('\r\n ', '').split('\r\n');
      const value = (name: string) =>
        lines
          .find((line) => line.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .replace(/\\(n|.)/g, (_, what: string) => (what === 'n' ? '\n' : what));
      const said = (typed: string) => typed.replace(/\r\n|\r/g, '\n');
      expect(value('SUMMARY')).toBe(said(summary));
      expect(value('LOCATION') ?? '').toBe(said(location));
      // Nothing typed makes a line of its own.
      expect(lines.filter((line) => line.startsWith('BEGIN:'))).toHaveLength(2);
    }),
    { numRuns: 300 },
  );
});

test('without somebody to answer it is shown, not an invitation', () => {
  const organizer = { name: 'Muster', address: 'muster@example.com' };
  const attendee = { name: 'Ada', address: 'ada@example.com' };
  expect(methodOf(event)).toBe('PUBLISH');
  expect(methodOf({ ...event, organizer, attendee })).toBe('REQUEST');
  expect(methodOf({ ...event, organizer, attendee, isCancelled: true })).toBe('CANCEL');
  expect(icalendar(event)).toContain(
    'SEQUENCE:3\r\nDTSTAMP:20260302T080000Z\r\nDTSTART:20260305T093000Z\r\nDTEND:20260305T110000Z',
  );
});
