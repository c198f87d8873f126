import type { Message } from '../views/context.ts';

/** Whether Slack shows what would be sent now, although it gives it back in its own spelling. */

/** Words of a message in Block Kit, in the order in which they stand there. */
function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([key, inner]) => {
      if (typeof inner !== 'string') return wordsIn(inner);
      return key === 'text' || key === 'title' || key === 'url' ? [inner] : [];
    });
}

/**
 * Slack adds names to mentions, writes emoji as `:name:` where a picture was typed, escapes `&`, `<` and `>` in some places
 * and not in others, and sets spaces as it likes.
 */
function plainly(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/<([#@!][A-Z0-9]+)\|[^>]*>/g, '<$1>')
    .replaceAll(/:[a-z0-9_+'-]+:/g, '')
    .replaceAll(/\p{Extended_Pictographic}|\u{FE0F}|\u{200D}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The same words. */
export function sameText(shown: string, wanted: string): boolean {
  return plainly(shown) === plainly(wanted);
}

/** The same words in the same order; a message that Slack took as text alone is held against that. */
export function sameMessage(
  shown: { blocks?: unknown; text?: string | undefined },
  wanted: Message,
): boolean {
  const blocks = wordsIn(shown.blocks);
  if (blocks.length === 0) return sameText(shown.text ?? '', wanted.text.slice(0, 3500));
  return sameText(blocks.join(' '), wordsIn(wanted.blocks).join(' '));
}
