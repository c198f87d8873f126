import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, codePoints, excerpt, isBlank, isReadable } from '../../src/incident/text.ts';

describe('typed text', () => {
  test.each([
    ['NUL and control characters go', 'a\u0000b\u0007c\u001b[31m', 'abc[31m'],
    ['tabs and line breaks stay', 'a\tb\nc', 'a\tb\nc'],
    ['every line break becomes one kind', 'a\r\nb\rc\u2028d\u2029e', 'a\nb\nc\nd\ne'],
    ['what turns text around goes', 'a\u202Eb\u2066c\u2069', 'abc'],
    ['marks of right-to-left writing stay', '\u05D0\u200F!', '\u05D0\u200F!'],
    ['zero-width spaces and byte order marks go', 'a\u200Bb\uFEFFc\u2060', 'abc'],
    ['joiners in emoji stay', '👩\u200D🚒', '👩\u200D🚒'],
    ['lone surrogates are replaced', 'a\uD800b\uDC00', 'a\uFFFDb\uFFFD'],
    ['pairs of surrogates stay', '🔥', '🔥'],
    ['letters are composed', 'e\u0301', 'é'],
    ['noncharacters go', 'a\uFFFEb\uFFFF', 'ab'],
    ['space around goes', '  a \n', 'a'],
    ['what nobody sees is nothing', ' \u200D\u3164\u2800\u00AD ', ''],
    ["Slack's markup is left to the views", '<!channel> &amp;', '<!channel> &amp;'],
  ])('%s', (_, typed, clean) => {
    expect(cleanText(typed, 100)).toEqual({ text: clean, cut: false });
  });

  test('is cut by code points, never through one, and says so', () => {
    expect(cleanText('🔥🔥🔥', 2)).toEqual({ text: '🔥🔥', cut: true });
    expect(cleanText('🔥🔥', 2)).toEqual({ text: '🔥🔥', cut: false });
    expect(cleanText('x'.repeat(100_000), 3000)).toEqual({ text: 'x'.repeat(3000), cut: true });
  });

  test('whatever it was, is then readable, well-formed, within the limit, and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(50), (typed, max) => {
        const { text } = cleanText(typed, max);
        expect(isReadable(text)).toBe(true);
        expect(codePoints(text)).toBeLessThanOrEqual(max);
        expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
        expect(cleanText(text, max)).toEqual({ text, cut: false });
      }),
    );
  });
});

test('text is blank when a reader would see nothing', () => {
  expect([' ', '', '\u200D', '\u3164'].map(isBlank)).toEqual([true, true, true, true]);
  expect(['.', '🔥', 'é'].map(isBlank)).toEqual([false, false, false]);
});

describe('an excerpt', () => {
  test('is the text itself when it fits, and ends with an ellipsis when not', () => {
    expect(excerpt('abcdef', 6)).toBe('abcdef');
    expect(excerpt('abcdefg', 6)).toBe('abc…');
    expect(excerpt('🔥🔥', 8)).toBe('🔥🔥');
    expect(excerpt('🔥🔥🔥', 8)).toBe('🔥…');
  });

  test('never takes more bytes of JSON than allowed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 3, max: 60 }), (text, max) => {
        const json = JSON.stringify(excerpt(text, max));
        expect(Buffer.byteLength(json) - 2).toBeLessThanOrEqual(max);
      }),
    );
  });
});
