/**
 * What typed text may hold. Listeners clean it once with `cleanText`; rules check emptiness and
 * length; the state keeps excerpts, because long texts live in the timeline.
 */

/** Longest accepted texts, in code points. */
export const limits = {
  title: 150,
  summary: 2000,
  reason: 1000,
  /** Each of what we know, what we do and what we need. */
  update: 2000,
  note: 3000,
} as const;

/** Most bytes of JSON the state spends on each text, so that all of them together stay far below 16 kB. */
export const stateBytes = {
  summary: 1500,
  update: 1500,
  origin: 600,
  outcome: 800,
  snoozeReason: 300,
  error: 250,
} as const;

// Everything no reader sees or that turns text around: C0 but tab and newline, DEL and C1, soft hyphen,
// zero-width space, word joiners, byte order mark, bidirectional overrides and isolates, noncharacters.
// Zero-width joiners stay: emoji and Persian are written with them.
const unwanted =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u200B\u2060-\u2064\u202A-\u202E\u2066-\u206F\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]/g;
const lineBreaks = /\r\n?|\u2028|\u2029|\u0085/g;
const loneSurrogates = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
// Letters that are drawn as nothing: Hangul fillers and the blank braille pattern.
const visible = /[^\s\p{Cf}\p{Cc}\p{Mn}\u115F\u1160\u2800\u3164\uFFA0]/u;

/**
 * Typed text as Postgres and Slack accept it and people can read it: NFC, one kind of line break, no
 * invisible or direction-changing characters, lone surrogates replaced by U+FFFD, trimmed, and cut
 * to `maxCodePoints`. `cut` says whether something was lost at the end. Blank text becomes ''.
 */
export function cleanText(text: string, maxCodePoints: number): { text: string; cut: boolean } {
  const clean = text
    .replace(lineBreaks, '\n')
    .replace(unwanted, '')
    .replace(loneSurrogates, '\uFFFD')
    .normalize('NFC')
    .trim();
  const kept = takeCodePoints(clean, maxCodePoints);
  const cut = kept.length < clean.length;
  return { text: isBlank(kept) ? '' : kept.trimEnd(), cut: cut && !isBlank(clean) };
}

function takeCodePoints(text: string, max: number): string {
  let units = 0;
  let taken = 0;
  for (const char of text) {
    if (taken === max) break;
    units += char.length;
    taken += 1;
  }
  return text.slice(0, units);
}

/** Whether cleaning would leave every character as it is. */
export function isReadable(text: string): boolean {
  return [unwanted, loneSurrogates].every((pattern) => text.search(pattern) < 0);
}

/** Whether a reader would see nothing. */
export function isBlank(text: string): boolean {
  return !visible.test(text);
}

/** Length as people count it, roughly: in code points. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The beginning of a text, cut with an ellipsis where its JSON would take more than `maxBytes`. */
export function excerpt(text: string, maxBytes: number): string {
  let bytes = 0;
  let units = 0;
  let room = 0;
  for (const char of text) {
    bytes += jsonBytes(char);
    if (bytes > maxBytes) return `${text.slice(0, room)}…`;
    units += char.length;
    if (bytes <= maxBytes - 3) room = units;
  }
  return text;
}

/** Bytes a character takes in JSON as UTF-8. */
function jsonBytes(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (char === '"' || char === '\\' || char === '\n' || char === '\t') return 2;
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return 6;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/**
 * A short mark of a text (FNV-1a, 32 bits), by which a form, a button or the state names it where there
 * is no room for the text itself.
 */
export function markOf(text: string): string {
  let mark = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) mark = Math.imul(mark ^ byte, 0x01000193);
  return (mark >>> 0).toString(36);
}
