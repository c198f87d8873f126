import { handedOn } from '../action-items/hand-on.ts';
import {
  accept,
  entry,
  type Of,
  type Scene,
  sync,
  tell,
  tellRoom,
  withState,
} from '../decision.ts';
import { commanderOf, commanderRole, holdersOf, isEnded, isOpen } from '../lookup.ts';
import type { Decision, Effect, Incident, UserId } from '../types.ts';
import type { PresenceEntries } from './types.ts';
import { watchOf } from './watch.ts';

/** Somebody who holds roles left: the workspace, or only the room. */

/** Roles that somebody holds, in the order of the policy. */
export function rolesOf({ incident, policy }: Pick<Scene, 'incident' | 'policy'>, userId: UserId) {
  return policy.roles
    .map(({ key }) => key)
    .filter((key) => holdersOf(incident, key).some((holder) => holder.userId === userId));
}

/**
 * They cannot come back to what they held: it is free, and what they were offered or offered is void.
 * What they still had to do, after the incident, too, goes on to somebody else.
 */
export function memberGone(scene: Scene, { userId }: Of<'member_gone'>): Decision {
  const { policy } = scene;
  const { after: incident, items, heir, effects: told } = handedOn(scene, userId);
  const stays = userId === incident.declaredBy && !incident.isPrivate;
  const gone = stays ? undefined : { left: [userId] };
  const left = { userId, roles: [], ...(heir === null ? {} : { items, heir }) };
  if (isEnded(incident.phase)) return accept(incident, handed(left), told, gone);
  const roles = rolesOf(scene, userId);
  const offers = Object.entries(incident.state.offers).filter(
    ([, { from, to }]) => from !== userId && to !== userId,
  );
  const isOffered = offers.length < Object.keys(incident.state.offers).length;
  if (roles.length === 0 && !isOffered) return accept(incident, handed(left), told, gone);
  const without = withoutHolder({ ...scene, incident }, userId);
  const commands = roles.includes(commanderRole(policy));
  return accept(
    withState(without, { offers: Object.fromEntries(offers) }),
    entry('member_gone', { kind: 'delivery' }, { ...left, roles }),
    [
      ...told,
      ...(roles.length > 0
        ? [tellRoom({ type: 'holder_gone', roles, userId, why: 'left_workspace' })]
        : []),
      ...(commands ? sync('card', 'topic', 'news') : sync('card')),
    ],
    gone,
  );
}

/** What the timeline says of who had nothing but action items; null: not even these. */
function handed(left: PresenceEntries['member_gone']) {
  return left.items ? entry('member_gone', { kind: 'delivery' }, left) : null;
}

function withoutHolder({ incident, policy, now }: Scene, userId: UserId): Incident {
  const left = Object.entries(incident.state.roles).flatMap(([role, holders]) => {
    const stay = holders.filter((holder) => holder.userId !== userId);
    return stay.length > 0 ? [[role, stay] as const] : [];
  });
  const after = withState(incident, { roles: Object.fromEntries(left) });
  const isCommanded = commanderOf(after, policy) !== null;
  return withState(after, {
    commanderlessSince: isCommanded ? null : (incident.state.commanderlessSince ?? now),
  });
}

/**
 * A holder who left the room keeps the role: they may be back. The room is told, and who commanded
 * is asked whether they are still with it.
 */
export function holderLeft(scene: Scene, userId: UserId): { after: Incident; effects: Effect[] } {
  const { incident, policy, now } = scene;
  const roles = isOpen(incident.phase) ? rolesOf(scene, userId) : [];
  if (roles.length === 0) return { after: incident, effects: [] };
  const told = tellRoom({ type: 'holder_gone', roles, userId, why: 'left_room' });
  const watch = watchOf(incident, policy, now);
  const isAsked = watch?.userId === userId && watch.asked === null;
  if (!isAsked) return { after: incident, effects: [told] };
  const sinceAt = watch.heardAt;
  return {
    after: withState(incident, { watch: { ...watch, asked: { who: 'commander', at: now } } }),
    // The card says that they were asked.
    effects: [told, tell(userId, { type: 'still_there', userId, sinceAt }), ...sync('card')],
  };
}
