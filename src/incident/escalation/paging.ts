import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { actingHolders } from '../people.ts';
import { peopleOf } from '../people-refs.ts';
import { excerpt } from '../text.ts';
import type { Effect, Invitee, UserId } from '../types.ts';
import type { Page, PagerAction } from './types.ts';

/**
 * The one place where pages are made and ended: whoever wants a page to go out, or an outside pager
 * to stop, comes through here.
 */

/** So many pages are kept, in so many characters of JSON; of each so many names. */
export const pageLimits = { kept: 20, json: 8_000, asked: 30, failed: 10, reason: 240 } as const;

/** What is wanted of a new page. */
export interface Wanted {
  who: readonly string[];
  by: UserId | null;
  reason: string;
  ladder: Page['ladder'];
  instead: number | null;
}

/** Whom a list of the policy means now: who can be asked, and who cannot and why. */
export interface Found {
  asked: string[];
  failed: Page['failed'];
}

/**
 * Members and references that delivery can reach. Roles are their holders; a role without any, or a
 * team without members, is `nobody`; a contact without an account here is `outside`, and counts only
 * where nobody else is asked: a person has to call them.
 */
export function findWho(who: readonly string[], incident: Draft, policy: Policy): Found {
  const asked = new Set<string>();
  const failed: Page['failed'] = [];
  for (const ref of new Set(who)) {
    const found = ref.startsWith('role:')
      ? actingHolders(incident, ref.slice('role:'.length), policy)
      : peopleOf([ref], policy);
    for (const each of found) asked.add(each);
    if (found.length === 0 && ref !== 'anyone') {
      failed.push({ who: ref, error: ref.startsWith('contact:') ? 'outside' : 'nobody' });
    }
  }
  const isReachable = asked.size > 0;
  return {
    asked: [...asked].slice(0, pageLimits.asked),
    failed: failed.filter(({ error }) => !isReachable || error !== 'outside'),
  };
}

/** The incident with that page, which goes out at once; a person has to call whom it cannot reach. */
export function withPage<D extends Draft>(
  incident: D,
  policy: Policy,
  wanted: Wanted,
  now: Date,
): { after: D; page: Page; effects: Effect[] } {
  const { asked, failed } = findWho(wanted.who, incident, policy);
  const { pages } = incident.state;
  const page: Page = {
    id: Math.max(0, ...pages.map(({ id }) => id)) + 1,
    at: now,
    by: wanted.by,
    who: [...wanted.who],
    asked,
    reason: excerpt(wanted.reason, pageLimits.reason),
    ladder: wanted.ladder,
    instead: wanted.instead,
    reached: [],
    failed: failed.slice(0, pageLimits.failed),
    quiet: [],
    acknowledged: [],
    cannot: [],
    movedOnAt: null,
    // Nobody is waited for where there is nobody.
    endedAt: asked.length > 0 || failed.some(({ error }) => error === 'outside') ? null : now,
  };
  const after = withPages(incident, [...pages, page]);
  return { after, page, effects: [...sending(page), ...pagers(page, policy, 'trigger')] };
}

function sending({ id, asked }: Page): Effect[] {
  if (asked.length === 0) return [];
  const who = asked.map(
    (ref): Invitee => (/^[UW][A-Z0-9]{2,}$/.test(ref) ? { userId: ref } : { ref }),
  );
  return [{ family: 'announce', type: 'page', page: id, who }];
}

/** The incident with these pages over: nobody is waited for any more, and outside pagers are told. */
export function withEnded<D extends Draft>(
  incident: D,
  policy: Policy,
  { which, action, now }: { which: (page: Page) => boolean; action: PagerAction; now: Date },
): { after: D; effects: Effect[] } {
  const ending = incident.state.pages.filter((page) => !page.endedAt && which(page));
  if (ending.length === 0) return { after: incident, effects: [] };
  const pages = incident.state.pages.map((page) =>
    ending.includes(page) ? short({ ...page, endedAt: now }) : page,
  );
  return {
    after: withPages(incident, pages),
    effects: [
      ...ending.flatMap((page) => pagers(page, policy, action)),
      ...incident.state.pages.filter(which).flatMap(over),
    ],
  };
}

/** Those who cannot may still come while others of the call are waited for: they are told with them. */
function over({ id, asked, endedAt, acknowledged }: Page): Effect[] {
  const isToldBefore = endedAt !== null && acknowledged.length > 0;
  if (isToldBefore || asked.length === 0) return [];
  return [{ family: 'announce', type: 'page_over', page: id }];
}

/** Once the incident is over no outside pager goes on ringing, whatever became of the page. */
export function allPagersResolved({ state }: Draft, policy: Policy): Effect[] {
  return state.pages.flatMap((page) => pagers(page, policy, 'resolve'));
}

function pagers({ id, asked }: Page, policy: Policy, action: PagerAction): Effect[] {
  return asked.flatMap((ref): Effect[] => {
    const rotation = policy.on_call.find(({ key }) => ref === `on_call:${key}`);
    if (!rotation?.pager) return [];
    return [{ family: 'announce', type: 'pager', page: id, onCall: rotation.key, action }];
  });
}

/** The incident with one of its pages changed. */
export function withChanged<D extends Draft>(incident: D, page: Page): D {
  return withPages(
    incident,
    incident.state.pages.map((each) => (each.id === page.id ? page : each)),
  );
}

function withPages<D extends Draft>(incident: D, pages: Page[]): D {
  return { ...incident, state: { ...incident.state, pages: trimmed(pages) } };
}

/** Of what is over nobody asks who was asked, but for the pagers that must be told how it ends. */
function short(page: Page): Page {
  return {
    ...page,
    asked: page.asked.filter((ref) => ref.startsWith('on_call:')),
    who: page.who.slice(0, 5),
    reason: excerpt(page.reason, 80),
    reached: page.reached.slice(0, 5),
    failed: page.failed.slice(0, 3),
    quiet: page.quiet.slice(0, 3),
  };
}

/** Those that are over go first, the oldest of them before others; the newest stays. */
function trimmed(pages: Page[]): Page[] {
  const isTooMuch =
    pages.length > pageLimits.kept || JSON.stringify(pages).length > pageLimits.json;
  if (pages.length < 2 || !isTooMuch) return pages;
  const others = pages.slice(0, -1);
  const drop = others.find(({ endedAt }) => endedAt !== null) ?? others[0];
  return trimmed(pages.filter((page) => page !== drop));
}
