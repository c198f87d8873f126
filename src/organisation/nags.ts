import type { ActionItemState } from '../incident/action-items/types.ts';
import { dayAfter, dayAt } from '../incident/links/days.ts';
import { commanderRole } from '../incident/lookup.ts';
import type { Incident, UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';

/**
 * Who is reminded of which action items, once a working day and all together: ahead of the day each is
 * due, on it, and past it until it is done; then those to whom the policy says. Pure: what is open
 * comes in.
 */

/** One action item that is open, and who may hear of it. */
export interface OwedItem {
  incident: Pick<Incident, 'id' | 'number' | 'title' | 'isPrivate'>;
  item: ActionItemState;
  /** Who may know of its incident; null: everybody. */
  readers: readonly UserId[] | null;
  /** Who holds each role in its incident, by the key of the role. */
  holders: Readonly<Record<string, readonly UserId[]>>;
}

/** The days that a round speaks for: after the one before it, up to its own. */
export interface Round {
  /** When the round before was. */
  sinceAt: Date;
  at: Date;
}

/** What somebody hears in one round. */
export interface Nag {
  /** Theirs, the most late first. */
  own: OwedItem[];
  /** Somebody else's, which is late for so long that they are told. */
  overseen: OwedItem[];
  /** Somebody else's, who hears nothing of it: of a private incident whose room they are not in. */
  unheard: OwedItem[];
}

/** A person, or a reference of the policy that stands for people. */
export type NagTo = { userId: UserId } | { ref: string };

/** Who hears something in a round, and ids of the incidents that what they hear is of. */
export interface Hearer {
  to: NagTo;
  incidents: number[];
}

/**
 * Everybody who hears something in a round, with all incidents in which they have or oversee something:
 * what one person hears is read from these alone, so that a round costs as much as there is to say.
 */
export function hearersOf(items: OwedItem[], policy: Policy, round: Round): Hearer[] {
  const own = new Map<UserId, number[]>();
  for (const each of items) {
    const { owner } = each.item;
    if (!mayHear(each, owner)) continue;
    const ids = own.get(owner) ?? [];
    ids.push(each.incident.id);
    own.set(owner, ids);
  }
  return nagsOf(items, policy, round).map(([to, { overseen, unheard }]) => {
    const theirs = 'userId' in to ? (own.get(to.userId) ?? []) : [];
    const others = [...overseen, ...unheard].map(({ incident }) => incident.id);
    return { to, incidents: [...new Set([...theirs, ...others])] };
  });
}

/** Everybody who hears something in a round; nobody twice, however much it is. */
export function nagsOf(items: OwedItem[], policy: Policy, round: Round): [NagTo, Nag][] {
  const nags = new Map<string, [NagTo, Nag]>();
  const nagOf = (to: NagTo): Nag => {
    const key = 'userId' in to ? `user ${to.userId}` : `ref ${to.ref}`;
    const known = nags.get(key) ?? [to, { own: [], overseen: [], unheard: [] }];
    nags.set(key, known);
    return known[1];
  };
  for (const each of [...items].sort(mostLate)) {
    const { owner } = each.item;
    if (isNagged(each.item, policy, round)) {
      if (mayHear(each, owner)) nagOf({ userId: owner }).own.push(each);
      else for (const userId of inTheirPlace(each, policy)) nagOf({ userId }).unheard.push(each);
    }
    if (!isOverseen(each.item, policy, round)) continue;
    for (const to of overseers(each, policy)) {
      const { overseen, unheard } = nagOf(to);
      if (!unheard.includes(each)) overseen.push(each);
    }
  }
  return [...nags.values()];
}

function mostLate(a: OwedItem, b: OwedItem): number {
  return a.item.dueOn < b.item.dueOn ? -1 : a.item.dueOn > b.item.dueOn ? 1 : a.item.id - b.item.id;
}

export function mayHear({ readers }: OwedItem, userId: UserId): boolean {
  return readers === null || readers.includes(userId);
}

/**
 * Who hears what the owner of an item may not: whoever leads its incident, else who gave it, else the
 * first by id of those who are in the room, so that no item is forgotten while somebody could do it.
 */
function inTheirPlace({ holders, readers, item }: OwedItem, policy: Policy): UserId[] {
  const inside = readers ?? [];
  const leads = (holders[commanderRole(policy)] ?? []).filter((each) => inside.includes(each));
  if (leads.length > 0) return leads;
  return inside.includes(item.by) ? [item.by] : [...inside].sort().slice(0, 1);
}

/** `role:x` is who holds it in that incident; all else is found out when it is sent. */
function overseers({ holders, readers, item }: OwedItem, policy: Policy): NagTo[] {
  return policy.action_items.late_to.flatMap((ref): NagTo[] => {
    const role = /^role:(.+)$/.exec(ref)?.[1];
    // Of a private incident nobody hears who is not in its room, and a reference may be anybody.
    if (role === undefined) return readers === null ? [{ ref }] : [];
    return (holders[role] ?? [])
      .filter((userId) => userId !== item.owner && (readers === null || readers.includes(userId)))
      .map((userId) => ({ userId }));
  });
}

/** Ahead of its day, on it, and every so many days past it. */
function isNagged(item: ActionItemState, policy: Policy, round: Round): boolean {
  const { remind_days_before: before, late_every_days: every } = policy.action_items;
  const ahead = before > 0 ? [dayAfter(item.dueOn, -before)] : [];
  // Moved onto a day whose round was over, or opened again past its day: the next one says it.
  const isSet = item.setAt !== undefined && item.setAt > round.sinceAt;
  if (isSet && item.dueOn <= dayAt(round.at, policy.calendar.zone)) return true;
  return isIn([...ahead, item.dueOn], { from: item.dueOn, every }, item, { policy, round });
}

/** From so many days past its day on, and then as often as its owner is asked. */
function isOverseen(item: ActionItemState, policy: Policy, round: Round): boolean {
  const { late_to_after_days: after, late_every_days: every } = policy.action_items;
  const from = dayAfter(item.dueOn, after);
  return isIn([from], { from, every }, item, { policy, round });
}

/** Whether one of these days, or one of those that come again, is in the round. */
function isIn(
  days: string[],
  again: { from: string; every: number },
  item: ActionItemState,
  { policy, round }: { policy: Policy; round: Round },
): boolean {
  const { zone } = policy.calendar;
  const [since, today] = [dayAt(round.sinceAt, zone), dayAt(round.at, zone)];
  // What was written down, or set anew, after that day's round was in none.
  const isNew = (item.setAt ?? item.at) > round.sinceAt;
  const isMeant = (day: string) => day <= today && (day > since || (isNew && day === since));
  if (days.some(isMeant)) return true;
  const passed = Math.floor(
    (Date.parse(today) - Date.parse(again.from)) / 86_400_000 / again.every,
  );
  return passed > 0 && isMeant(dayAfter(again.from, passed * again.every));
}
