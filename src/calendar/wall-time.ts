import { IANAZone } from 'luxon';

/**
 * The wall clock of a zone, counted in milliseconds as if it were UTC: days on it all have 24 hours,
 * so that turns and times of the day are plain arithmetic, and only here become instants.
 */

const dayMs = 86_400_000;

/** No zone changes its clocks twice within so long. */
const spanMs = 21_600_000;
/** Spans that are remembered of a zone, before it begins anew. */
const mostSpans = 20_000;

interface Zone {
  zone: IANAZone;
  /** Offsets of spans from one end to the other of which it is the same; null where it changes inside. */
  spans: Map<number, number | null>;
}

const zones = new Map<string, Zone>();

/** How far the zone's clock is ahead of UTC at an instant, in milliseconds. Instants are milliseconds since 1970. */
function offsetAt(instant: number, name: string): number {
  const known = zones.get(name) ?? { zone: IANAZone.create(name), spans: new Map() };
  zones.set(name, known);
  const span = Math.floor(instant / spanMs);
  const offset = known.spans.get(span);
  // Asking the zone takes long, and turns ask again and again.
  if (typeof offset === 'number') return offset;
  const read = (at: number) => Math.round(known.zone.offset(at) * 60_000);
  if (offset === undefined) {
    if (known.spans.size >= mostSpans) known.spans.clear();
    const [begin, end] = [read(span * spanMs), read((span + 1) * spanMs)];
    known.spans.set(span, begin === end ? begin : null);
  }
  return read(instant);
}

/** What the clock on the wall shows at an instant. */
export function wallTime(instant: number, zone: string): number {
  return instant + offsetAt(instant, zone);
}

/**
 * The instant at which the clock on the wall shows this. What it skips comes at the next instant there
 * is, which is when the clocks change; what it shows twice comes the first time.
 */
export function instantOf(wall: number, zone: string): number {
  // No zone is a day from UTC, so that both sides of a change are seen.
  const before = offsetAt(wall - dayMs, zone);
  const after = offsetAt(wall + dayMs, zone);
  const first = wall - before;
  if (offsetAt(first, zone) === before) return first;
  const second = wall - after;
  if (offsetAt(second, zone) === after) return second;
  return changeBetween(second, first, zone);
}

/** When the clocks change between two instants, of which the second has the other offset. */
function changeBetween(from: number, to: number, zone: string): number {
  const offset = offsetAt(from, zone);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === offset) low = middle;
    else high = middle;
  }
  return high;
}

/** Midnight of a day written YYYY-MM-DD, on the clock on the wall. */
export function wallDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Milliseconds from midnight to a time of the day written HH:MM, on the clock on the wall. */
export function wallTimeOfDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * 60_000;
}

/** Midnight before, on the clock on the wall. */
export function startOfWallDay(wall: number): number {
  return Math.floor(wall / dayMs) * dayMs;
}

/** Day of the week on the clock on the wall: 0 is Monday. */
export function weekdayOf(wall: number): number {
  return (Math.floor(wall / dayMs) + 3) % 7;
}
