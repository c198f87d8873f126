/** What may be written where a person reads it in a terminal: typed text must not steer it. */

// All that moves a cursor, colours, rings or hides: C0 but tab and line feed, DEL, C1, and what turns
// text around or is drawn as nothing.
const steering =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes out.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]|\r(?!\n)/g;

/**
 * Text with every control character as its escape, such as `\u001b`: to be seen, and without effect.
 * JSON stays the same JSON. Tabs and ends of lines stay.
 */
export function harmless(text: string): string {
  return text.replace(steering, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Each line on a line of its own; where one holds line feeds, what follows them is set in, so that
 * nobody's text can pass for a line of ours.
 */
export function asLines(lines: readonly string[]): string {
  return lines.map((line) => `${harmless(line).replaceAll('\n', '\n    ')}\n`).join('');
}

/** Writes a text to standard output, made harmless. */
export function say(text: string): void {
  process.stdout.write(harmless(text));
}

/** Writes lines to standard output, made harmless. */
export function sayLines(lines: readonly string[]): void {
  process.stdout.write(asLines(lines));
}

/** Writes a text as it is where it goes into a file, and made harmless where somebody looks at it. */
export function sayWhole(text: string): void {
  process.stdout.write(process.stdout.isTTY ? harmless(text) : text);
}

/** Writes a text to standard error, made harmless. */
export function complain(text: string): void {
  process.stderr.write(harmless(text));
}

/** Writes lines to standard error, made harmless. */
export function complainLines(lines: readonly string[]): void {
  process.stderr.write(asLines(lines));
}
