import { cleanText } from '../incident/text.ts';

/** A timeline that people kept elsewhere, in a file: JSON, CSV, or lines of Markdown. */

/** One line as it was written down. `who` is a Slack user id, an address or a name. */
export interface WrittenLine {
  at: Date;
  who: string;
  text: string;
}

export interface ReadTimeline {
  lines: WrittenLine[];
  /** What could not be read, each with its place in the file. */
  faults: string[];
}

type Raw = Partial<Record<'at' | 'who' | 'text', unknown>>;

/**
 * Reads `at, who, text` in any of the three shapes, told apart by how the file begins. Times are ISO
 * 8601, with a blank for the T if need be, and UTC where they name no zone. Never throws.
 */
export function readTimeline(content: string): ReadTimeline {
  const text = content.replace(/^\uFEFF/, '').trim();
  if (text === '') return { lines: [], faults: ['the file is empty'] };
  if (/^[[{]/.test(text)) return fromJson(text);
  const [head = ''] = text.split('\n');
  return /^"?at"?\s*[,;]/i.test(head) ? fromCsv(text) : fromMarkdown(text);
}

function fromJson(text: string): ReadTimeline {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return { lines: [], faults: [`no JSON: ${error instanceof Error ? error.message : error}`] };
  }
  const inside =
    typeof given === 'object' && given !== null && 'timeline' in given ? given.timeline : given;
  if (!Array.isArray(inside)) {
    return { lines: [], faults: ['the JSON is no list of {"at", "who", "text"}'] };
  }
  return gather(inside.map((each: unknown, index) => [`entry ${index + 1}`, asRaw(each)]));
}

function asRaw(given: unknown): Raw {
  return typeof given === 'object' && given !== null ? (given as Raw) : {};
}

function fromCsv(text: string): ReadTimeline {
  const separator = /^"?at"?\s*;/i.test(text) ? ';' : ',';
  const [head = [], ...rows] = cells(text, separator);
  const names = head.map((name) => name.trim().toLowerCase());
  return gather(
    rows
      .map((row, index): [string, Raw] => {
        const raw = Object.fromEntries(names.map((name, column) => [name, row[column]]));
        return [`row ${index + 2}`, raw];
      })
      .filter(([, raw]) => Object.values(raw).some((value) => (value ?? '') !== '')),
  );
}

/** Cells of a CSV file, with quotes doubled inside quotes. */
function cells(text: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = new RegExp(
    `("[^"]*(?:""[^"]*)*"|[^"${separator}\\r\\n]*)(${separator}|\\r?\\n|$)`,
    'gy',
  );
  for (const [whole, cell = '', end] of text.matchAll(pattern)) {
    if (whole === '') break;
    const value = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    rows.at(-1)?.push(value);
    if (end !== separator && end !== '') rows.push([]);
  }
  return rows;
}

const day = String.raw`\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?`;
const zone = String.raw`(?:\s?(?:Z|UTC)|\s?[+-]\d{2}:?\d{2})?`;
const line = new RegExp(
  String.raw`^[\s|*-]*(${day}${zone})[\s|,–—-]+@?([^:|]{1,80}?)[ \t]{0,20}[:|](.+)$`,
);

/** `- 2026-11-22 10:05 ann: rolled back`, and rows of a table; what begins with no time goes on the line before it. */
function fromMarkdown(text: string): ReadTimeline {
  const found: [string, Raw][] = [];
  const faults: string[] = [];
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const match = line.exec(written);
    const last = found.at(-1)?.[1];
    if (match) {
      const [, at, who, said] = match;
      found.push([`line ${index + 1}`, { at, who, text: withoutEnd(said ?? '') }]);
    } else if (isPlain(written) && last) {
      last.text = `${String(last.text)}\n${written.trim()}`;
    } else if (isPlain(written)) {
      faults.push(`line ${index + 1} begins with no time: ${written.trim().slice(0, 60)}`);
    }
  }
  const read = gather(found);
  return { lines: read.lines, faults: [...faults, ...read.faults] };
}

/** What was said, without the end of a table's row. */
function withoutEnd(said: string): string {
  let end = said.length;
  while (end > 0 && /[\s|]/.test(said.charAt(end - 1))) end -= 1;
  return said.slice(0, end).trim();
}

/** Headings, rules and the heads of tables say nothing that happened. */
function isPlain(written: string): boolean {
  return written.trim() !== '' && !/^\s*(#|\||[-=*]{3,}\s*$)/.test(written);
}

function gather(raw: [string, Raw][]): ReadTimeline {
  const lines: WrittenLine[] = [];
  const faults: string[] = [];
  for (const [where, { at, who, text }] of raw) {
    const instant = instantOf(at);
    const said = typeof text === 'string' ? text.trim() : '';
    if (!instant) faults.push(`${where} has no time that can be read: ${String(at ?? '')}`);
    else if (cleanText(said, 1).text === '') faults.push(`${where} says nothing`);
    else lines.push({ at: instant, who: nameIn(who), text: said });
  }
  return { lines, faults };
}

function nameIn(who: unknown): string {
  const name =
    typeof who === 'string' ? cleanText(who, 80).text.replace(/^@/, '').replace(/\s+/g, ' ') : '';
  return name === '' ? '?' : name;
}

function instantOf(at: unknown): Date | null {
  if (typeof at !== 'string') return null;
  const [, date, zoned] = new RegExp(`^(${day})(${zone})$`).exec(at.trim()) ?? [];
  if (!date) return null;
  const offset = (zoned ?? '').trim().replace(/^(UTC)?$/, 'Z');
  const [calendar = '', clock = ''] = date.split(/[T ]/);
  const instant = new Date(
    `${calendar}T${clock.padStart(clock.indexOf(':') === 1 ? clock.length + 1 : 0, '0')}${offset}`,
  );
  return Number.isNaN(instant.getTime()) ? null : instant;
}
