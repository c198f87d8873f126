import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { sync, tellRoom } from '../decision.ts';
import { minutesAfter } from '../instants.ts';
import type { Effect, UserId } from '../types.ts';
import {
  type Level,
  levelsOf,
  minutesOf,
  type NextStep,
  nextByHand,
  withLadder,
} from './ladders.ts';
import { withEnded, withPage } from './paging.ts';
import type { Climbed, EscalationAlso, Ladder, LadderEnd, MovedOn, Page } from './types.ts';

/** Climbing: pages for levels of a ladder, and one message for the room. */

/** An incident after a part of a decision. */
export interface Step<D extends Draft> {
  after: D;
  effects: Effect[];
  also: EscalationAlso[];
}

export interface Climbing {
  policy: Policy;
  now: Date;
  by: UserId | null;
  reason: string;
  /** The page whose place it takes. */
  moved?: MovedOn;
}

/**
 * What the clock does: the levels whose time it is. Those whose condition does not hold wait for it.
 * However late, the levels after these keep their distance from now.
 */
export function climbedByClock<D extends Draft>(
  incident: D,
  ladder: Ladder,
  step: NextStep,
  how: Climbing,
): Step<D> {
  const { policy, now } = how;
  const levels = levelsOf(ladder, policy);
  const holdsNow = (index: number) => {
    const level = levels[index];
    return level !== undefined && holds(level.when, incident, policy);
  };
  const isNewRound = step.round > ladder.round;
  const isLate = isNewRound || step.dueAt < now;
  const waiting = step.levels.filter((index) => !holdsNow(index));
  const moved: Ladder = {
    ...ladder,
    round: step.round,
    fromAt: isLate ? minutesAfter(now, -step.minutes) : ladder.fromAt,
    next: (step.levels.at(-1) ?? ladder.next) + 1,
    waiting: [...(isNewRound ? [] : ladder.waiting), ...waiting],
    climbedAt: now,
  };
  return climbed(incident, moved, step.levels.filter(holdsNow), how);
}

/** A level by hand, or at once because nobody of the one before can come. Levels with a time that are passed wait. */
export function climbedTo<D extends Draft>(
  incident: D,
  ladder: Ladder,
  index: number,
  how: Climbing,
): Step<D> {
  const passed = levelsOf(ladder, how.policy).flatMap((level, at) =>
    at >= ladder.next && at < index && level.after_minutes !== undefined ? [at] : [],
  );
  const waiting = [...ladder.waiting, ...passed];
  const moved: Ladder = { ...ladder, next: index + 1, waiting, climbedAt: how.now };
  return climbed(incident, moved, [index], how);
}

/** Levels that waited for their condition, which holds now. */
export function climbedLater<D extends Draft>(
  incident: D,
  ladder: Ladder,
  indices: number[],
  how: Climbing,
): Step<D> {
  const waiting = ladder.waiting.filter((index) => !indices.includes(index));
  return climbed(incident, { ...ladder, waiting, climbedAt: how.now }, indices, how);
}

/**
 * Pages these levels. Where none of them has anybody, the next that has is climbed in the same step: what
 * cannot be reached must not cost time.
 */
function climbed<D extends Draft>(
  incident: D,
  ladder: Ladder,
  indices: number[],
  how: Climbing,
): Step<D> {
  const { policy, by, reason, moved } = how;
  let current = ladder;
  let after = withLadder(incident, current);
  const effects: Effect[] = [];
  const levels: Climbed[] = [];
  let group: number[] = indices;
  while (group.length > 0) {
    const paged = group.flatMap((index) => {
      const one = pagedLevel(after, current, index, how);
      if (!one) return [];
      after = one.after;
      effects.push(...one.effects);
      return [one.level];
    });
    levels.push(...paged);
    const isInVain = paged.every((each) => isEmpty(each, after));
    const next = isInVain ? nextByHand(current, after, policy) : null;
    group = next === null ? [] : [next];
    if (next !== null) current = { ...current, next: next + 1 };
    after = withLadder(after, current);
  }
  if (levels.length === 0) return { after, effects, also: [] };
  const { path, name } = ladder;
  const told = { type: 'ladder_climbed', path, name, levels, by, reason } as const;
  return {
    after,
    effects: [
      ...effects,
      tellRoom({ ...told, ...(moved ? { after: moved } : {}) }),
      ...sync('card'),
    ],
    also: [{ type: 'levels_climbed', name, levels: levels.map((each) => each.name) }],
  };
}

/** Whom a level asks for, as people of a policy are named. */
export function whoOf({ to, on_call, contact }: Level): string[] {
  return [
    ...to,
    ...(on_call ? [`on_call:${on_call}`] : []),
    ...(contact ? [`contact:${contact}`] : []),
  ];
}

/** Pages one level; null where there is no such level. */
function pagedLevel<D extends Draft>(incident: D, ladder: Ladder, index: number, how: Climbing) {
  const { policy, now, by, reason } = how;
  const level = levelsOf(ladder, policy)[index];
  if (!level) return null;
  const who = whoOf(level);
  const channel = level.channel ?? null;
  const climbed = { name: level.name, if: level.if ?? null, who, channel };
  const told = channel && !incident.isPrivate ? [toChannel(ladder, level.name, channel)] : [];
  if (who.length === 0)
    return { after: incident, effects: told, level: { ...climbed, page: null } };
  const { path, round } = ladder;
  const wanted = { who, by, reason, ladder: { path, level: index, round }, instead: null };
  const { after, effects, page } = withPage(incident, policy, wanted, now);
  return { after, effects: [...told, ...effects], level: { ...climbed, page: page.id } };
}

function toChannel({ path, name }: Ladder, level: string, channel: string): Effect {
  const fact = { type: 'ladder_told', path, name, level } as const;
  return {
    family: 'announce',
    type: 'announce',
    to: { place: 'channel', channel, audience: '' },
    fact,
  };
}

/** Whether a level has nobody at all: no channel, nobody to page and nobody to call. */
function isEmpty({ page, channel }: Climbed, { state }: Draft): boolean {
  const made = state.pages.find(({ id }) => id === page);
  return channel === null && made !== undefined && isVain(made);
}

/** A page that nobody can get: nothing was sent, and there is nobody outside to be called. */
export function isVain({ asked, failed }: Page): boolean {
  return asked.length === 0 && failed.every(({ error }) => error !== 'outside');
}

/** The incident with a ladder that is climbed no further; nobody whom it called is waited for, unless it is at its top. */
export function ladderEnded<D extends Draft>(
  incident: D,
  ladder: Ladder,
  end: { why: LadderEnd; by: UserId | null },
  { policy, now }: Pick<Climbing, 'policy' | 'now'>,
): Step<D> {
  const { path, name } = ladder;
  const after = withLadder(incident, { ...ladder, waiting: [], ended: { ...end, at: now } });
  const also: EscalationAlso[] = [{ type: 'ladder_ended', name, why: end.why }];
  if (end.why === 'at_the_top') return { after, effects: [], also };
  const ended = withEnded(after, policy, {
    which: (page) => page.ladder?.path === path,
    action: end.why === 'acknowledged' ? 'acknowledge' : 'resolve',
    now,
  });
  return { ...ended, also };
}

/** The ladder as it goes on after it had ended: what comes by the clock keeps its distance from that level. */
export function resumed(ladder: Ladder, index: number, { policy, now, by }: Climbing): Ladder {
  const fromAt = minutesAfter(now, -minutesOf(ladder, policy, index));
  return { ...ladder, by, fromAt, ended: null };
}
