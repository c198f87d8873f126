import type { Policy } from '../../policy/schema.ts';
import { tellRoom } from '../decision.ts';
import { type Happened, outliving, type TimerRule } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import { climbedByClock, ladderEnded } from './climb.ts';
import { ladderOf, nextStep, running, stillHolds } from './ladders.ts';
import { movedOn } from './move-on.ts';
import { withChanged } from './paging.ts';
import type { EscalationTimerKind, Ladder, Page } from './types.ts';
import { answersWithin, openPages, pageOf, unansweredAt, waitedFor } from './waiting.ts';

/** The next level of each ladder that goes on by the clock, and when each page counts as unanswered. */
export function escalationTimers(incident: Incident, policy: Policy): Timer[] {
  return [...ladderTimers(incident, policy), ...pageTimers(incident, policy)];
}

function ladderTimers(incident: Incident, policy: Policy): Timer[] {
  return running(incident).flatMap((ladder): Timer[] => {
    const step = nextStep(ladder, policy);
    if (!step) return [];
    const { dueAt, sinceAt, round, levels } = step;
    const what = `${round}.${levels.join('-') || 'top'}`;
    const key = `ladder_step:${ladder.path}:${sinceAt.toISOString()}:${what}`;
    return [{ key, kind: 'ladder_step', dueAt }];
  });
}

function pageTimers(incident: Incident, policy: Policy): Timer[] {
  return openPages(incident).flatMap((page): Timer[] => {
    if (page.movedOnAt !== null || waitedFor(page).length === 0) return [];
    const { id, at } = page;
    const key = `page_unanswered:${id}:${at.toISOString()}:${answersWithin(page, policy)}`;
    return [{ key, kind: 'page_unanswered', dueAt: unansweredAt(page, policy) }];
  });
}

export const escalationTimerRules: Record<EscalationTimerKind, TimerRule> = {
  ladder_step: {
    phases: outliving,
    family: 'ladder_step',
    late: 'each',
    happen: (scene, { key }) => {
      const ladder = ladderOf(scene.incident, whatOf(key));
      return ladder ? stepped(scene, ladder) : untold(scene.incident);
    },
  },
  page_unanswered: {
    phases: outliving,
    family: 'page_unanswered',
    late: 'each',
    happen: ({ incident, policy, now }, { key }) => {
      const page = pageOf(incident, Number(whatOf(key)));
      const isWaiting = page && !page.movedOnAt && waitedFor(page).length > 0;
      if (isWaiting && page.asked.length === 0) return uncalled(incident, page, now);
      const moved = isWaiting ? movedOn(incident, page, { policy, now, why: 'silent' }) : null;
      if (!page || !moved) return untold(incident);
      return { after: moved.after, effects: moved.effects, about: waitedFor(page).join(' ') };
    },
  },
};

/** Stands before those whom nobody called, where the timeline keeps whom it is about. */
export const uncalledMark = 'uncalled ';

/** Asks once more who calls a contact outside; not in the moment in which its ladder does. */
function uncalled(incident: Incident, page: Page, now: Date): Happened {
  const ladder = page.ladder && ladderOf(incident, page.ladder.path);
  if (ladder?.ended?.why === 'at_the_top') return untold(incident);
  const told = tellRoom({ type: 'page_not_reached', page: page.id, why: 'silent' });
  const after = withChanged(incident, { ...page, movedOnAt: now });
  return { after, effects: [told], about: `${uncalledMark}${page.who.join(' ')}` };
}

/** One step, however late: the levels whose time it is, or the end where there is none left. */
function stepped(
  { incident, policy, now }: { incident: Incident; policy: Policy; now: Date },
  ladder: Ladder,
): Happened {
  const how = { policy, now };
  const step = nextStep(ladder, policy);
  const { name, path } = ladder;
  if (!step) return untold(incident);
  if (!stillHolds(ladder.while, incident, policy, now)) {
    const ended = ladderEnded(incident, ladder, { why: 'condition', by: null }, how);
    return { after: ended.after, effects: ended.effects, about: `ended:${name}` };
  }
  if (step.levels.length === 0) {
    const { after } = ladderEnded(incident, ladder, { why: 'at_the_top', by: null }, how);
    if (hasAnyCome(incident, ladder)) return { after, effects: [], about: `ended:${name}` };
    const toCall = callsOpen(incident, ladder);
    const told = tellRoom({ type: 'ladder_at_the_top', path, name, toCall });
    return { after, effects: [told], about: `top:${name}` };
  }
  const climbed = climbedByClock(incident, ladder, step, { ...how, by: null, reason: '' });
  const levels = climbed.also.flatMap((each) =>
    each.type === 'levels_climbed' ? each.levels : [],
  );
  const about = `climbed:${name}: ${levels.join(', ')}`;
  return { after: climbed.after, effects: climbed.effects, isTold: levels.length > 0, about };
}

/** Whether somebody whom this ladder called has come. */
function hasAnyCome(incident: Incident, ladder: Ladder): boolean {
  return pagesOf(incident, ladder).some(({ acknowledged }) => acknowledged.length > 0);
}

/** Contacts outside whom somebody has yet to call; none where people were paged, too. */
function callsOpen(incident: Incident, ladder: Ladder): string[] {
  const pages = pagesOf(incident, ladder);
  if (pages.some(({ asked }) => asked.length > 0)) return [];
  return pages.filter(({ endedAt }) => endedAt === null).flatMap(({ who }) => who);
}

function pagesOf({ state }: Incident, { path, startedAt }: Ladder): Page[] {
  return state.pages.filter(({ ladder, at }) => ladder?.path === path && at >= startedAt);
}

function untold(incident: Incident): Happened {
  return { after: incident, effects: [], isTold: false };
}

/** A key reads kind:what:instant. */
function whatOf(key: string): string {
  return key.split(':')[1] ?? '';
}
