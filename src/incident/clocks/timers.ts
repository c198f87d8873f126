import type { Policy } from '../../policy/schema.ts';
import { minutesAfter } from '../instants.ts';
import type { Incident, Timer } from '../types.ts';
import { type Clock, recordOf, runningClocks } from './clocks.ts';
import { workingMinutesAfter } from './counted.ts';
import { sortOf } from './source.ts';

/** How often what is late is said again. */
const mostNags = 3;

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
  if (!clock.asks || !toldAt || count > mostNags) return null;
  return nagInstant(clock, toldAt, count, policy);
}

/** Work that is left for later is asked for in working hours. */
function nagInstant({ key }: Clock, toldAt: Date, count: number, policy: Policy): Date {
  const minutes = count * policy.clock.nag_every_minutes;
  const isLater = sortOf(key).sort === 'postmortem';
  const at = isLater ? workingMinutesAfter(toldAt, minutes, policy) : null;
  return at ?? minutesAfter(toldAt, minutes);
}

/** How many times it should have been said again by `now`. */
export function nagsBy(clock: Clock, incident: Incident, policy: Policy, now: Date): number {
  const { breaches, nagged = 0 } = recordOf(incident, clock.key);
  const toldAt = breaches.at(-1)?.at;
  if (!toldAt) return nagged;
  let count = nagged;
  while (count < mostNags && nagInstant(clock, toldAt, count + 1, policy) <= now) count += 1;
  return count;
}
