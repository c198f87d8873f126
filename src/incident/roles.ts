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
import { isAmong } from './people.ts';
import type { Decision, Effect, Fact, Holder, Incident, UserId } from './types.ts';

type Entry = Accepted['entry'];

export function takeRole(scene: Scene, command: Of<'take_role'>): Decision {
  const role = openRole(scene, command.role);
  if ('ok' in role) return role;
  const previous =
    mayNotHold(scene, role, command.by, command.as) ??
    replacedBy(scene, role, command.by, command.expect?.holders);
  if ('ok' in previous) return previous;
  const line = entry('take_role', person(command.by), { role: role.key, previous });
  const { by, as } = command;
  return give(scene, role, { to: by, by, previous, as }, line);
}

export function assignRole(scene: Scene, command: Of<'assign_role'>): Decision {
  const role = openRole(scene, command.role);
  if ('ok' in role) return role;
  const { by, userId } = command;
  const previous =
    mayNotHold(scene, role, userId, asOf(command, userId)) ??
    replacedBy(scene, role, userId, command.expect?.holders);
  if ('ok' in previous) return previous;
  const line = entry('assign_role', person(by), { role: role.key, userId, previous });
  return give(scene, role, { to: userId, by, previous, as: asOf(command, userId) }, line);
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
    [...toRoom(policy, fact), ...shownRoles(policy, role.key), ...homes(command.by)],
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
  const fault = mayNotHold(scene, role, to, asOf(command, to));
  if (fault) return fault;
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
  const fault = mayNotHold(scene, role, to, command.as);
  if (fault) return fault;
  const line = entry('accept_handover', person(to), { role: role.key, from });
  const gift: Gift = { to, by: to, previous: [from], as: command.as, isHandover: true };
  return give(scene, role, gift, line);
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

/** Why somebody may not hold a role; null where they may. */
function mayNotHold(
  { incident, policy }: Scene,
  role: Role,
  userId: UserId,
  as: readonly string[] | undefined,
): Refused | null {
  const lists = [
    ...(role.may_hold.length > 0 ? [role.may_hold] : []),
    ...(role.key === commanderRole(policy) ? [policy.permissions.command] : []),
  ];
  const who = lists.find((list) => !isAmong(list, userId, as, incident, policy));
  if (who) return refuse({ code: 'may_not_hold', role: role.key, userId, who });
  const other = policy.roles.find(
    (each) =>
      holds(incident, each.key, userId) &&
      (role.not_with.includes(each.key) || each.not_with.includes(role.key)),
  );
  return other ? refuse({ code: 'not_with', role: role.key, userId, held: other.key }) : null;
}

/** What the directory says of who is given a role by somebody. */
function asOf(
  { by, as, receiverAs }: { by: UserId; as?: string[]; receiverAs?: string[] },
  userId: UserId,
): string[] | undefined {
  return userId === by ? as : receiverAs;
}

interface Gift {
  to: UserId;
  by: UserId;
  previous: UserId[];
  /** What the directory says of who gets it. */
  as: readonly string[] | undefined;
  /** They were asked to take over, and said yes. */
  isHandover?: true;
}

function give(scene: Scene, role: Role, gift: Gift, line: Entry): Decision {
  const { to, by, previous } = gift;
  const { incident, policy, now } = scene;
  const others = holdersOf(incident, role.key).filter(
    (holder) => holder.userId !== to && !previous.includes(holder.userId),
  );
  const holder = { userId: to, since: now };
  let after = withHolders(scene, role.key, [...others, holder]);
  const along: Role[] = [];
  for (const each of rolesAlong(scene, role)) {
    if (mayNotHold({ ...scene, incident: after }, each, to, gift.as)) continue;
    after = withHolders({ ...scene, incident: after }, each.key, [holder]);
    along.push(each);
  }
  const got = [role, ...along];
  const names = along.map(({ key }) => key);
  const fact = { type: 'role_taken', role: role.key, userId: to, previous, by } as const;
  return accept(
    after,
    withAlong(line, names),
    [
      ...(isNews(policy, role, gift, along)
        ? toRoom(policy, { ...fact, ...(names.length > 0 ? { along: names } : {}) })
        : []),
      ...got.flatMap((each) => shownRoles(policy, each.key)),
      ...got.filter((each) => each.duties.length > 0).map((each) => duties(each, to, by)),
      // They may have pressed a button somewhere else; who is in the room already is left alone.
      { family: 'sync', type: 'sync_invite', who: [{ userId: to }] },
      ...brief(scene, role, gift),
      ...homes(to, ...previous),
    ],
    { joined: [to] },
  );
}

/** Whoever takes a role over from somebody, or commands in their place, reads where things stand. */
function brief(
  { incident, policy }: Scene,
  { key: role }: Role,
  { to, previous: from, isHandover }: Gift,
): Effect[] {
  if (from.length === 0 || !(isHandover || role === commanderRole(policy))) return [];
  const fact = { type: 'brief', role, from } as const;
  // A direct message stays; what must not leave the room is said there, to them alone.
  const where = { place: incident.isPrivate ? 'whisper' : 'dm', userId: to } as const;
  return [{ family: 'announce', type: 'announce', to: where, fact }];
}

/** Roles that come with this one, as long as nobody holds them. */
function rolesAlong({ incident, policy }: Scene, { takes_along: keys }: Role): Role[] {
  return policy.roles.filter(
    (role) => keys.includes(role.key) && holdersOf(incident, role.key).length === 0,
  );
}

/**
 * Who commands, whoever was put in a role or out of it by another, and what came along: all must
 * know. Who takes a free role themselves is on the card.
 */
function isNews(policy: Policy, role: Role, { to, by, previous }: Gift, along: Role[]): boolean {
  const byOneself = to === by && previous.length === 0;
  return role.key === commanderRole(policy) || !byOneself || along.length > 0;
}

function withAlong(line: Entry, roles: string[]): Entry {
  if (!line || roles.length === 0) return line;
  return { ...line, data: { ...line.data, also: [{ type: 'roles_along', roles }] } };
}

function duties({ key }: Role, to: UserId, by: UserId): Effect {
  return tell(to, { type: 'role_duties', role: key, by });
}

/** Told to everyone, unless the policy wants it only on the card. */
function toRoom(policy: Policy, fact: Fact): Effect[] {
  return policy.room.quiet ? [] : [tellRoom(fact)];
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
