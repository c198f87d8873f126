import { emoji } from './emoji.ts';

/** A piece of typed text: as it is, code between backticks, or an address on the web. */
export interface TextPart {
  kind: 'plain' | 'code' | 'address';
  text: string;
}

const pieces = /(`[^`\n]+`|https?:\/\/[^\s<>"'`()[\]{}|\\^]*[^\s<>"'`()[\]{}|\\^.,;:!?*_~])/;

/** Finds code and addresses in typed text, the same for HTML and Markdown. */
export function partsOf(text: string): TextPart[] {
  return text
    .split(pieces)
    .map((part, index): TextPart => {
      if (index % 2 === 0) return { kind: 'plain', text: withEmoji(part) };
      if (part.startsWith('`')) return { kind: 'code', text: part.slice(1, -1) };
      return { kind: 'address', text: part };
    })
    .filter((part) => part.text !== '');
}

/** Slack's names of emoji as what they show, where we know them. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (name, key: string) => emoji.get(key) ?? name);
}
