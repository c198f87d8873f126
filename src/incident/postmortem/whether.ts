import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { milestoneAt } from '../course/milestones.ts';
import { isDropped, isOpen } from '../lookup.ts';

/**
 * Whether an incident gets a postmortem: `held` (asked for by the policy, or chosen by people),
 * `offered` (anybody may start one), `undecided` (it is in the list of cases to choose from),
 * `skipped` (people decided against it), `none`.
 */
export type Whether = 'held' | 'offered' | 'undecided' | 'skipped' | 'none';

/** Whether there can be one at all: exercises, and what was none or goes on in another, have none. */
export function canHave({ isDrill, phase }: Pick<Draft, 'isDrill' | 'phase'>): boolean {
  return !isDrill && !isDropped(phase);
}

export function whether(incident: Draft, policy: Policy): Whether {
  const { choice } = incident.state.postmortem;
  if (!canHave(incident)) return 'none';
  if (choice) return choice.hold ? 'held' : 'skipped';
  return byPolicy(incident, policy);
}

/** What the policy says where nobody decided. */
export function byPolicy(incident: Draft, policy: Policy): Whether {
  const { postmortem: review } = policy;
  if (!review) return 'none';
  if (review.chosen) return isOver(incident) ? 'undecided' : 'none';
  if (holds(review.required, incident, policy)) return 'held';
  return review.optional && holds(review.optional, incident, policy) ? 'offered' : 'none';
}

/** Whether people are asked for one: of what was entered when it was over already only where they want it. */
export function isAskedFor(incident: Draft, policy: Policy): boolean {
  const { isPast, postmortem } = incident.state;
  if (isPast && !postmortem.choice?.hold) return false;
  return whether(incident, policy) === 'held';
}

/** Whether one is still to be held. */
export function isToBeHeld(incident: Draft, policy: Policy): boolean {
  return isAskedFor(incident, policy) && milestoneAt(incident, 'postmortem_held') === null;
}

/** Whether the room gets a message about it. What is chosen from a list is asked there, not in each room. */
export function isShown(incident: Draft, policy: Policy): boolean {
  const { shownAt } = incident.state.postmortem;
  if (shownAt) return true;
  const how = whether(incident, policy);
  if (how === 'offered') return isOver(incident);
  return how === 'held' && isTime(incident, policy);
}

function isTime(incident: Draft, policy: Policy): boolean {
  if (isOver(incident)) return true;
  // Somebody wants it already.
  if (incident.state.postmortem.choice?.hold) return true;
  return policy.postmortem?.arrange === 'active' && isWorkedOn(incident);
}

/** While it is decided whether it is an incident at all, nothing is arranged. */
function isWorkedOn({ phase }: Draft): boolean {
  return isOpen(phase) && phase !== 'triage';
}

function isOver({ phase }: Draft): boolean {
  return phase === 'resolved' || phase === 'reviewing' || phase === 'closed';
}
