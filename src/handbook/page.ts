/** What a handbook is made of before it is HTML or Markdown. */

/** A piece of a line. A string is typed text: addresses and `code` in it are found when it is shown. */
export type Inline =
  | string
  | { code: string }
  | { strong: string }
  /** `page`, `page#id`, or an address outside (https, mailto, tel). */
  | { text: string; to: string };

export type Line = readonly Inline[];

export interface Item {
  /** Stays the same as long as the thing has its key. */
  id?: string;
  line: Line;
  blocks?: Block[];
}

export type Block =
  | { type: 'heading'; id: string; text: string; level: 2 | 3 }
  | { type: 'text'; line: Line }
  | { type: 'list'; items: Item[]; ordered?: true }
  | { type: 'facts'; rows: { label: string; line: Line }[] }
  | { type: 'table'; head: string[]; rows: Line[][] }
  | { type: 'code'; text: string }
  /** A message as it is sent, with its line breaks. */
  | { type: 'message'; text: string }
  | { type: 'note'; tone: 'caution' | 'forbidden' | 'open'; line: Line };

export interface Page {
  /** Name of its file without its ending. */
  slug: string;
  title: string;
  /** Runbooks stand under the list of them, not in the menu. */
  under?: string;
  blocks: Block[];
}

/** What a chapter says before it knows whether there is anything to say. */
export type Maybe<T> = T | null | undefined | false | '';

/** Blocks as chapters put them together. */
export type Blocks = Maybe<Block> | readonly Blocks[];

/** Blocks in one list, without those that are not there. */
export function blocks(...each: Blocks[]): Block[] {
  return each.flatMap((one): Block[] => {
    if (isMany(one)) return blocks(...one);
    return isThere(one) ? [one] : [];
  });
}

function isMany(one: Blocks): one is readonly Blocks[] {
  return Array.isArray(one);
}

export function heading(level: 2 | 3, id: string, text: string): Block {
  return { type: 'heading', level, id, text };
}

export function paragraph(...line: Maybe<Inline>[]): Block | null {
  const said = line.filter((each) => isThere(each));
  return said.length > 0 ? { type: 'text', line: said } : null;
}

/** Labels with what they are about; those without anything are left out. */
export function facts(...rows: [label: string, value: Maybe<string | Line>][]): Block | null {
  const said = rows.flatMap(([label, value]) => {
    if (!isThere(value)) return [];
    const line = typeof value === 'string' ? [value] : value;
    return line.length > 0 ? [{ label, line }] : [];
  });
  return said.length > 0 ? { type: 'facts', rows: said } : null;
}

export function list(items: readonly (Item | string | Line)[], ordered?: 'ordered'): Block | null {
  if (items.length === 0) return null;
  const all = items.map((item): Item => {
    if (typeof item === 'string') return { line: [item] };
    return isLine(item) ? { line: item } : item;
  });
  return { type: 'list', items: all, ...(ordered ? { ordered: true } : {}) };
}

export function note(
  tone: 'caution' | 'forbidden' | 'open',
  ...line: Maybe<Inline>[]
): Block | null {
  const said = line.filter((each) => isThere(each));
  return said.length > 0 ? { type: 'note', tone, line: said } : null;
}

/** Lines one after another, with something between. */
export function joined(lines: readonly Line[], between = ', '): Line {
  return lines.flatMap((line, index) => (index === 0 ? line : [between, ...line]));
}

function isThere<T>(value: Maybe<T>): value is T {
  return value !== null && value !== undefined && value !== false && value !== '';
}

function isLine(item: Item | Line): item is Line {
  return Array.isArray(item);
}
