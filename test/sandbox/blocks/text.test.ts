import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Names } from '../../../sandbox/blocks/names.ts';
import {
  escapeCommandText,
  escapeText,
  plainOf,
  storeText,
  unescapeText,
} from '../../../sandbox/blocks/text.ts';

const names: Names = {
  users: new Map([
    ['U1', { name: 'ann', real_name: 'Ann Lee', profile: { display_name: 'annie' } }],
    ['U2', { name: 'bob.stone', real_name: 'Bob Stone', profile: { display_name: '' } }],
  ]),
  channels: new Map([
    ['C1', { name: 'general' }],
    ['D1', { name: '' }],
  ]),
  groups: new Map([['S1', { handle: 'oncall' }]]),
};

describe('text that an app posts comes back', () => {
  test.each([
    [
      'with its three special characters escaped',
      'a & b <c> d > e',
      'a &amp; b &lt;c&gt; d &gt; e',
    ],
    ['with entities as they were', '&amp; &lt; &gt; &quot;', '&amp; &lt; &gt; &amp;quot;'],
    ['with bare addresses as links', 'see https://a.example/x.', 'see <https://a.example/x>.'],
    [
      'with addresses cut where a sentence goes on',
      '(https://a.example/x_(y)), *https://b.example* "https://c.example"',
      '(<https://a.example/x_(y)>), *<https://b.example>* "<https://c.example>"',
    ],
    [
      'with addresses cut before an ampersand that ends them',
      'https://a.example&amp;',
      '<https://a.example>&amp;',
    ],
    ['with ampersands in links escaped', 'https://a.example?b&c', '<https://a.example?b&amp;c>'],
    [
      'with addresses between escaped brackets as links of their own',
      '&lt;https://a.example&gt;',
      '&lt;<https://a.example>&gt;',
    ],
    ['with e-mail addresses as links', 'ann@a.example', '<mailto:ann@a.example|ann@a.example>'],
    [
      'with links and their labels kept',
      '<https://a.example|a & b>',
      '<https://a.example|a &amp; b>',
    ],
    ['with mentions of people without their label', '<@U1|ann> <@W2>', '<@U1> <@W2>'],
    ['with mentions of channels named', '<#C1> <#C9|old>', '<#C1|general> <#C9|old>'],
    ['with broadcasts without their label', '<!here|here> <!channel>', '<!here> <!channel>'],
    [
      'with groups kept',
      '<!subteam^S1> <!subteam^S1|@oncall>',
      '<!subteam^S1> <!subteam^S1|@oncall>',
    ],
    [
      'with dates kept',
      '<!date^1392734382^{date} at {time}^https://a.example|Feb 18>',
      '<!date^1392734382^{date} at {time}^https://a.example|Feb 18>',
    ],
    ['with dates that have no fallback as words', '<!date^1^{time}>', '&lt;!date^1^{time}&gt;'],
    [
      'with unknown sequences as words',
      '<!boom> <b> <> <U1>',
      '&lt;!boom&gt; &lt;b&gt; &lt;&gt; &lt;U1&gt;',
    ],
    ['with names left alone', '@ann #general @here a.example', '@ann #general @here a.example'],
    ['with quotes escaped', '> a\n> b', '&gt; a\n&gt; b'],
  ])('%s', (_, posted, kept) => {
    expect(storeText(posted, { names })).toBe(kept);
  });

  test('with names as mentions when it asks for them', () => {
    const posted = '@ann, @bob.stone. #general @oncall @here @nobody x@ann a.example';
    const mentions =
      '<@U1>, <@U2>. <#C1|general> <!subteam^S1|@oncall> <!here> @nobody x@ann a.example';
    expect(storeText(posted, { names, linkNames: true })).toBe(mentions);
    expect(storeText(posted, { names, parse: 'full' })).toBe(mentions);
    expect(storeText('see example.com/x', { parse: 'full' })).toBe(
      'see <http://example.com/x|example.com/x>',
    );
  });

  test('without links when it asks for none', () => {
    expect(storeText('https://a.example & x', { parse: 'none' })).toBe('https://a.example &amp; x');
  });

  test('the same when it is posted again', () => {
    const pieces = fc.constantFrom(
      ...['<', '>', '&', '&amp;', '&lt;', '|', ' ', '\n', '*', '_', '(', ')', 'a', '😀', '.', '/'],
      ...[
        'https://a.example',
        'ann@a.example',
        '<@U1>',
        '<#C1>',
        '<!here>',
        '<https://b.example|b>',
      ],
      ...['<!date^1^{time}|now>', '@ann', '#general', '\u0000', '\ud800'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const once = storeText(parts.join(''), { names });
        expect(storeText(once, { names })).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  test('and shows whoever reads it the words that were escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        fc.pre(!/&(?:amp|lt|gt);/.test(words));
        expect(unescapeText(escapeText(words))).toBe(words);
      }),
    );
  });
});

describe('what a person types after a slash command reaches the app', () => {
  test('with people, channels, groups and addresses by their ids', () => {
    const typed = '  assign @ann in #general, page @oncall and @here: https://a.example?x&y  ';
    expect(escapeCommandText(typed, names)).toBe(
      'assign <@U1|ann> in <#C1|general>, page <!subteam^S1|@oncall> and <!here>: <https://a.example?x&amp;y>',
    );
  });

  test('with the handle, though the display name was typed', () => {
    expect(escapeCommandText('take ic @annie', names)).toBe('take ic <@U1|ann>');
  });

  test('as it was typed when the app does not ask for escaping, but for special characters', () => {
    expect(escapeCommandText('take @ann & <b>', names, false)).toBe('take @ann &amp; &lt;b&gt;');
  });

  test('with typed control sequences as mere words', () => {
    expect(escapeCommandText('<!channel> &amp;', names)).toBe('&lt;!channel&gt; &amp;amp;');
  });
});

describe('as plain words', () => {
  test.each([
    [
      'people, channels and groups have names',
      '<@U1> <@U2> <#C1> <!subteam^S1>',
      '@annie @Bob Stone #general @oncall',
    ],
    ['strangers keep their label or id', '<@U9> <@U9|zoe> <#C9|old>', '@U9 @zoe #old'],
    ['broadcasts have an at sign', '<!here> <!channel>', '@here @channel'],
    [
      'links show their label',
      '<https://a.example|the *board*> <https://b.example>',
      'the *board* https://b.example',
    ],
    ['mail shows its address', '<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['dates show their fallback', 'at <!date^1^{time}|12:01 UTC>', 'at 12:01 UTC'],
    [
      'formatting is gone',
      '*bold* _italic_ ~gone~ `code` ```\nfence\n```',
      'bold italic gone code \nfence\n',
    ],
    ['formatting around a mention is gone', '*<@U1>*', '@annie'],
    ['lone marks stay', '2 * 3 * 4 snake_case_name a_b', '2 * 3 * 4 snake_case_name a_b'],
    ['quotes lose their bracket', '&gt; quoted\nnot &gt; this', 'quoted\nnot > this'],
    ['nothing stays escaped', 'a &amp; b &lt;c&gt;', 'a & b <c>'],
  ])('%s', (_, mrkdwn, plain) => {
    expect(plainOf(mrkdwn, names)).toBe(plain);
  });
});
