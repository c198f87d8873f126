import { instantOf, startOfWallDay, wallTime, weekdayOf } from '../../calendar/wall-time.ts';
import { readTime } from '../../incident/kinds/typed-time.ts';

/** Instants that are ahead, as people type them. */

const dayMs = 86_400_000;
const lengths: Record<string, number> = { m: 60_000, h: 3_600_000 };
/** On the wall, where a day is one also when the clocks change. */
const days: Record<string, number> = { d: dayMs, w: 7 * dayMs };

/** Where a day is named without a time. */
const usualHour = 9;

const lasting = /^(?:in\s+)?(\d{1,4})\s*(m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)$/i;
const clock = /^(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?$/i;
const dayThenClock =
  /^(?:on\s+|next\s+)?(today|tomorrow|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?(?:[\s,]+(?:at\s+)?(.+))?$/i;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * "18:00", "6pm", "2h", "tomorrow 9:00", "fri 18:00", "2026-12-01", "2026-12-01 09:00": the next
 * instant from `now` on that it means, on the clock on the wall of `zone`, an IANA name. A day
 * without a time begins at nine. Null where it is none of these.
 */
export function readFutureTime(typed: string, now: Date, zone: string): Date | null {
  const text = typed.trim().replace(/^at\s+/i, '');
  const last = lasting.exec(text);
  if (last) {
    const [, count = '', unit = ''] = last;
    const sign = unit.charAt(0).toLowerCase();
    const ahead = Number(count) * (days[sign] ?? 0);
    if (ahead > 0) return new Date(instantOf(wallTime(now.getTime(), zone) + ahead, zone));
    return new Date(now.getTime() + Number(count) * (lengths[sign] ?? 0));
  }
  const today = startOfWallDay(wallTime(now.getTime(), zone));
  const time = timeOfDay(text);
  if (time !== null) return nextOf(today + time, dayMs, now, zone);
  const named = dayThenClock.exec(text);
  if (named) {
    const [, word = '', rest] = named;
    const at = rest === undefined ? usualHour * 3_600_000 : timeOfDay(rest);
    return at === null ? null : onDay(word.toLowerCase(), { today, at, now, zone });
  }
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return readTime(`${text} 0${usualHour}:00`, now, zone);
  // A time of the day was read above, so that only whole instants come here.
  return /^\d{4}-/.test(text) ? readTime(text, now, zone) : null;
}

function onDay(
  word: string,
  { today, at, now, zone }: { today: number; at: number; now: Date; zone: string },
): Date {
  if (word === 'today') return new Date(instantOf(today + at, zone));
  if (word === 'tomorrow') return new Date(instantOf(today + dayMs + at, zone));
  const ahead = (weekdays.indexOf(word) - weekdayOf(today) + 7) % 7;
  return nextOf(today + ahead * dayMs + at, 7 * dayMs, now, zone);
}

/** The first of what comes again every so often on the wall that is not over. */
function nextOf(wall: number, every: number, now: Date, zone: string): Date {
  const first = new Date(instantOf(wall, zone));
  return first > now ? first : new Date(instantOf(wall + every, zone));
}

/** Milliseconds from midnight; null where it is no time of the day. A bare number needs am or pm. */
function timeOfDay(text: string): number | null {
  const match = clock.exec(text.trim());
  if (!match) return null;
  const [, hours = '', minutes, half] = match;
  if (minutes === undefined && half === undefined) return null;
  let hour = Number(hours);
  if (half && (hour < 1 || hour > 12)) return null;
  if (half) hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (hour > 23 || Number(minutes ?? 0) > 59) return null;
  return (hour * 60 + Number(minutes ?? 0)) * 60_000;
}
