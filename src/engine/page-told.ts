import { isMember, pageOf } from '../incident/escalation/waiting.ts';
import type { Fact, Incident } from '../incident/types.ts';
import { NotYet, type Sending } from './sending.ts';

/** The room hears of a page together with who was found for it, where that is known soon. */

/** So long, in milliseconds of real time, and how often it looks. */
const patienceMs = 3_000;
const lookMs = 150;

/**
 * Throws `NotYet` while the page of a room's message is still on its way, so that the message can
 * mention people and not only the rotation. A clock that is off only costs the wait.
 */
export function awaitWhoIsPaged({ row, incident }: Sending, fact: Fact): void {
  const age = Date.now() - row.firstAttemptAt.getTime();
  if (age < 0 || age > patienceMs) return;
  if (pagesOf(fact).some((id) => isOnItsWay(incident, id))) throw new NotYet('page_first', lookMs);
}

function pagesOf(fact: Fact): number[] {
  if (fact.type === 'paged') return [fact.page];
  if (fact.type !== 'ladder_climbed') return [];
  return fact.levels.flatMap(({ page }) => (page === null ? [] : [page]));
}

function isOnItsWay(incident: Incident, id: number): boolean {
  const page = pageOf(incident, id);
  if (!page || page.endedAt) return false;
  const isFound = page.reached.length > 0 || page.failed.length > 0;
  return !isFound && page.asked.some((ref) => !isMember(ref));
}
