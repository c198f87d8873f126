import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { sync, tellRoom } from '../decision.ts';
import { climbedTo, type Step, whoOf } from './climb.ts';
import { ladderOf, levelsOf, nextByHand, nextStep } from './ladders.ts';
import { withChanged, withEnded, withPage } from './paging.ts';
import type { Ladder, MovedWhy, Page } from './types.ts';
import { isNobodyLeft, isOneCall } from './waiting.ts';

/** Who is called where nobody of a page comes: the backup of its rotation, else the next level of its ladder. */

interface Because {
  policy: Policy;
  now: Date;
  why: MovedWhy;
}

/** Moves on from a page that nobody can come for any more, once; null where somebody still may. */
export function movedWhereNobodyIsLeft<D extends Draft>(
  incident: D,
  page: Page,
  { policy, now }: Omit<Because, 'why'>,
): Step<D> | null {
  if (page.endedAt || page.movedOnAt || !isNobodyLeft(page)) return null;
  return movedOn(incident, page, { policy, now, why: whyOf(page) });
}

function whyOf({ reached, quiet, cannot }: Page): MovedWhy {
  if (reached.length === 0 && quiet.length === 0 && cannot.length === 0) return 'failed';
  return quiet.some(({ userId }) => !cannot.includes(userId)) ? 'quiet' : 'cannot';
}

/**
 * Calls who is next, at once. Null where nothing is to be said: a ladder that goes on by the clock is left
 * to it where people are only silent, and one that was climbed further has called who is next.
 */
export function movedOn<D extends Draft>(
  incident: D,
  page: Page,
  because: Because,
): Step<D> | null {
  const { policy, now, why } = because;
  if (isClimbedFurther(incident, page)) return null;
  const ladder = runningOf(incident, page);
  const isGoingOn = ladder !== null && why === 'silent' && goesOn(ladder, incident, policy);
  const backups = backupsOf(page, incident, policy).filter((ref) => {
    return !ladder || !isAskedNext(ref, ladder, incident, because);
  });
  if (backups.length === 0 && (isGoingOn || isAtTheTop(incident, page, why))) return null;
  const after = left(incident, page, because);
  const moved = { page: page.id, why };
  const index = ladder && backups.length === 0 ? nextByHand(ladder, incident, policy) : null;
  if (ladder && index !== null && why !== 'silent') {
    const how = { policy, now, by: null, reason: page.reason, moved };
    return climbedTo(after, ladder, index, how);
  }
  if (backups.length === 0) {
    const effects = [tellRoom({ type: 'page_not_reached', ...moved }), ...sync('card')];
    return { after, effects, also: [] };
  }
  const { reason, ladder: level } = page;
  const wanted = { who: backups, by: null, reason, ladder: level, instead: page.id };
  const paged = withPage(after, policy, wanted, now);
  const told = { type: 'paged', page: paged.page.id, reason, by: null, after: moved } as const;
  return {
    after: paged.after,
    effects: [
      ...paged.effects,
      tellRoom({ ...told, ladder: level?.path ?? null }),
      ...sync('card'),
    ],
    also: [{ type: 'paged_instead', who: backups }],
  };
}

/** Nobody is waited for any more who said that they cannot; who is asleep or silent may still come. */
function left<D extends Draft>(incident: D, page: Page, { policy, now, why }: Because): D {
  const moved = withChanged(incident, { ...page, movedOnAt: now });
  if (why !== 'cannot') return moved;
  const which = ({ id }: Page) => id === page.id;
  return withEnded(moved, policy, { which, action: 'acknowledge', now }).after;
}

/** Whether a later level of its ladder was paged since: then those are who comes next. */
function isClimbedFurther(incident: Draft, page: Page): boolean {
  const { ladder: own } = page;
  if (!own) return false;
  return incident.state.pages.some(({ id, ladder }) => {
    const isLater = ladder && (ladder.round > own.round || ladder.level > own.level);
    return id > page.id && ladder?.path === own.path && isLater;
  });
}

/** Whether the clock has something to do on it as things are: a level whose condition holds, or its end. */
function goesOn(ladder: Ladder, incident: Draft, policy: Policy): boolean {
  const step = nextStep(ladder, policy);
  if (!step || step.levels.length === 0) return step !== null;
  const levels = levelsOf(ladder, policy);
  return levels.some(
    (level, index) =>
      (index >= ladder.next || step.round > ladder.round) &&
      level.after_minutes !== undefined &&
      holds(level.when, incident, policy),
  );
}

/** That nobody came is said once: by the ladder, when it is at its top. */
function isAtTheTop(incident: Draft, { ladder: own }: Page, why: MovedWhy): boolean {
  const ladder = own && ladderOf(incident, own.path);
  return why === 'silent' && ladder?.ended?.why === 'at_the_top';
}

function runningOf(incident: Draft, { ladder: own }: Page): Ladder | null {
  const ladder = own && ladderOf(incident, own.path);
  return ladder && !ladder.ended ? ladder : null;
}

/** Rotations behind those that were asked, which this call has not asked yet. */
function backupsOf(page: Page, incident: Draft, policy: Policy): string[] {
  const { pages } = incident.state;
  const called = pages
    .filter((each) => isOneCall(each, page, pages))
    .flatMap((each) => [...each.who, ...each.asked]);
  const behind = policy.on_call
    .filter(({ key }) => page.asked.includes(`on_call:${key}`))
    .flatMap(({ backup }) => (backup ? [`on_call:${backup}`] : []));
  return [...new Set(behind)].filter((ref) => !called.includes(ref));
}

/** Whether the next level asks for it anyway: then it is climbed, or waited for where people are only silent. */
function isAskedNext(
  ref: string,
  ladder: Ladder,
  incident: Draft,
  { policy, why }: Because,
): boolean {
  const levels = levelsOf(ladder, policy);
  const next =
    why === 'silent'
      ? (nextStep(ladder, policy)?.levels ?? [])
      : [nextByHand(ladder, incident, policy)];
  return next.some((index) => {
    const level = index === null ? undefined : levels[index];
    return level !== undefined && whoOf(level).includes(ref);
  });
}
