import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { typedMessage } from '../../../sandbox/blocks/composer.ts';
import type { Names } from '../../../sandbox/blocks/names.ts';
import { plainOf } from '../../../sandbox/blocks/text.ts';
import { validateBlocks } from '../../../sandbox/blocks/validate.ts';

const names: Names = {
  users: new Map([['U1', { name: 'ann' }]]),
  channels: new Map([['C1', { name: 'general' }]]),
  groups: new Map([['S1', { handle: 'oncall' }]]),
};
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const text = (words: string, style?: object) =>
  style === undefined ? { type: 'text', text: words } : { type: 'text', text: words, style };

describe('what a person types becomes', () => {
  test('escaped text with mentions, and the same as rich text', () => {
    const typed = typedMessage('@ann <!channel> see #general & https://a.example @oncall', names);
    expect(typed.text).toBe(
      '<@U1> &lt;!channel&gt; see <#C1|general> &amp; <https://a.example> <!subteam^S1|@oncall>',
    );
    expect(typed.blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          section(
            { type: 'user', user_id: 'U1' },
            text(' <!channel> see '),
            { type: 'channel', channel_id: 'C1' },
            text(' & '),
            { type: 'link', url: 'https://a.example' },
            text(' '),
            { type: 'usergroup', usergroup_id: 'S1' },
          ),
        ],
      },
    ]);
  });

  test('styled pieces, emoji and broadcasts', () => {
    expect(typedMessage('*bold _both_* ~no~ `c & d` :wave: @here', names).blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          section(
            text('bold ', { bold: true }),
            text('both', { bold: true, italic: true }),
            text(' '),
            text('no', { strike: true }),
            text(' '),
            text('c & d', { code: true }),
            text(' '),
            { type: 'emoji', name: 'wave' },
            text(' '),
            { type: 'broadcast', range: 'here' },
          ),
        ],
      },
    ]);
  });

  test('lists, quotes and fences', () => {
    const typed = 'first\n- one\n- two\n1. three\n> said\n> so\n```\na < b\n```\nlast';
    const list = { type: 'rich_text_list', indent: 0, border: 0 };
    expect(typedMessage(typed, names).blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          section(text('first')),
          { ...list, style: 'bullet', elements: [section(text('one')), section(text('two'))] },
          { ...list, style: 'ordered', elements: [section(text('three'))] },
          { type: 'rich_text_quote', elements: [text('said\nso')] },
          { type: 'rich_text_preformatted', border: 0, elements: [text('a < b')] },
          section(text('last')),
        ],
      },
    ]);
  });

  test('something that Slack itself takes, whatever is typed', () => {
    const pieces = fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '```',
      '\n',
      '> ',
      '- ',
      '1. ',
      ' ',
      'a',
      ':a:',
      '@ann',
      'https://a.example',
      '<',
      '&',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const { blocks } = typedMessage(parts.join(''), names);
        expect(validateBlocks(blocks, 'message')).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('words that read the same, when nothing in them is formatting', () => {
    expect(plainOf(typedMessage('R&D <b> 1 > 0', names).text)).toBe('R&D <b> 1 > 0');
  });
});
