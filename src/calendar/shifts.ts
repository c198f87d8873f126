import type { Layer, OnCall } from '../policy/language/on-call.ts';
import {
  instantOf,
  startOfWallDay,
  wallDay,
  wallTime,
  wallTimeOfDay,
  weekdayOf,
} from './wall-time.ts';

/**
 * Who is on call by a schedule of the policy. Pure: local time and IANA zone in, instants out. Turns
 * change when the clock on the wall of the zone shows their time; a time that it skips comes at the
 * next instant there is, one that it shows twice comes the first time.
 */

/** Who has the turn, as references of the policy; from when and until when it stays so. */
export interface Shift {
  /** User ids, handles, addresses or `team:` and other references, as the policy has them. Empty: nobody. */
  people: string[];
  /** Since when it is so; null: ever since. */
  fromAt: Date | null;
  /** Next instant at which who is on call changes; null: for good, as far as the policy says. */
  untilAt: Date | null;
}

/** Edges of turns that are looked at for one at which somebody else begins; more are taken for none. */
const mostEdges = 2_000;

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Who is on call at an instant, without overrides. `zone` is the calendar's, where the schedule has none. */
export function shiftAt(schedule: OnCall, at: Date, zone: string): Shift {
  const local = schedule.zone ?? zone;
  const span = spanAt(schedule, at.getTime(), local);
  const { people } = span;
  return {
    people,
    fromAt: instant(beginOf(schedule, span, local)),
    untilAt: instant(endOf(schedule, span, local)),
  };
}

/** Whether somebody has the turn at an instant by a layer, and not because no layer says who. */
export function isTurnAt(schedule: OnCall, at: Date, zone: string): boolean {
  const local = schedule.zone ?? zone;
  return schedule.layers.some((layer) => layerAt(layer, at.getTime(), local).people.length > 0);
}

/**
 * Who is on call from one instant to another, one after the other without a hole: where nobody is,
 * `people` is empty. The first began at `from` or before, the last ends at `to` or later.
 */
export function shiftsBetween(schedule: OnCall, from: Date, to: Date, zone: string): Shift[] {
  const shifts: Shift[] = [];
  const local = schedule.zone ?? zone;
  let shift = shiftAt(schedule, from, zone);
  for (; shift.untilAt && shift.untilAt < to; ) {
    shifts.push(shift);
    const next = spanAt(schedule, shift.untilAt.getTime(), local);
    shift = {
      people: next.people,
      fromAt: shift.untilAt,
      untilAt: instant(endOf(schedule, next, local)),
    };
  }
  return to > from ? [...shifts, shift] : [];
}

function instant(ms: number): Date | null {
  return Number.isFinite(ms) ? new Date(ms) : null;
}

/** From one edge to the next; what is on the other side may be the same people. Milliseconds, or infinite. */
interface Span {
  people: string[];
  from: number;
  until: number;
}

function endOf(schedule: OnCall, first: Span, zone: string): number {
  let { until } = first;
  for (let edges = 0; Number.isFinite(until); edges += 1) {
    const next = spanAt(schedule, until, zone);
    if (!isSame(next.people, first.people)) return until;
    if (edges === mostEdges) return Number.POSITIVE_INFINITY;
    until = next.until;
  }
  return until;
}

function beginOf(schedule: OnCall, first: Span, zone: string): number {
  let { from } = first;
  for (let edges = 0; Number.isFinite(from); edges += 1) {
    const before = spanAt(schedule, from - 1, zone);
    if (!isSame(before.people, first.people)) return from;
    if (edges === mostEdges) return Number.NEGATIVE_INFINITY;
    from = before.from;
  }
  return from;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}

/** The last layer that has somebody counts, so that edges of those below it are none. */
function spanAt(schedule: OnCall, at: number, zone: string): Span {
  let from = Number.NEGATIVE_INFINITY;
  let until = Number.POSITIVE_INFINITY;
  for (const layer of schedule.layers.toReversed()) {
    const span = layerAt(layer, at, zone);
    from = Math.max(from, span.from);
    until = Math.min(until, span.until);
    if (span.people.length > 0) return { people: span.people, from, until };
  }
  return { people: schedule.people, from, until };
}

function layerAt(layer: Layer, at: number, zone: string): Span {
  const begin = instantOf(wallDay(layer.from) + wallTimeOfDay(layer.at), zone);
  if (at < begin || layer.people.length === 0) {
    const until = layer.people.length === 0 ? Number.POSITIVE_INFINITY : begin;
    return { people: [], from: Number.NEGATIVE_INFINITY, until };
  }
  const open = restrictedAt(layer, at, zone);
  const from = Math.max(begin, open.from);
  if (!open.isOpen) return { people: [], from, until: open.until };
  const turn = turnAt(layer, at, zone);
  return {
    people: [turn.person],
    from: Math.max(from, turn.from),
    until: Math.min(open.until, turn.until),
  };
}

/** Whose turn of a rotation it is. One who has no others to take turns with has it for good. */
function turnAt(layer: Layer, at: number, zone: string) {
  const { people } = layer;
  const [first = ''] = people;
  if (people.every((person) => person === first)) {
    return { person: first, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  }
  const start = wallDay(layer.from) + wallTimeOfDay(layer.at);
  const length = turnLengths[layer.every] * layer.count;
  const beginOfTurn = (turn: number) => instantOf(start + turn * length, zone);
  let turn = Math.floor((wallTime(at, zone) - start) / length);
  // Near a change of the clocks, what the wall shows may be a turn before or after.
  while (beginOfTurn(turn) > at) turn -= 1;
  while (beginOfTurn(turn + 1) <= at) turn += 1;
  return {
    person: people[turn % people.length] ?? first,
    from: beginOfTurn(turn),
    until: beginOfTurn(turn + 1),
  };
}

/** On the clock on the wall, where every day has 24 hours. */
const turnLengths = { hours: hourMs, day: dayMs, week: 7 * dayMs } as const;

/** Whether a layer's restrictions let it count at an instant, and since and until when that is so. */
function restrictedAt({ only }: Layer, at: number, zone: string) {
  if (only.length === 0) return { isOpen: true, ...always };
  const wall = wallTime(at, zone);
  const windows = only.flatMap((restriction) => windowsNear(restriction, wall));
  // What the wall shows is less than a day from what it would show without changes of the clock.
  const near = windows
    .filter((window) => window.until > wall - dayMs && window.from < wall + dayMs)
    .map(({ from, until }) => ({ from: instantOf(from, zone), until: instantOf(until, zone) }));
  const open = near.filter((window) => window.from <= at && at < window.until);
  if (open.length > 0) {
    return {
      isOpen: true,
      from: Math.min(...open.map((window) => window.from)),
      until: Math.max(...open.map((window) => window.until)),
    };
  }
  const over = [
    ...near.map((window) => window.until).filter((until) => until <= at),
    ...last(
      windows.map((window) => window.until).filter((until) => until <= wall - dayMs),
      zone,
    ),
  ];
  const ahead = [
    ...near.map((window) => window.from).filter((from) => from > at),
    ...first(
      windows.map((window) => window.from).filter((from) => from >= wall + dayMs),
      zone,
    ),
  ];
  return {
    isOpen: false,
    from: Math.max(always.from, ...over),
    until: Math.min(always.until, ...ahead),
  };
}

const always = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

function last(walls: number[], zone: string): number[] {
  return walls.length === 0 ? [] : [instantOf(Math.max(...walls), zone)];
}

function first(walls: number[], zone: string): number[] {
  return walls.length === 0 ? [] : [instantOf(Math.min(...walls), zone)];
}

/** On the clock on the wall: from the last of them that is over for sure, to the first that is ahead for sure. */
function windowsNear({ days, from, to }: Layer['only'][number], wall: number) {
  const today = startOfWallDay(wall);
  return Array.from({ length: 21 }, (_, index) => today + (index - 10) * dayMs)
    .filter((day) => days.some((each) => each === weekdays[weekdayOf(day)]))
    .map((day) => ({
      from: day + wallTimeOfDay(from),
      until: (from < to ? day : day + dayMs) + wallTimeOfDay(to),
    }));
}
