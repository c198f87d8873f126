import {
  accept,
  entry,
  homes,
  type Of,
  person,
  type Refused,
  refuse,
  type Scene,
  sync,
  tellRoom,
  tooLong,
} from '../decision.ts';
import { isEnded } from '../lookup.ts';
import { limits } from '../text.ts';
import type { Decision, Effect, Incident, UserId } from '../types.ts';
import type { Step } from './climb.ts';
import { ladderEnded } from './climb.ts';
import { withAlso } from './ladder-rules.ts';
import { ladderOf } from './ladders.ts';
import { movedOn, movedWhereNobodyIsLeft } from './move-on.ts';
import { findWho, withChanged, withEnded, withPage } from './paging.ts';
import type { Page } from './types.ts';
import { isOneCall, pageOf, waitedFor } from './waiting.ts';

/** Pages by hand, and what people and delivery say of them. */

/** Nobody types more names than this. */
export const mostPaged = 20;
/** Of a large team not everybody is kept. */
const mostKept = 30;

const delivery = { kind: 'delivery' } as const;

/** Calls people, rotations, teams or roles at once. A reason may be left out: somebody is in a hurry. */
export function page({ incident, policy, now }: Scene, command: Of<'page'>): Decision {
  const { by, reason } = command;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const who = [...new Set(command.who)].slice(0, mostPaged);
  const { asked, failed } = findWho(who, incident, policy);
  const isAnybody = asked.length > 0 || failed.some(({ error }) => error === 'outside');
  if (!isAnybody) return refuse({ code: 'nobody_to_page', given: who });
  const fault = tooLong('reason', reason, limits.reason);
  if (fault) return fault;
  const wanted = { who, by, reason, ladder: null, instead: null };
  const paged = withPage(incident, policy, wanted, now);
  const { id } = paged.page;
  return accept(paged.after, entry('page', person(by), { page: id, who, reason }), [
    ...paged.effects,
    tellRoom({ type: 'paged', page: id, reason, by, ladder: null }),
    ...sync('card'),
  ]);
}

/**
 * Somebody comes: who was asked, or anybody who takes it on. Then nobody else of the same call is waited
 * for, but for others who were named by hand; a ladder that waits for an answer ends. For a contact
 * outside it says that they were called.
 */
export function acknowledgePage(scene: Scene, command: Of<'acknowledge_page'>): Decision {
  const { incident, policy, now } = scene;
  const { by } = command;
  const known = pageOf(incident, command.page);
  const fault = overFault(incident, known);
  if (fault || !known) return fault ?? refuse({ code: 'no_page' });
  const earlier = known.acknowledged.find(({ userId }) => userId === by);
  if (earlier) return refuse({ code: 'page_answered', at: earlier.at });
  const called = known.asked.length === 0 && !known.endedAt ? outsideOf(known) : [];
  const { pages } = incident.state;
  const family = pages.filter(
    (each) => each === known || (!each.endedAt && isOneCall(each, known, pages)),
  );
  const answered = family.reduce(
    (after, each) => withChanged(after, withAnswer(each, { userId: by, at: now })),
    incident,
  );
  const ended = withEnded(answered, policy, {
    which: (each) => family.some(({ id }) => id === each.id) && waitedFor(each).length === 0,
    action: 'acknowledge',
    now,
  });
  const ladder = known.ladder ? ladderOf(ended.after, known.ladder.path) : undefined;
  const waited = ladder && !ladder.ended && ladder.while === 'unacknowledged' ? ladder : null;
  const step: Step<Incident> = waited
    ? ladderEnded(ended.after, waited, { why: 'acknowledged', by }, { policy, now })
    : { after: ended.after, effects: [], also: [] };
  const line = entry('acknowledge_page', person(by), { page: known.id, for: called });
  const invite: Effect = { family: 'sync', type: 'sync_invite', who: [{ userId: by }] };
  return accept(
    step.after,
    withAlso(line, step.also),
    [
      ...ended.effects,
      ...step.effects,
      ...(called.length > 0 ? [] : [invite]),
      tellRoom({ type: 'page_answered', page: known.id, userId: by, comes: true }),
      ...sync('card'),
      ...homes(by),
    ],
    { joined: [by] },
  );
}

function outsideOf({ failed }: Page): string[] {
  return failed.map(({ who }) => who);
}

function withAnswer(page: Page, answer: Page['acknowledged'][number]): Page {
  const { userId } = answer;
  return {
    ...page,
    acknowledged: [...page.acknowledged, answer].slice(-mostKept),
    cannot: page.cannot.filter((each) => each !== userId),
  };
}

/** Somebody who was asked cannot come: whoever is next is called at once where nobody else is left. */
export function cannotCome({ incident, policy, now }: Scene, command: Of<'cannot_come'>): Decision {
  const { by } = command;
  const known = pageOf(incident, command.page);
  const fault = overFault(incident, known);
  if (fault || !known) return fault ?? refuse({ code: 'no_page' });
  if (known.cannot.includes(by)) return refuse({ code: 'page_answered', at: now });
  const answered: Page = {
    ...known,
    cannot: [...known.cannot, by].slice(-mostKept),
    acknowledged: known.acknowledged.filter(({ userId }) => userId !== by),
    // Whoever answers was reached, whatever delivery says of it later.
    reached: known.reached.includes(by) ? known.reached : [...known.reached, by].slice(-mostKept),
  };
  const after = withChanged(incident, answered);
  const isWithdrawn =
    answered.acknowledged.length < known.acknowledged.length && answered.acknowledged.length === 0;
  const step = isWithdrawn
    ? movedOn(after, answered, { policy, now, why: 'cannot' })
    : movedWhereNobodyIsLeft(after, answered, { policy, now });
  const line = entry('cannot_come', person(by), { page: known.id });
  const said = tellRoom({ type: 'page_answered', page: known.id, userId: by, comes: false });
  if (!step) return accept(after, line, [said, ...sync('card')]);
  return accept(step.after, withAlso(line, step.also), step.effects);
}

function overFault({ phase }: Incident, known: Page | undefined): Refused | null {
  if (isEnded(phase)) return refuse({ code: 'ended', phase });
  return known ? null : refuse({ code: 'no_page' });
}

/**
 * Whom it reached. Who is called into a private incident may see it from then on; not whom a page reached
 * that ended meanwhile, as those of a ladder do when an incident becomes private.
 */
export function pageReached(scene: Scene, command: Of<'page_reached'>): Decision {
  const { userIds } = command;
  const { incident } = scene;
  const known = pageOf(incident, command.page);
  const news = userIds.filter((userId) => !known?.reached.includes(userId));
  if (!known || news.length === 0) return accept(incident, null, []);
  const reached = [...known.reached, ...news].slice(0, mostKept);
  const line = entry('page_reached', delivery, { page: known.id, userIds: news });
  const isCalledIn = incident.isPrivate && known.endedAt === null;
  return heard(scene, { ...known, reached }, line, isCalledIn ? news : []);
}

export function pageFailed(scene: Scene, command: Of<'page_failed'>): Decision {
  const { who, error } = command;
  const known = pageOf(scene.incident, command.page);
  const isKnown = known?.failed.some((each) => each.who === who && each.error === error);
  if (!known || isKnown) return accept(scene.incident, null, []);
  const others = known.failed.filter((each) => each.who !== who);
  const failed = [...others, { who, error: error.slice(0, 60) }].slice(-mostKept);
  const line = entry('page_failed', delivery, { page: known.id, who, error });
  return heard(scene, { ...known, failed }, line);
}

export function pageQuiet(scene: Scene, command: Of<'page_quiet'>): Decision {
  const { userId, untilAt } = command;
  const known = pageOf(scene.incident, command.page);
  if (!known || known.quiet.some((each) => each.userId === userId)) {
    return accept(scene.incident, null, []);
  }
  const quiet = [...known.quiet, { userId, untilAt }].slice(-mostKept);
  const line = entry('page_quiet', delivery, { page: known.id, userId, untilAt });
  return heard(scene, { ...known, quiet }, line);
}

/** A page with what delivery said of it; where nobody can come the next is called at once. */
function heard(
  { incident, policy, now }: Scene,
  changed: Page,
  line: ReturnType<typeof entry>,
  joined: UserId[] = [],
): Decision {
  const after = withChanged(incident, changed);
  const step = movedWhereNobodyIsLeft(after, changed, { policy, now });
  const effects = step ? step.effects : changed.endedAt ? [] : sync('card');
  const people = joined.length > 0 ? { joined } : undefined;
  return accept(step?.after ?? after, withAlso(line, step?.also ?? []), effects, people);
}
