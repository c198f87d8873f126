/** A piece of typed text: as it is, code between backticks, or an address on the web. */
export type TextPart = { kind: 'plain' | 'code' | 'address'; text: string };

/** Finds code and addresses in typed text, the same for HTML and Markdown. */
export function partsOf(text: string): TextPart[] {
  const parts = text.split(
    /(`[^`\n]+`|https?:\/\/[^\s<>"'`()[\]{}|\\^]*[^\s<>"'`()[\]{}|\\^.,;:!?*_~])/,
  );
  return parts
    .map((part, index): TextPart => {
      if (index % 2 === 0) return { kind: 'plain', text: part };
      if (part.startsWith('`')) return { kind: 'code', text: part.slice(1, -1) };
      return { kind: 'address', text: part };
    })
    .filter((part) => part.text !== '');
}
