import type { GivenSection, WrittenSection } from '../incident/postmortem/types.ts';
import { cleanText } from '../incident/text.ts';
import { isEnd, type Marker, readBegin, sumOf, unguarded } from './markers.ts';
import { mergedRegions } from './merge.ts';

/** A document that comes back as Markdown, and what becomes of each section. */

/** A section as it stands in the Markdown. */
export interface ReadSection extends Marker {
  text: string;
  /** Lines above its marker, where Muster fills in; another checksum says that somebody wrote there. */
  above: string[];
}

/** More is no postmortem. In UTF-16 units. */
export const longestMarkdown = 1_000_000;

/**
 * The sections in a Markdown text, in their order; of one that is there twice the last counts. Text
 * without any marker gives none. Line ends of any system are taken.
 */
export function readMarkdown(markdown: string): ReadSection[] {
  const lines = markdown.slice(0, longestMarkdown).replace(/\r\n?/g, '\n').split('\n');
  const begins = lines.flatMap((line, at) => {
    const marker = readBegin(line);
    return marker ? [{ ...marker, at }] : [];
  });
  const read = new Map<string, ReadSection>();
  let from = 0;
  begins.forEach(({ at, ...marker }, index) => {
    const next = begins[index + 1]?.at;
    const isLast = next === undefined;
    const below = lines.slice(at + 1, next);
    const end = endOf(below, isLast);
    const title = isLast ? -1 : below.findIndex((line, place) => place >= end && isTitle(line));
    // What somebody wrote below the end marker, which nobody sees, belongs to the section above it.
    const tailEnd = title === -1 ? below.length : title;
    const tail = below.slice(isEnd(below[end] ?? '') ? end + 1 : end, tailEnd);
    const above = index === 0 ? aboveIn(lines.slice(from, at)) : lines.slice(from, at);
    const text = [textOf(below.slice(0, end)), textOf(tail)].filter((part) => part !== '');
    read.set(marker.key, { ...marker, text: text.join('\n\n'), above });
    from = at + 1 + tailEnd;
  });
  return [...read.values()];
}

function textOf(lines: readonly string[]): string {
  return cleanText(unguarded(lines.join('\n')), longestMarkdown).text;
}

function isTitle(line: string): boolean {
  return line.startsWith('## ');
}

/** Where a section's text ends: at its marker, or, where somebody took that away, before the next title. */
function endOf(below: readonly string[], isLast: boolean): number {
  const end = below.findIndex(isEnd);
  if (end !== -1) return end;
  const title = isLast ? -1 : below.findLastIndex(isTitle);
  return title === -1 ? below.length : title;
}

/** From its title on; what stands before the first title is the head of the document. */
function aboveIn(lines: readonly string[]): string[] {
  const title = lines.findIndex(isTitle);
  return title === -1 ? [] : lines.slice(title);
}

/** What stands there now, and every text that stood there, by section. */
export interface Known {
  key: string;
  /** As it stands in the document as it is exported now. */
  above: readonly string[];
  /** Oldest first; empty where nobody wrote yet. */
  revisions: readonly WrittenSection[];
}

/** The words that mark what both sides changed. */
export interface MergeWords {
  ours: string;
  theirs: string;
  end: string;
  /** Above lines that were written where Muster fills in. */
  outside: string;
}

/**
 * What each section is to say, for those that the document changes: put together from the text that it
 * was taken from, the text that stands here now and its own. Nothing that either side wrote is lost:
 * where both changed the same lines, both stand there. Sections that the document does not have, and
 * keys that are unknown here, are left alone.
 */
export function mergedSections(
  read: readonly ReadSection[],
  known: readonly Known[],
  words: MergeWords,
): GivenSection[] {
  return known.flatMap((each) => {
    const given = read.find(({ key }) => key === each.key);
    if (!given) return [];
    const { revisions } = each;
    const now = revisions.at(-1) ?? { key: each.key, text: '', revision: 0 };
    const base = revisions.find(({ revision }) => revision === given.revision)?.text ?? '';
    const theirs = withOutside(given, each.above, words);
    const { text, isClash } = merged(now.text, base, theirs, words);
    return text === now.text ? [] : [{ key: each.key, text, revision: now.revision, isClash }];
  });
}

/** The text, with lines that somebody wrote where Muster fills in below it. */
function withOutside({ text, above, sum }: ReadSection, now: readonly string[], words: MergeWords) {
  if (sumOf(above) === sum) return text;
  const filled = new Set(now.map((line) => line.trim()));
  const written = above.filter((line) => line.trim() !== '' && !filled.has(line.trim()));
  if (written.length === 0) return text;
  return [text, `**${words.outside}**`, written.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Two texts that were changed apart, put together line by line. */
export function merged(
  ours: string,
  base: string,
  theirs: string,
  words: MergeWords,
): { text: string; isClash: boolean } {
  if (theirs === base || theirs === ours) return { text: ours, isClash: false };
  if (ours === base) return { text: theirs, isClash: false };
  const regions = mergedRegions(linesOf(ours), linesOf(base), linesOf(theirs));
  const lines = regions.flatMap((region) => {
    if (region.type === 'agreed') return region.lines;
    return [
      ...[`**${words.ours}**`, '', ...region.ours, ''],
      ...[`**${words.theirs}**`, '', ...region.theirs, ''],
      `**${words.end}**`,
    ];
  });
  const text = cleanText(lines.join('\n'), longestMarkdown).text;
  return { text, isClash: regions.some(({ type }) => type === 'clash') };
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}
