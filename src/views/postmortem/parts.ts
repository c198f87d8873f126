/** Slack takes so much in one field, in UTF-16 units; a little is left for who adds to it. */
const mostInField = 2800;

/** What stood between two parts: a paragraph's end, a line's end, or nothing. */
const between: Readonly<Record<string, string>> = { p: '\n\n', n: '\n', x: '' };

/**
 * A long text in parts that fit into a form's fields, and what stood between them, so that it can be
 * put together again with nothing lost.
 */
export function partsOf(text: string): { parts: string[]; gaps: string } {
  const parts: string[] = [];
  let gaps = '';
  let rest = text;
  while (rest.length > mostInField) {
    const [end, gap] = endOf(rest);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end + (between[gap]?.length ?? 0));
    gaps += gap;
  }
  return { parts: [...parts, rest], gaps };
}

/** Where the first part ends, and with what. */
function endOf(text: string): [number, 'p' | 'n' | 'x'] {
  for (const gap of ['p', 'n'] as const) {
    const at = text.lastIndexOf(between[gap] ?? '', mostInField);
    // Spaces at the ends of a field are lost in Slack.
    if (at > mostInField / 2 && !/\s$/.test(text.slice(0, at))) return [at, gap];
  }
  const code = text.charCodeAt(mostInField - 1);
  return [code >= 0xd800 && code <= 0xdbff ? mostInField - 1 : mostInField, 'x'];
}

/** The parts put together as they were. Parts that were emptied leave no gap. */
export function joined(parts: readonly string[], gaps: string): string {
  return parts.reduce((text, part, index) => {
    if (part === '') return text;
    if (text === '') return part;
    return `${text}${between[gaps.charAt(index - 1)] ?? '\n'}${part}`;
  }, '');
}
