import type { Policy } from '../../policy/schema.ts';
import type { Consequence, Draft } from '../consequences.ts';
import { homes } from '../decision.ts';
import { isHeldAsBooked } from '../meeting/record.ts';
import type { Incident, UserId } from '../types.ts';
import { whether } from './whether.ts';
import { emptySections } from './written.ts';

/** What people owe of postmortems: those that they write, and meetings that they are told of. */

const weekMs = 7 * 86_400_000;

/** Whether they are to write it, or to see it published. */
export function isOwedBy(incident: Draft, policy: Policy, userId: UserId): boolean {
  const { author, status } = incident.state.postmortem;
  if (author?.userId !== userId || status === 'published') return false;
  return whether(incident, policy) === 'held';
}

/** The meeting within a week that they are told of, until people meet or its time is over; null: there is none. */
export function meetingSoon(incident: Draft, userId: UserId, now: Date) {
  const { booked } = incident.state.booking;
  if (!booked?.invited.includes(userId) || booked.toAt <= now) return null;
  if (isHeldAsBooked(incident)) return null;
  return booked.fromAt.getTime() - now.getTime() <= weekMs ? booked : null;
}

/** Keeps the Home tabs of these people equal to it. */
export const owedConsequences: Consequence = ({ before, after, policy }) => {
  const [was, is] = [before ? shownTo(before, policy) : new Map(), shownTo(after, policy)];
  const people = [...new Set([...was.keys(), ...is.keys()])].filter(
    (userId) => was.get(userId) !== is.get(userId),
  );
  return people.length > 0 ? { after, also: [], effects: homes(...people) } : null;
};

/** What the Home tab of each of them says of it. */
function shownTo(incident: Draft, policy: Policy): Map<UserId, string> {
  const { title, isPrivate, phase, state } = incident;
  const { author, status, choice } = state.postmortem;
  const { booked } = state.booking;
  const shown = new Map<UserId, string>();
  const about = JSON.stringify([title, isPrivate, phase]);
  if (booked && !isHeldAsBooked(incident)) {
    const { fromAt, toAt, where } = booked;
    for (const each of booked.invited)
      shown.set(each, JSON.stringify([about, fromAt, toAt, where]));
  }
  if (author && isOwedBy(incident, policy, author.userId)) {
    const empty = emptySections({ incident: incident as Incident, policy });
    const { clocks, milestones } = state;
    const owes = [about, status, choice?.hold, empty, clocks['postmortem'], milestones];
    shown.set(author.userId, `${shown.get(author.userId) ?? ''}${JSON.stringify(owes)}`);
  }
  return shown;
}
