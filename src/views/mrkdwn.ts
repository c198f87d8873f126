import { cleanText } from '../incident/text.ts';

/**
 * Text that may stand in a mrkdwn object as it is: written by us, or escaped. Views take it instead
 * of a string, so that typed text cannot reach Slack unescaped.
 */
export class Mrkdwn {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a sentence takes in its gaps; a plain string is typed text and gets escaped. */
export type Value = Mrkdwn | string | number;

/** Nothing that we show is longer than this before it is cut for its own place. */
const LONGEST = 20_000;

/** Typed text, shown literally: no mention, no link and no channel comes out of it. */
export function literal(text: string): Mrkdwn {
  return new Mrkdwn(escaped(cleanText(text, LONGEST).text));
}

/** Typed text on one line, as titles are. */
export function oneLine(text: string): Mrkdwn {
  return new Mrkdwn(escaped(onOneLine(cleanText(text, LONGEST).text)));
}

/** Lines joined by a blank; no pattern, which would look at long blanks again from each of them. */
function onOneLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}

/**
 * Typed prose. Web addresses in it become links that show exactly where they lead; all else is
 * literal.
 */
export function prose(text: string): Mrkdwn {
  const clean = cleanText(text, LONGEST).text;
  const parts = clean.split(/(https?:\/\/[^\s<>|`"'()[\]{}\\^]+)/);
  const linked = parts.map((part, index) => (index % 2 === 1 ? link(part) : escaped(part)));
  return new Mrkdwn(linked.join(''));
}

function link(address: string): string {
  // What was cut leads elsewhere.
  if (address.endsWith('…')) return escaped(address);
  // A full stop or comma after an address belongs to the sentence.
  let end = address.length;
  while (end > 0 && '.,;:!?*_~'.includes(address.charAt(end - 1))) end -= 1;
  return `<${escaped(address.slice(0, end))}>${escaped(address.slice(end))}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Several pieces one after the other. */
export function join(pieces: readonly Mrkdwn[], between = '\n'): Mrkdwn {
  return new Mrkdwn(pieces.map((piece) => piece.text).join(between));
}

/**
 * Cut to at most `max` characters, with `…` or the pointer at the end where something is missing.
 * Never through a mention, a date, a link, an entity or a surrogate pair.
 */
export function cut(mrkdwn: Mrkdwn, max: number, pointer: Mrkdwn = new Mrkdwn('…')): Mrkdwn {
  const { text } = mrkdwn;
  if (text.length <= max) return mrkdwn;
  return new Mrkdwn(text.slice(0, safeEnd(text, max - pointer.text.length)) + pointer.text);
}

/** The largest index up to `end` at which text can be cut without breaking a piece of syntax. */
function safeEnd(text: string, end: number): number {
  let at = Math.max(0, end);
  const opened = text.lastIndexOf('<', at - 1);
  if (opened !== -1 && text.indexOf('>', opened) >= at) at = opened;
  const entity = text.lastIndexOf('&', at - 1);
  if (entity !== -1 && /^&(amp|lt|gt);/.test(text.slice(entity)) && text.indexOf(';', entity) >= at)
    at = entity;
  const last = text.charCodeAt(at - 1);
  return last >= 0xd800 && last <= 0xdbff ? at - 1 : at;
}

/** Text as a quote: each of its lines gets the mark, which reaches no further than its line. */
export function quoted(mrkdwn: Mrkdwn): Mrkdwn {
  return new Mrkdwn(mrkdwn.text.replace(/^/gm, '> '));
}

/** Plain text for labels and titles: on one line, cut with an ellipsis. */
export function plain(text: string, max: number): string {
  const line = cleanText(text, LONGEST).text.replace(/\s+/g, ' ');
  if (line.length <= max) return line;
  const end = line.charCodeAt(max - 2) >>> 10 === 0x36 ? max - 2 : max - 1;
  return `${line.slice(0, end)}…`;
}

/** A person, as Slack shows them; a word in place of an id that is none. */
export function mention(userId: string): Mrkdwn {
  return new Mrkdwn(/^[UW][A-Z0-9]{2,}$/.test(userId) ? `<@${userId}>` : '`unknown`');
}

export function mentions(userIds: readonly string[]): Mrkdwn {
  return join(userIds.map(mention), ', ');
}

/** A channel, as a link that opens it. */
export function channel(channelId: string): Mrkdwn {
  return new Mrkdwn(/^[CGD][A-Z0-9]{2,}$/.test(channelId) ? `<#${channelId}>` : '`unknown`');
}

/** A link whose words are ours. Only http and https; anything else gives the words alone. */
export function linkTo(address: string, words: Mrkdwn): Mrkdwn {
  if (!/^https?:\/\/[^\s<>|]+$/.test(address)) return words;
  return new Mrkdwn(`<${escaped(address)}|${words.text.replaceAll('|', '/')}>`);
}

/** An instant in each reader's own time zone: `Today 10:30`, or the date. Fallback in UTC. */
export function when(instant: Date): Mrkdwn {
  return date(instant, '{date_short_pretty} {time}', utc(instant));
}

/** The same with the day of the week, for what people plan: `Thursday, November 26th, 10:30`. */
export function onDay(instant: Date): Mrkdwn {
  return date(instant, '{date_long_pretty}, {time}', utc(instant));
}

function date(instant: Date, format: string, fallback: string): Mrkdwn {
  const seconds = Math.floor(instant.getTime() / 1000);
  return new Mrkdwn(`<!date^${seconds}^${format}|${fallback}>`);
}

/** `2026-11-22 10:30 UTC`. */
export function utc(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Mrkdwn as people would read it aloud: names for mentions, the fallback for dates, no emphasis. */
export function toPlain(
  mrkdwn: Mrkdwn,
  nameOf: (userId: string) => string | null = () => null,
): string {
  return mrkdwn.text
    .replace(/<@([UW][A-Z0-9]+)>/g, (_, id: string) => `@${nameOf(id) ?? id}`)
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<#([CGD][A-Z0-9]+)>/g, '#$1')
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, '$2 ($1)')
    .replace(/<(https?:[^|>]+)>/g, '$1')
    .replace(/(^|\s)\*([^*\n]+)\*(?=$|[\s.,:;!?])/g, '$1$2')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
