import type { Milestone } from '../../policy/language/course.ts';
import type { Policy } from '../../policy/schema.ts';
import { passes } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { holdersOf } from '../lookup.ts';
import { isNeeded, rolesMissing } from '../needed-roles.ts';
import { allLists } from '../tasks/lists.ts';
import { taskDone } from '../tasks/progress.ts';
import type { UserId } from '../types.ts';

/** What sets milestones by itself. Declared, resolved and closed are the incident's own instants. */

/** Whether what sets a milestone is so in an incident as it is. */
export function isReached(key: string, incident: Draft, policy: Policy): boolean {
  const by = policy.milestones.find((each) => each.key === key)?.set_by;
  return isReachedByItself(key, incident, policy) || (by ? happened(by, incident, policy) : false);
}

function isReachedByItself(key: string, incident: Draft, policy: Policy): boolean {
  switch (key) {
    case 'acknowledged':
      return Object.values(incident.state.roles).some((holders) => holders.length > 0);
    case 'team_assembled':
      return (
        !hasOwnWay(policy, key) &&
        policy.roles.some((role) => isNeeded(incident, policy, role)) &&
        rolesMissing(incident, policy).length === 0
      );
    case 'mitigated':
      return incident.phase === 'mitigated';
    case 'call_started':
      return incident.state.call !== null;
    case 'call_ended':
      return incident.state.call?.endedAt != null;
    case 'postmortem_booked':
      return incident.state.booking.booked !== null;
    case 'postmortem_held':
      return isHeldInWriting(incident);
    default:
      return false;
  }
}

/** A document that is published holds the postmortem where nobody meets for it. */
function isHeldInWriting({ state }: Draft): boolean {
  return state.postmortem.status === 'published' && state.booking.booked === null;
}

/**
 * Whether the policy says itself what reaches it. A team that is there when somebody says so is not
 * there because the few roles of the first minutes are filled.
 */
function hasOwnWay(policy: Policy, key: string): boolean {
  return (
    policy.milestones.some((each) => each.key === key && each.set_by !== undefined) ||
    allLists(policy).some(({ steps }) =>
      steps.some((step) => [step, ...step.steps].some(({ reaches }) => reaches === key)),
    )
  );
}

function happened(by: NonNullable<Milestone['set_by']>, incident: Draft, policy: Policy): boolean {
  const { state, status } = incident;
  const field =
    by.field && Object.hasOwn(state.fields, by.field) ? state.fields[by.field] : undefined;
  return (
    (by.role !== undefined && holdersOf(incident, by.role).length > 0) ||
    by.status === status ||
    (by.stage !== undefined && by.stage === state.stage?.key) ||
    (by.item !== undefined && taskDone(incident, policy, by.item)) ||
    (by.checklist !== undefined && Object.hasOwn(state.lists, by.checklist)) ||
    (by.told !== undefined &&
      state.messages.some((each) => each.audience === by.told && each.status === 'sent')) ||
    (by.field !== undefined && passes({ given: true }, field)) ||
    (by.kind !== undefined && by.kind === state.kind)
  );
}

/** Whom a milestone names, where it names people: holders of the role that sets it, or who acted. */
export function peopleReaching(
  key: string,
  incident: Draft,
  policy: Policy,
  actor: UserId | null,
): UserId[] {
  const milestone = policy.milestones.find((each) => each.key === key);
  const role = milestone?.set_by?.role;
  if (role && holdersOf(incident, role).length > 0) {
    return holdersOf(incident, role).map(({ userId }) => userId);
  }
  const names = milestone?.people ?? ['acknowledged', 'call_started'].includes(key);
  return names && actor ? [actor] : [];
}
