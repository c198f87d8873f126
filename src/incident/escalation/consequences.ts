import type { EscalationPath } from '../../policy/language/on-call.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Consequence, Draft, Turn } from '../consequences.ts';
import { sync } from '../decision.ts';
import { isEnded, isOpen } from '../lookup.ts';
import { begun, fits, mayPageByItself } from './begin.ts';
import { climbedLater, ladderEnded, type Step } from './climb.ts';
import { answeredByBeingThere, joined, silenceBroken } from './here.ts';
import { isTimed, ladderOf, levelsOf, pathOf, running, stillHolds } from './ladders.ts';
import { allPagersResolved, withEnded } from './paging.ts';

/**
 * What follows by itself: ladders and pages end with the incident, or where who was paged is there; a
 * ladder ends when what it was begun for is no more, levels are climbed whose condition holds now, and paths begin that the policy means
 * for what it has become.
 */
export const escalationConsequences: Consequence = (turn) => {
  const parts = [overWithIt, answeredByBeingThere, silenceBroken, noMore, waitedLevels, beginning];
  let { after } = turn;
  const also = [];
  const effects = [];
  for (const part of parts) {
    const more = part({ ...turn, after });
    after = more.after;
    also.push(...more.also);
    effects.push(...more.effects);
  }
  if (after === turn.after && effects.length === 0) return null;
  return { after, also, effects: [...effects, ...sync('card')] };
};

/** Nobody is called to what is over; an outside pager is told so, whoever had come. */
function overWithIt<D extends Draft>({ before, after, policy, now }: Turn<D>): Step<D> {
  const isOver =
    before !== null &&
    ((isOpen(before.phase) && !isOpen(after.phase)) ||
      (!isEnded(before.phase) && isEnded(after.phase)));
  if (!isOver) return nothing(after);
  const ladders = running(after);
  const ended = ladders.reduce(
    (step, ladder) => ending(step, ladder.path, { policy, now }),
    nothing(after),
  );
  const pages = withEnded(ended.after, policy, { which: () => true, action: 'resolve', now });
  const over = [...ended.effects, ...pages.effects].filter(({ type }) => type === 'page_over');
  return { ...ended, after: pages.after, effects: [...allPagersResolved(after, policy), ...over] };
}

/**
 * What nobody began by hand ends with what it was begun for, where the incident turns out to be another
 * than the path is meant for, and where it becomes private. One at its top counts as over, too, once its
 * need is gone: it begins anew when that comes again. One that somebody stopped, or came for, does not.
 */
function noMore<D extends Draft>({ before, after, policy, now }: Turn<D>): Step<D> {
  const isHidden = after.isPrivate && before?.isPrivate === false;
  const atTheTop = Object.values(after.state.ladders).filter(
    ({ ended }) => ended?.why === 'at_the_top',
  );
  const ladders = [...running(after), ...atTheTop].filter((ladder) => {
    if (ladder.by !== null) return false;
    const path = pathOf(policy, ladder.path);
    const isOpenOnly = isHidden && path !== undefined && !mayPageByItself(path, after, policy);
    return (
      isOpenOnly ||
      !stillHolds(ladder.while, after, policy, now) ||
      (path !== undefined && !ladder.isLed && isAnother(path, before, after, policy))
    );
  });
  return ladders.reduce(
    (step, ladder) => ending(step, ladder.path, { policy, now }),
    nothing(after),
  );
}

/**
 * Whether a decision corrected what it is (kind, severity, fields) so that the path is not meant for it any
 * more. How far the work is does not count: `while` says how long a path is climbed.
 */
function isAnother(
  path: EscalationPath,
  before: Draft | null,
  after: Draft,
  policy: Policy,
): boolean {
  if (!before || !fits(path, before, policy)) return false;
  const { kind, fields } = after.state;
  const asItIs = {
    ...before,
    severity: after.severity,
    state: { ...before.state, kind, fields },
  };
  return !fits(path, asItIs, policy);
}

function ending<D extends Draft>(
  step: Step<D>,
  path: string,
  how: Pick<Turn, 'policy' | 'now'>,
): Step<D> {
  const ladder = ladderOf(step.after, path);
  if (!ladder) return step;
  return joined(step, ladderEnded(step.after, ladder, { why: 'condition', by: null }, how));
}

/** Levels whose time has come before their condition held. */
function waitedLevels<D extends Draft>({ after, policy, now }: Turn<D>): Step<D> {
  return running(after).reduce((step, { path }) => {
    const ladder = ladderOf(step.after, path);
    const levels = ladder ? levelsOf(ladder, policy) : [];
    const ready = (ladder?.waiting ?? []).filter((index) => {
      const level = levels[index];
      return level !== undefined && holds(level.when, step.after, policy);
    });
    if (!ladder || ready.length === 0) return step;
    const how = { policy, now, by: null, reason: '' };
    return joined(step, climbedLater(step.after, ladder, ready, how));
  }, nothing(after));
}

/** Paths that are climbed by the clock begin as soon as they are meant, and again when it is so again. */
function beginning<D extends Draft>({ after, policy, now }: Turn<D>): Step<D> {
  if (!isOpen(after.phase) || after.state.place === 'record') return nothing(after);
  return policy.escalation.filter(isTimed).reduce((step, path) => {
    const ladder = ladderOf(step.after, path.key);
    const isNews = !ladder || ladder.ended?.why === 'condition';
    const isMeant =
      isNews &&
      fits(path, step.after, policy) &&
      mayPageByItself(path, step.after, policy) &&
      stillHolds(path.while, step.after, policy, now);
    return isMeant ? joined(step, begun(step.after, path, { policy, now })) : step;
  }, nothing(after));
}

function nothing<D extends Draft>(after: D): Step<D> {
  return { after, effects: [], also: [] };
}
