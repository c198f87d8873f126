import type { Policy } from '../../policy/schema.ts';
import { minutesAfter } from '../instants.ts';
import { dayAt } from '../links/days.ts';
import type { Incident, Timer } from '../types.ts';
import { type Clock, recordOf, runningClocks } from './clocks.ts';
import { workingDaysAfter, workOn } from './counted.ts';
import { sortOf } from './source.ts';

/** How often what is late is said again, but for a postmortem: that is asked for until it is held. */
const mostNags = 3;
/** A week, in working days. */
const weekDays = 5;

/**
 * When clocks are at risk, missed, and said again. What fired is recorded in the clock's own record,
 * not by its key: a breach is kept for ever, and a due instant that moved is another one.
 */
export function clocksTimers(incident: Incident, policy: Policy): Timer[] {
  return runningClocks(incident, policy).flatMap((clock) => timersOf(clock, incident, policy));
}

function timersOf(clock: Clock, incident: Incident, policy: Policy): Timer[] {
  const { key, dueAt, warnAt, isMissed } = clock;
  if (!dueAt) return [];
  if (isMissed) {
    const at = nagAt(clock, incident, policy);
    return at
      ? [{ key: `clock_nag:${key}:${at.toISOString()}`, kind: 'clock_nag', dueAt: at }]
      : [];
  }
  const due = dueAt.toISOString();
  const isWarned = recordOf(incident, key).warnedFor?.getTime() === dueAt.getTime();
  return [
    ...(warnAt && !isWarned
      ? [{ key: `clock_at_risk:${key}:${due}`, kind: 'clock_at_risk', dueAt: warnAt } as const]
      : []),
    { key: `clock_missed:${key}:${due}`, kind: 'clock_missed', dueAt },
  ];
}

/** When what is late is said the next time; null where nobody is asked, or was often enough. */
function nagAt(clock: Clock, incident: Incident, policy: Policy): Date | null {
  const record = recordOf(incident, clock.key);
  const toldAt = record.breaches.at(-1)?.at;
  const count = (record.nagged ?? 0) + 1;
  if (!clock.asks || !toldAt || count > mostOf(clock)) return null;
  return nagInstant(clock, toldAt, count, policy);
}

function mostOf({ key }: Clock): number {
  return isForLater(key) ? Number.POSITIVE_INFINITY : mostNags;
}

function isForLater(key: string): boolean {
  return sortOf(key).sort === 'postmortem';
}

/** Work that is left for later is asked for as work begins: on the next three working days, then once a week. */
function nagInstant({ key }: Clock, toldAt: Date, count: number, policy: Policy): Date {
  if (!isForLater(key)) return minutesAfter(toldAt, count * policy.clock.nag_every_minutes);
  const days = Math.min(count, mostNags) + weekDays * Math.max(0, count - mostNags);
  const day = dayAt(workingDaysAfter(toldAt, days, policy), policy.calendar.zone);
  return workOn(day, policy).from;
}

/** How many times it should have been said again by `now`. */
export function nagsBy(clock: Clock, incident: Incident, policy: Policy, now: Date): number {
  const { breaches, nagged = 0 } = recordOf(incident, clock.key);
  const toldAt = breaches.at(-1)?.at;
  if (!toldAt) return nagged;
  let count = nagged;
  while (count < mostOf(clock) && nagInstant(clock, toldAt, count + 1, policy) <= now) count += 1;
  return count;
}
