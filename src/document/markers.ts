/**
 * The lines in Markdown between which a section's own text stands. They are comments, so that whoever
 * reads the page does not see them.
 */

export interface Marker {
  key: string;
  revision: number;
  /** Checksum of what Muster filled in above it, so that a change there is seen. */
  sum: string;
}

export function beginMarker({ key, revision, sum }: Marker, note: string): string {
  // A comment ends at two dashes, whoever words the note.
  return `<!-- muster:section ${key} ${revision} ${sum} | ${note.replace(/-{2,}|\n/g, '-')} -->`;
}

export const endMarker = '<!-- muster:end -->';

/** Says whose document it is, and in whose time its instants stand beside UTC. */
export function headMarker({ number, zone }: { number: number; zone: string }): string {
  return `<!-- muster:document ${number} ${/^[\w+/-]{1,60}$/.test(zone) ? zone : 'UTC'} -->`;
}

/** Whose document a Markdown text is; null where it does not say. */
export function readHead(markdown: string): { number: number; zone: string } | null {
  const head = markdown.slice(0, 20_000);
  const found = /^[ \t]*<!-- muster:document (\d{1,9}) ([\w+/-]{1,60}) -->[ \t]*\r?$/m.exec(head);
  return found?.[1] && found[2] ? { number: Number(found[1]), zone: found[2] } : null;
}

/** What a line begins; null where it is no such line. Editors may indent it. */
export function readBegin(line: string): Marker | null {
  const found =
    /^\s*<!-- muster:section (\S{1,60}) (\d{1,9}) ([0-9a-f]{1,16})(?: [^\n]*)?-->\s*$/.exec(line);
  const [, key, revision, sum] = found ?? [];
  return key && revision && sum ? { key, revision: Number(revision), sum } : null;
}

export function isEnd(line: string): boolean {
  return /^\s*<!-- muster:end -->\s*$/.test(line);
}

/** Text in which nothing is taken for such a line. */
export function guarded(text: string): string {
  return text.replace(/<!--(\\*) muster:/g, '<!--\\$1 muster:');
}

/** The text as it was before. */
export function unguarded(text: string): string {
  return text.replace(/<!--\\(\\*) muster:/g, '<!--$1 muster:');
}

/** A checksum (FNV-1a, 32 bits) of lines; blanks at their ends and empty lines do not count. */
export function sumOf(lines: readonly string[]): string {
  const said = lines.map((line) => line.trim()).filter((line) => line !== '');
  let hash = 0x811c9dc5;
  for (const char of said.join('\n')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16);
}
