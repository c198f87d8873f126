import type { EscalationPath } from '../../policy/language/on-call.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { minutesAfter } from '../instants.ts';
import { commanderRole, holdersOf, isOpen } from '../lookup.ts';
import type { Incident } from '../types.ts';
import type { Ladder } from './types.ts';

/** A ladder as it stands: its levels, when the next is climbed, whether it is still climbed. */

export type Level = EscalationPath['levels'][number];

/** Rounds, and the end after the last level, are at least so far apart, in minutes. */
export const leastGapMinutes = 5;
/** Ladders kept whole. */
export const laddersKept = 10;
/** Levels longer than this, in characters of JSON, are not kept twice. */
const longestLevels = 2_500;

export function pathOf(policy: Policy, key: string): EscalationPath | undefined {
  return policy.escalation.find((path) => path.key === key);
}

export function ladderOf({ state }: Pick<Incident, 'state'>, path: string): Ladder | undefined {
  return Object.hasOwn(state.ladders, path) ? state.ladders[path] : undefined;
}

export function running({ state }: Pick<Incident, 'state'>): Ladder[] {
  return Object.values(state.ladders).filter(({ ended }) => ended === null);
}

/** As they were when it began, where they were kept. */
export function levelsOf(ladder: Ladder, policy: Policy): Level[] {
  if (ladder.levels.length > 0) return ladder.levels;
  return pathOf(policy, ladder.path)?.levels ?? [];
}

/** A path climbed by the clock, at least in part. */
export function isTimed({ levels }: Pick<EscalationPath, 'levels'>): boolean {
  return levels.some((level) => level.after_minutes !== undefined);
}

/** A ladder that begins now. What outlives the incident's work cannot be ended by it. */
export function newLadder(
  path: EscalationPath,
  incident: Draft,
  by: string | null,
  now: Date,
): Ladder {
  const isLong = JSON.stringify(path.levels).length > longestLevels;
  return {
    path: path.key,
    name: path.name,
    while: isOpen(incident.phase) ? path.while : 'unacknowledged',
    repeat: path.repeat,
    levels: isLong ? [] : path.levels,
    startedAt: now,
    by,
    fromAt: now,
    next: 0,
    waiting: [],
    round: 0,
    climbedAt: null,
    ended: null,
  };
}

/** The incident with this ladder; of too many, those that ended first are kept without their levels. */
export function withLadder<D extends Draft>(incident: D, ladder: Ladder): D {
  const ladders = { ...incident.state.ladders, [ladder.path]: ladder };
  const whole = Object.values(ladders).filter(({ levels }) => levels.length > 0);
  const oldest = whole
    .filter(({ ended }) => ended !== null)
    .sort((a, b) => (a.ended?.at.getTime() ?? 0) - (b.ended?.at.getTime() ?? 0));
  for (const each of oldest.slice(0, Math.max(0, whole.length - laddersKept))) {
    ladders[each.path] = { ...each, levels: [], waiting: [] };
  }
  return { ...incident, state: { ...incident.state, ladders } };
}

/** Whether what it is climbed for is still so. Acknowledging ends the first by itself. */
export function stillHolds(
  condition: EscalationPath['while'],
  incident: Draft,
  policy: Policy,
  now: Date,
): boolean {
  const { phase, state } = incident;
  switch (condition) {
    case 'unacknowledged':
      return true;
    case 'no_commander':
      return isOpen(phase) && holdersOf(incident, commanderRole(policy)).length === 0;
    case 'not_mitigated':
      return phase === 'triage' || phase === 'active';
    case 'not_resolved':
      return isOpen(phase);
    case 'update_overdue': {
      const { nextDueAt } = state.updates;
      return isOpen(phase) && nextDueAt !== null && nextDueAt <= now;
    }
  }
}

/** What the clock does next on a ladder. */
export interface NextStep {
  dueAt: Date;
  /** Indices of the levels whose time it is, which are climbed together; none: it is at the top. */
  levels: number[];
  /** Which round they belong to. */
  round: number;
  /** How long after the beginning of its round, in minutes. */
  minutes: number;
  /** The instant of the ladder that it hangs on. */
  sinceAt: Date;
}

/** Null where the clock has nothing to do: it ended, or goes on only by hand. */
export function nextStep(ladder: Ladder, policy: Policy): NextStep | null {
  if (ladder.ended) return null;
  const { fromAt, climbedAt, round } = ladder;
  const levels = levelsOf(ladder, policy);
  const timed = timedLevels(levels);
  const ahead = together(timed.filter(({ index }) => index >= ladder.next));
  if (ahead)
    return { ...ahead, dueAt: minutesAfter(fromAt, ahead.minutes), round, sinceAt: fromAt };
  if (!climbedAt) return null;
  const dueAt = minutesAfter(climbedAt, gapMinutes(timed));
  const again = together(timed);
  if (again && round < ladder.repeat)
    return { ...again, dueAt, round: round + 1, sinceAt: climbedAt };
  const isLeft = ladder.next < levels.length || ladder.waiting.length > 0;
  return isLeft ? null : { levels: [], minutes: 0, dueAt, round, sinceAt: climbedAt };
}

interface Timed {
  index: number;
  minutes: number;
}

/** Levels with a time, none sooner than the one before it. */
function timedLevels(levels: readonly Level[]): Timed[] {
  let latest = 0;
  return levels.flatMap(({ after_minutes: minutes }, index): Timed[] => {
    if (minutes === undefined) return [];
    latest = Math.max(latest, minutes);
    return [{ index, minutes: latest }];
  });
}

/** The first of them, with those of the same time; null where there is none. */
function together(timed: Timed[]): Pick<NextStep, 'levels' | 'minutes'> | null {
  const [first] = timed;
  if (!first) return null;
  const { minutes } = first;
  const levels = timed.filter((each) => each.minutes === minutes).map(({ index }) => index);
  return { levels, minutes };
}

/** How long after the last level it begins again, or is at its end: as far as that one from the one before. */
function gapMinutes(timed: readonly Timed[]): number {
  const steps = [...new Set(timed.map(({ minutes }) => minutes))];
  const last = steps.at(-1) ?? 0;
  return Math.max(leastGapMinutes, last - (steps.at(-2) ?? 0));
}

/** How long after the beginning of a round that level is climbed by the clock; 0 where it is not. */
export function minutesOf(ladder: Ladder, policy: Policy, index: number): number {
  const upTo = timedLevels(levelsOf(ladder, policy)).filter((each) => each.index <= index);
  return upTo.at(-1)?.minutes ?? 0;
}

/** The next level by hand, or where the one before cannot be reached: the first whose condition holds. */
export function nextByHand(ladder: Ladder, incident: Draft, policy: Policy): number | null {
  const index = levelsOf(ladder, policy).findIndex(
    (level, at) => at >= ladder.next && holds(level.when, incident, policy),
  );
  return index === -1 ? null : index;
}

/** What was shown as next, to be compared when somebody acts on it. */
export function seenOf(ladder: Ladder | undefined): string {
  return ladder ? `${ladder.round}.${ladder.next}` : '0.0';
}
