import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { modulesOf } from '../kinds/forced.ts';
import { inviteesOf } from '../telling/audiences.ts';
import type { Invitee, UserId } from '../types.ts';

/** Whom the meeting concerns. */

/**
 * Who is invited besides those who take part in the incident, whom delivery knows: who holds a role,
 * who writes the document, those who own what is affected, whom the policy names.
 */
export function concernedOf(incident: Draft, policy: Policy): Invitee[] {
  // Who says that they can come means to.
  const votes = incident.state.booking.slots.flatMap((slot) => slot.votes);
  const own = [...ownPeople(incident), ...votes].map((userId) => ({ userId }));
  const owners = modulesOf(incident.state.modules, policy).flatMap(({ owner }) =>
    owner ? [`team:${owner}`] : [],
  );
  const named = [...owners, ...(policy.postmortem?.attendees ?? [])];
  const all = [...own, ...inviteesOf(named, incident, policy)];
  const seen = new Set<string>();
  return all.filter((each) => {
    const key = 'userId' in each ? each.userId : each.ref;
    return !seen.has(key) && seen.add(key);
  });
}

/** Those who have a part in it by their own doing. */
export function ownPeople({ declaredBy, state }: Draft): UserId[] {
  const holders = Object.values(state.roles).flatMap((role) => role.map(({ userId }) => userId));
  const author = state.postmortem.author?.userId;
  const roles = Object.values(state.meeting?.roles ?? {}).map(({ userId }) => userId);
  return [...new Set([...holders, ...roles, ...(author ? [author] : []), declaredBy])];
}
