import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cut,
  join,
  linkTo,
  literal,
  Mrkdwn,
  mention,
  mentions,
  oneLine,
  plain,
  prose,
  toPlain,
  utc,
  when,
} from '../../src/views/mrkdwn.ts';
import { processorMs } from '../support/processor-time.ts';

const noon = new Date('2026-03-02T12:00:00.000Z');

/** Text as people might type it, with all that Slack or we treat as special in it. */
const typed = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '<',
        '>',
        '&',
        '&amp;',
        '<!here>',
        '<@U0AA>',
        'https://a.example/x?y=1&z',
        ' ',
        '\n',
        '😀',
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

/** Everything whole: brackets in pairs, entities complete, no half of a surrogate pair. */
function isWhole(text: string): boolean {
  const bare = text.replace(/<[^<>]*>/g, '').replace(/&(amp|lt|gt);/g, '');
  return !/[<>&]/.test(bare) && !/\p{Surrogate}/u.test(text);
}

describe('typed text', () => {
  it('comes out as it went in when Slack undoes the entities', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const shown = toPlain(literal(text));
        expect(toPlain(literal(shown))).toBe(shown);
      }),
    );
  });

  it('makes no brackets of its own, and prose only around web addresses', () => {
    fc.assert(
      fc.property(typed, (text) => {
        expect(literal(text).text).not.toMatch(/[<>]/);
        expect(oneLine(text).text).not.toMatch(/[<>\n]/);
        expect(prose(text).text.replace(/<https?:\/\/[^\s<>|]+>/g, '')).not.toMatch(/[<>]/);
      }),
    );
  });
});

describe('an address', () => {
  it('that was cut is no link, because it leads elsewhere', () => {
    expect(prose('see https://status.examp…').text).toBe('see https://status.examp…');
    expect(prose('see https://status.example/x.').text).toBe('see <https://status.example/x>.');
  });

  it('with a long row of signs, and a title with long blanks, are read at once', () => {
    const ms = processorMs(() => {
      const dots = '.'.repeat(19_000);
      expect(prose(`https://a.example${dots}x`).text).toContain('<https://a.example.');
      expect(oneLine(`a${' '.repeat(19_000)}b\n \n c`).text).toMatch(/b c$/);
    });
    // Patterns that look again from each sign took a second.
    expect(ms).toBeLessThan(500);
  });
});

describe('a cut', () => {
  it('keeps within its length and leaves every mention, date, link and entity whole', () => {
    fc.assert(
      fc.property(typed, fc.integer({ min: 12, max: 200 }), (text, max) => {
        const whole = join([prose(text), mention('U0ADA'), when(noon), prose(text)], ' ');
        const short = cut(whole, max);
        expect(short.text.length).toBeLessThanOrEqual(max);
        expect(isWhole(short.text)).toBe(true);
        if (whole.text.length <= max) expect(short.text).toBe(whole.text);
        else expect(short.text.endsWith('…')).toBe(true);
      }),
    );
  });

  it('points to the whole, where that is said', () => {
    const pointer = new Mrkdwn('… more: `/incident timeline #1`');
    const short = cut(literal('x'.repeat(100)), 60, pointer);
    expect(short.text).toHaveLength(60);
    expect(short.text.endsWith(pointer.text)).toBe(true);
  });

  it('of plain text leaves no half character', () => {
    for (let max = 2; max < 12; max += 1) {
      const short = plain('😀'.repeat(10), max);
      expect(short.length).toBeLessThanOrEqual(max);
      expect(short).not.toMatch(/\p{Surrogate}/u);
    }
    expect(plain('one\n two', 20)).toBe('one two');
  });
});

describe('what code makes', () => {
  it('mentions only what is an id', () => {
    expect(mentions(['U0ADA', 'W0BEN']).text).toBe('<@U0ADA>, <@W0BEN>');
    expect(mention('U0ADA> <!here').text).toBe('`unknown`');
  });

  it('links only to the web, and never to another place than it says', () => {
    const words = new Mrkdwn('message');
    expect(linkTo('https://a.example/x', words).text).toBe('<https://a.example/x|message>');
    expect(linkTo('javascript:alert(1)', words).text).toBe('message');
    expect(linkTo('https://a.example/|x> <!here>', words).text).toBe('message');
  });

  it('says instants in each reader’s own zone, with UTC to fall back on', () => {
    expect(when(noon).text).toBe(
      '<!date^1772452800^{date_short_pretty} {time}|2026-03-02 12:00 UTC>',
    );
    expect(utc(noon)).toBe('2026-03-02 12:00 UTC');
  });

  it('reads aloud with names and dates in words', () => {
    const said = join([mention('U0ADA'), when(noon), new Mrkdwn('*SEV1*')], ' ');
    const nameOf = (id: string) => (id === 'U0ADA' ? 'ada' : null);
    expect(toPlain(said, nameOf)).toBe('@ada 2026-03-02 12:00 UTC SEV1');
    expect(toPlain(said)).toContain('@U0ADA');
  });
});
