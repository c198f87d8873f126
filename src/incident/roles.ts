import type { Role } from '../policy/language/roles.ts';
import type { Policy } from '../policy/schema.ts';
import {
  type Accepted,
  accept,
  entry,
  homes,
  type Of,
  person,
  type Refused,
  refuse,
  type Scene,
  sync,
  tell,
  tellRoom,
  withState,
} from './decision.ts';
import { commanderRole, holdersOf, isEnded, offerOf } from './lookup.ts';
import type { Decision, Effect, Holder, Incident, UserId } from './types.ts';

type Entry = Accepted['entry'];

export function takeRole(scene: Scene, command: Of<'take_role'>): Decision {
  const role = openRole(scene, command.role);
  if ('ok' in role) return role;
  const previous = replacedBy(scene, role, command.by, command.expect?.holders);
  if ('ok' in previous) return previous;
  const line = entry('take_role', person(command.by), { role: role.key, previous });
  return give(scene, role, { to: command.by, by: command.by, previous }, line);
}

export function assignRole(scene: Scene, command: Of<'assign_role'>): Decision {
  const role = openRole(scene, command.role);
  if ('ok' in role) return role;
  const { by, userId } = command;
  const previous = replacedBy(scene, role, userId, command.expect?.holders);
  if ('ok' in previous) return previous;
  const line = entry('assign_role', person(by), { role: role.key, userId, previous });
  return give(scene, role, { to: userId, by, previous }, line);
}

export function giveUpRole(scene: Scene, command: Of<'give_up_role'>): Decision {
  const role = openRole(scene, command.role);
  if ('ok' in role) return role;
  const { incident, policy } = scene;
  const left = holdersOf(incident, role.key).filter((holder) => holder.userId !== command.by);
  if (left.length === holdersOf(incident, role.key).length) {
    return refuse({ code: 'not_holder', role: role.key });
  }
  const fact = { type: 'role_given_up', role: role.key, userId: command.by } as const;
  return accept(
    withHolders(scene, role.key, left),
    entry('give_up_role', person(command.by), { role: role.key }),
    [tellRoom(fact), ...shownRoles(policy, role.key), ...homes(command.by)],
  );
}

export function offerHandover(scene: Scene, command: Of<'offer_handover'>): Decision {
  const role = openRole(scene, command.role);
  if ('ok' in role) return role;
  const { incident, now } = scene;
  const { by, to } = command;
  if (!holds(incident, role.key, by)) return refuse({ code: 'not_holder', role: role.key });
  if (holds(incident, role.key, to)) {
    return refuse({ code: 'already_holder', role: role.key, userId: to });
  }
  const offers = { ...incident.state.offers, [role.key]: { from: by, to, at: now } };
  return accept(
    withState(incident, { offers }),
    entry('offer_handover', person(by), { role: role.key, to }),
    [
      tell(to, { type: 'handover_offered', role: role.key, from: by }),
      ...sync('card'),
      ...homes(by, to),
    ],
    // Who is offered a role may see the incident, or could not answer about a private one.
    { joined: [to] },
  );
}

export function acceptHandover(scene: Scene, command: Of<'accept_handover'>): Decision {
  const role = openRole(scene, command.role);
  if ('ok' in role) return role;
  const offer = offerOf(scene.incident, role.key);
  if (offer?.to !== command.by) return refuse({ code: 'no_offer', role: role.key });
  const { from, to } = offer;
  const line = entry('accept_handover', person(to), { role: role.key, from });
  return give(scene, role, { to, by: to, previous: [from] }, line);
}

export function declineHandover(scene: Scene, command: Of<'decline_handover'>): Decision {
  const role = openRole(scene, command.role);
  if ('ok' in role) return role;
  const { incident } = scene;
  const offer = offerOf(incident, role.key);
  if (offer?.to !== command.by) return refuse({ code: 'no_offer', role: role.key });
  const { [role.key]: _declined, ...offers } = incident.state.offers;
  return accept(
    withState(incident, { offers }),
    entry('decline_handover', person(command.by), { role: role.key, from: offer.from }),
    [
      tell(offer.from, { type: 'handover_declined', role: role.key, userId: command.by }),
      ...sync('card'),
      ...homes(offer.from, command.by),
    ],
  );
}

/** The role, if the policy has it and the incident is not over. */
function openRole({ incident, policy }: Scene, key: string): Role | Refused {
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const role = policy.roles.find((each) => each.key === key);
  const allowed = policy.roles.map((each) => each.key);
  return role ?? refuse({ code: 'unknown_role', given: key, allowed });
}

/**
 * Whom `userId` would replace by getting the role. Nobody is replaced by accident: only where one
 * person may hold it, and only if the one who acts says to have seen exactly these holders.
 */
function replacedBy(
  { incident }: Scene,
  role: Role,
  userId: UserId,
  seen: UserId[] | undefined,
): UserId[] | Refused {
  const holders = holdersOf(incident, role.key);
  const ids = holders.map((holder) => holder.userId);
  if (ids.includes(userId)) return refuse({ code: 'already_holder', role: role.key, userId });
  const [first] = holders;
  if (holders.length < role.max || !first) return [];
  if (role.max > 1) return refuse({ code: 'role_full', role: role.key, max: role.max });
  if (seen && seen.join() === ids.join()) return ids;
  return refuse({ code: 'role_taken', role: role.key, holders: ids, since: first.since });
}

function give(
  scene: Scene,
  role: Role,
  gift: { to: UserId; by: UserId; previous: UserId[] },
  line: Entry,
): Decision {
  const { to, by, previous } = gift;
  const others = holdersOf(scene.incident, role.key).filter(
    (holder) => holder.userId !== to && !previous.includes(holder.userId),
  );
  const duties: Effect[] =
    role.duties.length > 0 ? [tell(to, { type: 'role_duties', role: role.key, by })] : [];
  return accept(
    withHolders(scene, role.key, [...others, { userId: to, since: scene.now }]),
    line,
    [
      tellRoom({ type: 'role_taken', role: role.key, userId: to, previous, by }),
      ...shownRoles(scene.policy, role.key),
      ...duties,
      // They may have pressed a button somewhere else; who is in the room already is left alone.
      { family: 'sync', type: 'sync_invite', who: [{ userId: to }] },
      ...homes(to, ...previous),
    ],
    { joined: [to] },
  );
}

/** The incident with these holders; offers of those who do not hold the role any more are void. */
function withHolders({ incident, policy, now }: Scene, role: string, holders: Holder[]): Incident {
  const { [role]: _before, ...otherRoles } = incident.state.roles;
  const { [role]: _offer, ...otherOffers } = incident.state.offers;
  const offer = offerOf(incident, role);
  const stands =
    offer &&
    holders.some((holder) => holder.userId === offer.from) &&
    !holders.some((holder) => holder.userId === offer.to);
  return withState(incident, {
    roles: holders.length > 0 ? { ...otherRoles, [role]: holders } : otherRoles,
    offers: stands ? { ...otherOffers, [role]: offer } : otherOffers,
    ...(role === commanderRole(policy)
      ? {
          commanderlessSince:
            holders.length > 0 ? null : (incident.state.commanderlessSince ?? now),
        }
      : {}),
  });
}

function holds(incident: Incident, role: string, userId: UserId): boolean {
  return holdersOf(incident, role).some((holder) => holder.userId === userId);
}

/** Where a role is shown: on the card; the commander also in the topic and the announcement. */
function shownRoles(policy: Policy, role: string): Effect[] {
  return role === commanderRole(policy) ? sync('card', 'topic', 'news') : sync('card');
}
