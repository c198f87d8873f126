import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { OnCall } from '../../../src/policy/language/on-call.ts';
import { readFutureTime } from '../../../src/slack/on-call/future-time.ts';
import { readOverride } from '../../../src/slack/on-call/override-text.ts';

const zone = 'Europe/Berlin';
/** A Thursday. */
const now = DateTime.fromISO('2026-03-26T17:00', { zone }).toJSDate();

function shown(at: Date | null): string | null {
  return at && DateTime.fromJSDate(at, { zone }).toFormat('ccc dd.MM. HH:mm');
}

describe('a time that is ahead', () => {
  it.each([
    ['18:00', 'Thu 26.03. 18:00'],
    ['at 18.30', 'Thu 26.03. 18:30'],
    ['6pm', 'Thu 26.03. 18:00'],
    ['9:00', 'Fri 27.03. 09:00'],
    ['12am', 'Fri 27.03. 00:00'],
    ['2h', 'Thu 26.03. 19:00'],
    ['in 90 minutes', 'Thu 26.03. 18:30'],
    // The clocks change in between.
    ['3 days', 'Sun 29.03. 17:00'],
    ['1w', 'Thu 02.04. 17:00'],
    ['today 20:00', 'Thu 26.03. 20:00'],
    ['tomorrow', 'Fri 27.03. 09:00'],
    ['tomorrow 9:00', 'Fri 27.03. 09:00'],
    ['tomorrow at 6 pm', 'Fri 27.03. 18:00'],
    ['fri 18:00', 'Fri 27.03. 18:00'],
    ['Sunday', 'Sun 29.03. 09:00'],
    // The clocks skip it.
    ['sun 02:30', 'Sun 29.03. 03:00'],
    ['thu 16:00', 'Thu 02.04. 16:00'],
    ['next monday at 9:00', 'Mon 30.03. 09:00'],
    ['2026-12-01', 'Tue 01.12. 09:00'],
    ['2026-12-01 07:30', 'Tue 01.12. 07:30'],
    ['2026-12-01T06:30Z', 'Tue 01.12. 07:30'],
    ['18', null],
    ['25:00', null],
    ['soon', null],
    ['13pm', null],
    ['2026-02-31', null],
    ['', null],
  ])('%j is %s', (typed, expected) => {
    expect(shown(readFutureTime(typed, now, zone))).toBe(expected);
  });
});

describe('an override as it is typed', () => {
  const schedules = [
    OnCall.parse({ key: 'primary', name: 'Primary' }),
    OnCall.parse({ key: 'db', name: 'Data bases' }),
  ];
  const read = (text: string) => {
    const { fromAt, untilAt, ...rest } = readOverride(text, { by: 'UME', schedules, now, zone });
    return { ...rest, from: shown(fromAt), until: shown(untilAt) };
  };
  const nothing = { userId: null, schedule: null, unreadable: null, from: null, until: null };

  it.each([
    ['', {}],
    ['<@U1ANN|ann>', { userId: 'U1ANN' }],
    ['<@U1ANN> until 18:00', { userId: 'U1ANN', until: 'Thu 26.03. 18:00' }],
    [
      '<@U1ANN> primary until 2h',
      { userId: 'U1ANN', schedule: 'primary', until: 'Thu 26.03. 19:00' },
    ],
    [
      '<@U1ANN> on data-bases for 2h',
      { userId: 'U1ANN', schedule: 'db', until: 'Thu 26.03. 19:00' },
    ],
    [
      'primary <@U1ANN> till fri 18:00',
      { userId: 'U1ANN', schedule: 'primary', until: 'Fri 27.03. 18:00' },
    ],
    [
      'me from sat 9:00 until mon 9:00',
      { userId: 'UME', from: 'Sat 28.03. 09:00', until: 'Mon 30.03. 09:00' },
    ],
    [
      'myself db until 18:00 from tomorrow 8:00',
      { userId: 'UME', schedule: 'db', from: 'Fri 27.03. 08:00', until: 'Fri 27.03. 18:00' },
    ],
    [
      '<@U1ANN> from tomorrow 22:00 for 2h',
      { userId: 'U1ANN', from: 'Fri 27.03. 22:00', until: 'Sat 28.03. 00:00' },
    ],
    [
      '<@U1ANN> from now until 18:00',
      { userId: 'U1ANN', from: 'Thu 26.03. 17:00', until: 'Thu 26.03. 18:00' },
    ],
    ['<@U1ANN> until the cows come home', { userId: 'U1ANN', unreadable: 'the cows come home' }],
    [
      '<@U1ANN> tertiary until 18:00',
      { userId: 'U1ANN', schedule: 'tertiary', until: 'Thu 26.03. 18:00' },
    ],
    ['until 18:00', { until: 'Thu 26.03. 18:00' }],
  ])('%j', (typed, expected) => {
    expect(read(typed)).toEqual({ ...nothing, ...expected });
  });
});
