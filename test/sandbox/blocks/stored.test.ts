import { describe, expect, test } from 'vitest';
import { giveBlockIds, storeBlocks } from '../../../sandbox/blocks/stored.ts';
import { Random } from '../../../sandbox/server/random.ts';

const button = (more: object = {}) => ({
  type: 'button',
  text: { type: 'plain_text', text: 'Take' },
  ...more,
});

describe('blocks are given ids', () => {
  test('of five characters, everywhere one is missing, and nowhere else', () => {
    const blocks = [
      { type: 'divider', block_id: 'mine' },
      { type: 'actions', elements: [button(), button({ action_id: 'take' })] },
      { type: 'section', text: { type: 'mrkdwn', text: 'x' }, accessory: button() },
      { type: 'input', label: { type: 'plain_text', text: 'x' }, element: { type: 'datepicker' } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'x' }] },
      { type: 'card', title: { type: 'mrkdwn', text: 'x' }, actions: [button()] },
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] },
    ];
    const id = expect.stringMatching(/^[A-Za-z0-9+/]{5}$/);
    expect(giveBlockIds(blocks)).toEqual([
      blocks[0],
      {
        type: 'actions',
        block_id: id,
        elements: [button({ action_id: id }), button({ action_id: 'take' })],
      },
      { ...blocks[2], block_id: id, accessory: button({ action_id: id }) },
      { ...blocks[3], block_id: id, element: { type: 'datepicker', action_id: id } },
      { ...blocks[4], block_id: id },
      { ...blocks[5], block_id: id, actions: [button({ action_id: id })] },
      { ...blocks[6], block_id: id },
    ]);
  });

  test('inside containers and carousels as well', () => {
    const id = expect.stringMatching(/^.{5}$/);
    const card = { type: 'card', actions: [button()] };
    expect(
      giveBlockIds([
        { type: 'container', child_blocks: [{ type: 'divider' }] },
        { type: 'carousel', elements: [card] },
      ]),
    ).toEqual([
      { type: 'container', block_id: id, child_blocks: [{ type: 'divider', block_id: id }] },
      {
        type: 'carousel',
        block_id: id,
        elements: [{ type: 'card', block_id: id, actions: [button({ action_id: id })] }],
      },
    ]);
  });

  test('the same ones for the same seed', () => {
    const ids = (seed: number) => {
      const random = new Random(seed);
      return giveBlockIds([{ type: 'divider' }, { type: 'divider' }], () => random.next());
    };
    expect(ids(7)).toEqual(ids(7));
    expect(ids(7)).not.toEqual(ids(8));
  });

  test('in a copy: what the app sent stays as it was', () => {
    const blocks = [{ type: 'actions', elements: [button()] }];
    giveBlockIds(blocks);
    expect(blocks).toEqual([{ type: 'actions', elements: [button()] }]);
  });
});

describe('blocks come back', () => {
  test('with the defaults of text objects and escaped words', () => {
    const [block] = storeBlocks([
      {
        type: 'section',
        block_id: 'a',
        text: { type: 'mrkdwn', text: 'R&D <https://a.example> https://b.example' },
        fields: [{ type: 'plain_text', text: 'a < b', emoji: false }],
        accessory: button({ action_id: 'b', value: 'a < b' }),
      },
    ]);
    expect(block).toEqual({
      type: 'section',
      block_id: 'a',
      text: {
        type: 'mrkdwn',
        text: 'R&amp;D <https://a.example> <https://b.example>',
        verbatim: false,
      },
      fields: [{ type: 'plain_text', text: 'a &lt; b', emoji: false }],
      accessory: {
        type: 'button',
        action_id: 'b',
        text: { type: 'plain_text', text: 'Take', emoji: true },
        value: 'a < b',
      },
    });
  });

  test('with verbatim text unlinked and rich text as it was', () => {
    const rich = {
      type: 'rich_text',
      block_id: 'b',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a < b' }] }],
    };
    const [section, kept] = storeBlocks([
      {
        type: 'section',
        block_id: 'a',
        text: { type: 'mrkdwn', text: 'https://a.example', verbatim: true },
      },
      rich,
    ]);
    expect(section).toMatchObject({ text: { text: 'https://a.example', verbatim: true } });
    expect(kept).toEqual(rich);
  });
});
