import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { openClosing } from '../meeting/closing.ts';
import { isToBeHeld } from '../postmortem/whether.ts';
import { tasksLeft } from '../tasks/left.ts';
import type { Incident } from '../types.ts';
import { openActionItems } from './open.ts';

/**
 * How much is left to do of an incident that is closed: it is in improvement until that is nothing, and
 * closed for good then. Of exercises nothing is left.
 */
export function leftAfterClosing(incident: Draft, policy: Policy): number {
  if (incident.phase !== 'closed' || incident.isDrill) return 0;
  const { items, tasks, closing, postmortem } = leftOf(incident, policy);
  return items.length + tasks.length + closing.length + Number(postmortem);
}

/** All that is left to do of it. */
export function leftOf(incident: Draft, policy: Policy) {
  return {
    items: openActionItems(incident),
    tasks: tasksLeft(incident, policy),
    closing: openClosing(incident as Incident, policy),
    /** Whether its postmortem is still to be held. */
    postmortem: isToBeHeld(incident, policy),
  };
}

export function isInImprovement(incident: Draft, policy: Policy): boolean {
  return leftAfterClosing(incident, policy) > 0;
}
