import { folded } from '../../incident/lookup.ts';
import type { Policy } from '../../policy/schema.ts';

/** A name of more words than this nobody types. */
const mostWords = 8;

/**
 * "impact: half of all orders": the field named first, by its longest name, and what is said of it.
 * A field that nobody knows has the first word as its key.
 */
export function takeField({ fields }: Policy, typed: string): { key: string; value: string } {
  const tokens = typed.split(/\s+/).filter((token) => token !== '');
  for (let count = Math.min(mostWords, tokens.length); count > 0; count -= 1) {
    const name = folded(
      tokens
        .slice(0, count)
        .join(' ')
        .replace(/[:=]+$/, ''),
    );
    const field = fields.find((each) => folded(each.key) === name || folded(each.name) === name);
    if (field) return { key: field.key, value: restOf(typed, count) };
  }
  return { key: (tokens[0] ?? '').slice(0, 80), value: restOf(typed, 1) };
}

/** What stands after so many words, with its own line breaks. */
function restOf(typed: string, words: number): string {
  const before = new RegExp(`^\\s*(?:\\S+\\s*){${words}}`).exec(typed)?.[0] ?? '';
  return typed
    .slice(before.length)
    .replace(/^[:=]\s*/, '')
    .trim();
}

/** "payments, search and mail": the keys of what is named; what nobody knows stays as it was typed. */
export function takeModules({ modules }: Policy, typed: string): string[] {
  const find = (word: string) =>
    modules.find(({ key, name, aliases }) =>
      [key, name, ...aliases].some((each) => folded(each) === folded(word)),
    )?.key;
  return typed
    .split(/[,;\n]+|\s+(?:and|&)\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const whole = find(part);
      if (whole) return [whole];
      const words = part.split(/\s+/);
      const each = words.map(find);
      return each.every((key) => key !== undefined) ? each : [part.slice(0, 80)];
    });
}
