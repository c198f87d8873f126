import type { Policy } from '../../policy/schema.ts';
import { minutesAfter } from '../instants.ts';
import type { Incident, UserId } from '../types.ts';
import type { Page } from './types.ts';

/** Who of a page came, who is waited for, and whether anybody is left who could come. */

/** People have so long to answer where no rotation says otherwise, in minutes; as `answer_within_minutes` by default. */
const answerWithinMinutes = 5;

export function pageOf({ state }: Pick<Incident, 'state'>, id: number): Page | undefined {
  return state.pages.find((page) => page.id === id);
}

/** Pages that wait for somebody, oldest first. */
export function openPages({ state }: Pick<Incident, 'state'>): Page[] {
  return state.pages.filter(({ endedAt }) => endedAt === null);
}

export function isMember(ref: string): ref is UserId {
  return /^[UW][A-Z0-9]{2,}$/.test(ref);
}

/** How long who is asked has to answer, in minutes: the shortest of the rotations among them. */
export function answersWithin({ asked }: Page, policy: Policy): number {
  const rotations = policy.on_call.filter(({ key }) => asked.includes(`on_call:${key}`));
  const minutes = rotations.map((each) => each.answer_within_minutes);
  return minutes.length > 0 ? Math.min(...minutes) : answerWithinMinutes;
}

/** When a page counts as unanswered. */
export function unansweredAt(page: Page, policy: Policy): Date {
  return minutesAfter(page.at, answersWithin(page, policy));
}

/**
 * Who is still to answer, as it was asked. Of a rotation or a team one is enough, as of a level of a
 * ladder; people who were named by hand are waited for each.
 */
export function waitedFor(page: Page): string[] {
  if (page.endedAt) return [];
  const came = page.acknowledged.map(({ userId }) => userId);
  const settled = (ref: string) => came.includes(ref) || page.cannot.includes(ref);
  if (page.ladder || page.instead !== null) return came.length > 0 ? [] : page.who;
  return page.who.filter((ref) => (isMember(ref) ? !settled(ref) : came.length === 0));
}

/** Whom it reached who neither came nor said that they cannot: those who are silent. */
export function silentOf(page: Page): UserId[] {
  const answered = [...page.acknowledged.map(({ userId }) => userId), ...page.cannot];
  return page.reached.filter((userId) => !answered.includes(userId));
}

/** Whether nobody of those who were asked can come, as far as is known: they said so, sleep, or were not found. */
export function isNobodyLeft(page: Page): boolean {
  if (page.asked.length === 0 || page.acknowledged.length > 0) return false;
  const out = (userId: UserId) =>
    page.cannot.includes(userId) || page.quiet.some((each) => each.userId === userId);
  const hasFailed = (ref: string) => page.failed.some(({ who }) => who === ref);
  const members = page.asked.filter(isMember).filter((userId) => !hasFailed(userId));
  const others = page.reached.filter((userId) => !page.asked.includes(userId));
  // Who is behind a reference is known only once somebody of it was reached.
  const isUnknown = page.asked.some((ref) => !isMember(ref) && !hasFailed(ref));
  return members.every(out) && (others.length > 0 ? others.every(out) : !isUnknown);
}

/** Whether two pages are one call: levels of one ladder, or one in the place of the other. */
export function isOneCall(one: Page, other: Page, pages: readonly Page[]): boolean {
  if (one.ladder || other.ladder) return one.ladder?.path === other.ladder?.path;
  return firstOf(one, pages) === firstOf(other, pages);
}

/** The page that a chain of stand-ins began with. */
function firstOf(page: Page, pages: readonly Page[]): number {
  const before = pages.find(({ id }) => id === page.instead);
  return before ? firstOf(before, pages) : (page.instead ?? page.id);
}
