import { DateTime } from 'luxon';
import type { DoNotDisturb, QuietHours, User } from './model.ts';
import type { Workspace } from './workspace.ts';

/** Who has notifications off, and until when. Messages arrive all the same, in silence. */

/** Unix seconds. */
export interface QuietSpan {
  from: number;
  until: number;
}

/** The span that has begun, or the next one; null for who always hears. `now` in Unix seconds. */
export function quietSpan({ dnd, tz }: User, now: number): QuietSpan | null {
  const { hours = null, snooze = null } = dnd ?? {};
  if (snooze && now < snooze.until) return snooze;
  return hours && nextOf(hours, tz, now);
}

/**
 * What others see of somebody: the hours that have begun or come next, 1 where there are none. What
 * they paused by hand is seen as hours that have begun; the `snooze_` fields are for themselves.
 */
export function statusSeen(user: User, now: number) {
  const span = quietSpan(user, now);
  return {
    dnd_enabled: span !== null,
    next_dnd_start_ts: span?.from ?? 1,
    next_dnd_end_ts: span?.until ?? 1,
  };
}

/** When they hear again, Unix seconds; null while they do. */
export function quietUntil(user: User, now: number): number | null {
  const span = quietSpan(user, now);
  return span && span.from <= now ? span.until : null;
}

/** Changes somebody's settings and tells everybody. */
export function changeDoNotDisturb(
  workspace: Workspace,
  user: User,
  change: Partial<DoNotDisturb>,
): void {
  user.dnd = { hours: null, snooze: null, ...user.dnd, ...change };
  workspace.announce({ kind: 'notifications_changed', user });
}

function nextOf(hours: QuietHours, tz: string, now: number): QuietSpan {
  const today = DateTime.fromSeconds(now, { zone: tz }).startOf('day');
  const spans = [-1, 0, 1].map((days) => {
    const from = timeOn(today.plus({ days }), hours.from);
    const overnight = hours.to <= hours.from ? 1 : 0;
    const until = timeOn(today.plus({ days: days + overnight }), hours.to);
    return { from: from.toSeconds(), until: until.toSeconds() };
  });
  const next = spans.find(({ until }) => until > now);
  // Tomorrow's ends after now wherever one is.
  return next ?? { from: now, until: now };
}

function timeOn(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute });
}
