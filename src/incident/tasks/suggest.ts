import type { Runbook } from '../../policy/language/lists.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { type FoundRunbook, searchRunbooks } from './search.ts';

/** Which runbooks may fit an incident: those for what it is or for its words, the best by words first. */
export function suggestedRunbooks(incident: Draft, policy: Policy): Runbook[] {
  const found = searchRunbooks(policy, wordsOf(incident));
  const score = (runbook: Runbook) => found.find((each) => each.runbook === runbook)?.score ?? 0;
  return policy.runbooks
    .filter((each) => holds(each.suggested, incident, policy) || score(each) >= CLEAR / 2)
    .sort((a, b) => score(b) - score(a));
}

/** The one runbook that title and summary point to; undefined where none stands out or one was started. */
export function likelyRunbook(incident: Draft, policy: Policy): Runbook | undefined {
  const isStarted = policy.runbooks.some(({ key }) => Object.hasOwn(incident.state.lists, key));
  if (isStarted || policy.runbooks.length === 0) return undefined;
  const found = searchRunbooks(policy, wordsOf(incident));
  return standsOut(found) ? found[0]?.runbook : undefined;
}

/** Whether the first is clearly meant, so that it may be shown unasked. */
export function standsOut([first, second]: FoundRunbook[]): boolean {
  if (!first || first.score < CLEAR) return false;
  return !second || first.score >= second.score * AHEAD;
}

/** A score that one rare word of its own does not reach alone, but two do. */
const CLEAR = 8;
const AHEAD = 1.5;

function wordsOf({ title, state }: Draft): string {
  return `${title}\n${state.summary}`;
}
