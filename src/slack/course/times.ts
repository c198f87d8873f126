import { readTime } from '../../incident/kinds/typed-time.ts';
import type { UserId } from '../../incident/types.ts';
import type { Desk } from '../gesture.ts';

/** Times that people type: as a clock shows them where they are, or by how long ago. */

/** The zone in which somebody means a time; UTC where the directory does not know it. */
export function zoneOf({ ports }: Pick<Desk, 'ports'>, userId: UserId): string {
  return ports.timeZoneOf(userId) ?? 'UTC';
}

const clock =
  /^(?:at\s+)?((?:\d{4}-\d\d-\d\d[T\s]+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*(?:z|utc)(?=\s|$)|[+-]\d\d:?\d\d)?)(?=\s|$|[,:])/i;
const ago =
  /^(?:at\s+)?(\d{1,5})\s*(m|min|mins|minutes?|h|hrs?|hours?|d|days?)\s+ago(?=\s|$|[,:])/i;
const minutesIn: Record<string, number> = { m: 1, h: 60, d: 24 * 60 };

/**
 * "at 14:05 the pager rang", "20 minutes ago …": the instant and what stands after it. Undefined
 * where it begins with no time; null where it begins with one that no clock shows.
 */
export function takeTime(
  text: string,
  now: Date,
  zone: string,
): { at: Date | null | undefined; rest: string } {
  const trimmed = text.trim();
  const since = ago.exec(trimmed);
  if (since) {
    const [whole, count = '', unit = ''] = since;
    const minutes = Number(count) * (minutesIn[unit.charAt(0).toLowerCase()] ?? 1);
    return { at: new Date(now.getTime() - minutes * 60_000), rest: after(trimmed, whole) };
  }
  const shown = clock.exec(trimmed);
  if (shown) {
    const [whole, time = ''] = shown;
    return { at: readTime(time, now, zone), rest: after(trimmed, whole) };
  }
  if (/^now(?=\s|$|[,:])/i.test(trimmed)) return { at: now, rest: after(trimmed, 'now') };
  return { at: undefined, rest: trimmed };
}

function after(text: string, taken: string): string {
  return text.slice(taken.length).replace(/^[\s,:]+/, '');
}

/** A time that is all there is, as in a form; null where it is none. */
export function wholeTime(text: string, now: Date, zone: string): Date | null {
  const { at, rest } = takeTime(text, now, zone);
  return rest === '' ? (at ?? null) : null;
}
