import limits from '../data/limits.json' with { type: 'json' };
import { boolean, choice, list, string, upTo } from './composition.ts';
import type { ObjectShape, Shape } from './shape.ts';

const style: ObjectShape = {
  is: 'object',
  keys: {
    'bold?': boolean,
    'code?': boolean,
    'italic?': boolean,
    'strike?': boolean,
    'underline?': boolean,
    'highlight?': boolean,
    'client_highlight?': boolean,
    'unlink?': boolean,
  },
};

const hexColour: Shape = {
  is: 'string',
  format: {
    name: 'color',
    test: (words) => /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(words),
  },
};

const some = upTo(Number.POSITIVE_INFINITY, 1);
const piece = (keys: Record<string, Shape>): ObjectShape => ({
  is: 'object',
  keys: { type: string, 'style?': style, ...keys },
});

const text = piece({ text: some });
const linkPiece = piece({ url: some, 'text?': string, 'unsafe?': boolean });

const pieces: Record<string, ObjectShape> = {
  text,
  link: linkPiece,
  broadcast: piece({ range: choice('here', 'channel', 'everyone') }),
  channel: piece({ channel_id: some }),
  color: piece({ value: hexColour }),
  date: piece({
    timestamp: { is: 'number', whole: true },
    format: some,
    'url?': string,
    'fallback?': string,
  }),
  emoji: piece({
    name: some,
    'unicode?': string,
    'url?': string,
    'skin_tone?': { is: 'number', whole: true, min: 1, max: 6 },
  }),
  team: piece({ team_id: some }),
  user: piece({ user_id: some }),
  usergroup: piece({ usergroup_id: some }),
};

const border: Shape = choice(0, 1);
const anyPiece: Shape = { is: 'typed', of: pieces };

const section: ObjectShape = { is: 'object', keys: { type: string, elements: list(anyPiece) } };

const parts: Record<string, ObjectShape> = {
  rich_text_section: section,
  rich_text_list: {
    is: 'object',
    keys: {
      type: string,
      elements: list({ is: 'typed', of: { rich_text_section: section } }),
      style: choice('bullet', 'ordered'),
      'indent?': { is: 'number', whole: true, ...limits.rich_text_list.indent },
      'offset?': { is: 'number', whole: true, min: 0 },
      'border?': border,
    },
  },
  rich_text_quote: {
    is: 'object',
    keys: { type: string, elements: list(anyPiece), 'border?': border },
  },
  rich_text_preformatted: {
    is: 'object',
    keys: {
      type: string,
      elements: list({ is: 'typed', of: { text, link: linkPiece } }),
      'border?': border,
      'language?': string,
    },
  },
};

/** Formatted text as the composer writes it; the block of every message that a person types. */
export const richText: ObjectShape = {
  is: 'object',
  keys: {
    type: string,
    'block_id?': upTo(limits.block_id.max_length, 1),
    elements: list({ is: 'typed', of: parts }),
  },
};

export const richTextBlock: Shape = { is: 'typed', of: { rich_text: richText } };
