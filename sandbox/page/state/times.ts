/** Dates as Slack writes them, in a reader's own zone. Instants are milliseconds since 1970. */

export interface Reader {
  /** IANA zone. */
  tz: string;
  /** The story's time. */
  now: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function write(at: number, tz: string, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([tz, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-US', { timeZone: tz, ...options });
  formats.set(key, format);
  return format.format(at);
}

/** `3:07 PM` */
export function timeOfDay(at: number, tz: string): string {
  return write(at, tz, { hour: 'numeric', minute: '2-digit' });
}

/** `2026-11-22` in the zone: equal for instants of one day. */
export function dayOf(at: number, tz: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: tz,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(at);
}

/** Today, yesterday, tomorrow; otherwise undefined. */
function nearDay(at: number, { tz, now }: Reader): string | undefined {
  const day = dayOf(at, tz);
  const dayMs = 86_400_000;
  if (day === dayOf(now, tz)) return 'today';
  if (day === dayOf(now - dayMs, tz)) return 'yesterday';
  if (day === dayOf(now + dayMs, tz)) return 'tomorrow';
  return undefined;
}

/** `Today`, `Yesterday` or `Sunday, November 22nd`: between the days of a channel. */
export function dayHeading(at: number, reader: Reader): string {
  const near = nearDay(at, reader);
  if (near !== undefined) return near.charAt(0).toUpperCase() + near.slice(1);
  const { tz } = reader;
  return `${write(at, tz, { weekday: 'long' })}, ${write(at, tz, { month: 'long' })} ${ordinal(at, tz)}`;
}

/** `Nov 22 at 3:07:12 PM`: what appears over a time. */
export function exactly(at: number, tz: string): string {
  return `${write(at, tz, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })} at ${write(at, tz, { timeStyle: 'medium' })} (${tz})`;
}

/** The text of `<!date^…>`: its tokens filled in for a reader. Unknown tokens stay. */
export function fillDateTokens(format: string, at: number, reader: Reader): string {
  return format.replaceAll(/\{(\w+)\}/g, (whole, token: string) => {
    const written = dateToken(token, at, reader);
    return written ?? whole;
  });
}

function dateToken(token: string, at: number, reader: Reader): string | undefined {
  const { tz } = reader;
  const pretty = token.includes('_pretty') ? nearDay(at, reader) : undefined;
  if (pretty !== undefined) return pretty;
  switch (token.replace('_pretty', '')) {
    case 'date_num':
      return dayOf(at, tz);
    case 'date_slash':
      return write(at, tz, { year: 'numeric', month: '2-digit', day: '2-digit' });
    case 'date':
      return `${write(at, tz, { month: 'long' })} ${ordinal(at, tz)}, ${write(at, tz, { year: 'numeric' })}`;
    case 'date_short':
      return write(at, tz, { month: 'short', day: 'numeric', year: 'numeric' });
    case 'date_long':
    case 'date_long_full':
      return `${write(at, tz, { weekday: 'long' })}, ${write(at, tz, { month: 'long' })} ${ordinal(at, tz)}, ${write(at, tz, { year: 'numeric' })}`;
    case 'day_divider':
      return dayHeading(at, reader);
    case 'time':
      return timeOfDay(at, tz);
    case 'time_secs':
      return write(at, tz, { timeStyle: 'medium' });
    case 'ago':
      return ago(at, reader.now);
    default:
      return undefined;
  }
}

/** `5 minutes ago`, `in 2 hours`. */
export function ago(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 60) return words.format(seconds, 'second');
  if (size < 3600) return words.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return words.format(Math.round(seconds / 3600), 'hour');
  return words.format(Math.round(seconds / 86_400), 'day');
}

function ordinal(at: number, tz: string): string {
  const day = Number(write(at, tz, { day: 'numeric' }));
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(day);
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[rule];
  return `${day}${ending}`;
}

/** A message's ts as milliseconds. */
export function instantOf(ts: string): number {
  return Number(ts) * 1000;
}
