import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { minutesAfter } from '../instants.ts';
import type { Phase } from '../types.ts';
import { workingMinutesAfter } from './counted.ts';
import type { Source } from './source.ts';
import { sourcesOf } from './sources.ts';
import type { ClockRecord } from './types.ts';

/** One thing that has to happen by some time, as it stands. Derived, like timers: never set. */
export interface Clock {
  /** What calls it: see `Source`. Views make its name of it. */
  key: string;
  startedAt: Date;
  /** When it is due; null while it is paused, and once it ended. */
  dueAt: Date | null;
  /** When it is due, or was, as if it were not paused. */
  targetAt: Date;
  /** When it is at risk; null where it is not warned of, or stands still. */
  warnAt: Date | null;
  /** When what it waits for happened; null while it runs. */
  endedAt: Date | null;
  /** Whether it was missed, and the room knows. */
  isMissed: boolean;
  pause: NonNullable<ClockRecord['pause']> | null;
  isPausable: boolean;
  /** Whether only working hours count. */
  workingTime: boolean;
  tells: string[];
  escalates: string | null;
  asks: boolean;
  inRoom: boolean;
  phases: readonly Phase[];
}

/** More than this an incident does not keep track of: what it keeps of each must fit into its state. */
const mostClocks = 48;

/**
 * Every clock of an incident that runs now or has ended, in the order in which they are shown. Each
 * is worked out anew from the policy and the incident as it is, so a new severity moves what is due.
 */
export function clocksOf(incident: Draft, policy: Policy): Clock[] {
  return sourcesOf(incident, policy)
    .filter(({ endedAt, phases }) => endedAt !== null || phases.includes(incident.phase))
    .filter((source) => incident.state.place !== 'record' || isHeard(source))
    .slice(0, mostClocks)
    .map((source) => clockOf(source, recordOf(incident, source.key), policy));
}

/** A record has no room that could hear of it. */
function isHeard({ tells, escalates }: Source): boolean {
  return tells.length > 0 || escalates !== null;
}

/** Those that run: what they wait for did not happen yet. */
export function runningClocks(incident: Draft, policy: Policy): Clock[] {
  return clocksOf(incident, policy).filter(({ endedAt }) => endedAt === null);
}

/** What is kept of a clock. */
export function recordOf({ state }: Draft, key: string): ClockRecord {
  return (Object.hasOwn(state.clocks, key) ? state.clocks[key] : undefined) ?? { breaches: [] };
}

/** The incident with something else kept of a clock. */
export function withRecord<D extends Draft>(incident: D, key: string, record: ClockRecord): D {
  const { state } = incident;
  return { ...incident, state: { ...state, clocks: { ...state.clocks, [key]: record } } };
}

function clockOf(source: Source, record: ClockRecord, policy: Policy): Clock {
  const { key, startedAt, length, endedAt, phases, isPausable, inRoom, asks } = source;
  const targetAt = dueAfter(source, record, 1, policy);
  const pause = endedAt ? null : (record.pause ?? null);
  const stands = pause !== null || endedAt !== null;
  const warnAt = stands || !source.warns ? null : warningOf(source, record, targetAt, policy);
  return {
    key,
    startedAt,
    dueAt: stands ? null : targetAt,
    targetAt,
    warnAt,
    endedAt,
    // What was over when a breach was found is not news when it is due at another time by now.
    isMissed: record.breaches.some(({ at }) => targetAt <= at),
    pause,
    isPausable,
    workingTime: 'minutes' in length && length.workingTime,
    tells: source.tells,
    escalates: source.escalates,
    asks,
    inRoom,
    phases,
  };
}

function warningOf(source: Source, record: ClockRecord, dueAt: Date, policy: Policy): Date | null {
  const { length } = source;
  const { warn_at: share, quiet_below_minutes: least } = policy.clock;
  if ('until' in length) return length.warnAt && shifted(length.warnAt, record);
  if (length.minutes < least) return null;
  const warnAt = dueAfter(source, record, share, policy);
  return warnAt < dueAt ? warnAt : null;
}

/** When that share of a clock's time is over, with the time that it stood still. */
function dueAfter(source: Source, record: ClockRecord, share: number, policy: Policy): Date {
  const { length, startedAt } = source;
  if ('until' in length) return shifted(length.until, record);
  const minutes = length.minutes * share + (record.pausedMs ?? 0) / 60_000;
  if (!length.workingTime) return minutesAfter(startedAt, minutes);
  return workingMinutesAfter(startedAt, minutes, policy) ?? minutesAfter(startedAt, minutes);
}

function shifted(instant: Date, { pausedMs = 0 }: ClockRecord): Date {
  return pausedMs === 0 ? instant : new Date(instant.getTime() + pausedMs);
}
