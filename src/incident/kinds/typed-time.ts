/** Instants as people type them. */

const HOUR = 3_600_000;

/**
 * "14:05", "2026-03-02 14:05", "2026-03-02T14:05:30+07:00" or "2026-03-02T07:05Z"; null where it is
 * none of these. What names no zone is meant in `zone`, an IANA name. A time without a day is
 * today's, or yesterday's where today's is more than half a day ahead.
 */
export function readTime(typed: string, now: Date, zone: string): Date | null {
  const text = typed.trim();
  const clock = /^([01]?\d|2[0-3])[:.]([0-5]\d)(?:\s*(utc|z))?$/i.exec(text);
  if (clock) {
    const used = clock[3] ? 'UTC' : zone;
    const at = atWall(dayIn(now, used), Number(clock[1]), Number(clock[2]), 0, used);
    const tooFar = at !== null && at.getTime() - now.getTime() > 12 * HOUR;
    return tooFar ? new Date(at.getTime() - 24 * HOUR) : at;
  }
  const full =
    /^(\d{4})-(\d\d)-(\d\d)[T\s]+([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?\s*(z|utc|[+-]\d\d:?\d\d)?$/i.exec(
      text,
    );
  if (!full) return null;
  const [, year = '', month = '', day = '', hours, minutes, seconds, offset] = full;
  const date: Day = { year: Number(year), month: Number(month), day: Number(day) };
  const isUtc = offset !== undefined;
  const at = atWall(
    date,
    Number(hours),
    Number(minutes),
    Number(seconds ?? 0),
    isUtc ? 'UTC' : zone,
  );
  return at && offset ? new Date(at.getTime() - offsetMs(offset)) : at;
}

interface Day {
  year: number;
  month: number;
  day: number;
}

function offsetMs(offset: string): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(offset);
  if (!match) return 0;
  const size = Number(match[2]) * HOUR + Number(match[3]) * 60_000;
  return match[1] === '-' ? -size : size;
}

/** The instant at which clocks in `zone` show this; null for a day that no calendar has. */
function atWall(
  { year, month, day }: Day,
  hours: number,
  minutes: number,
  seconds: number,
  zone: string,
): Date | null {
  const wall = Date.UTC(year, month - 1, day, hours, minutes, seconds);
  const back = new Date(wall);
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return null;
  // Twice, because the first guess may lie on the other side of a change of clocks.
  const guess = wall - ahead(new Date(wall), zone);
  return new Date(wall - ahead(new Date(guess), zone));
}

function dayIn(instant: Date, zone: string): Day {
  const wall = new Date(instant.getTime() + ahead(instant, zone));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/** By how many milliseconds clocks in `zone` are ahead of UTC; 0 for a zone nobody knows. */
function ahead(instant: Date, zone: string): number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    });
  } catch {
    return 0;
  }
  const parts = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const whole = Math.floor(instant.getTime() / 1000) * 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}
