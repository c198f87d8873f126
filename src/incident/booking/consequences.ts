import type { Consequence, Draft, Turn } from '../consequences.ts';
import { keptMilestone, milestoneAt } from '../course/milestones.ts';
import { sync } from '../decision.ts';
import { isOpen } from '../lookup.ts';
import { isHeldAsBooked } from '../meeting/record.ts';
import { isLongAhead } from '../meeting/run.ts';
import { whether } from '../postmortem/whether.ts';
import type { Effect } from '../types.ts';
import { telling } from './book.ts';
import { concernedOf, ownPeople } from './concerned.ts';
import { isUnderWay, lengthOf, lookForTimes, withBooking } from './propose.ts';
import type { Booked, MeetingNews } from './types.ts';

/**
 * Times are looked for as soon as it is time to arrange the meeting; whoever comes to it later is told
 * of it, too.
 */
export const bookingConsequences: Consequence = (turn) => {
  const { policy, now } = turn;
  if (isUnbooked(turn)) return { ...dropped(turn.after), effects: [] };
  const needless = needlessMeeting(turn);
  if (needless) return calledOff(turn, needless);
  const early = metBefore(turn);
  if (early) return metEarly(turn, early);
  const hidden = hiddenMeeting(turn);
  if (hidden) return { ...hidden, also: [] };
  if (isToBeProposed(turn)) {
    const asked = { fromAt: null, minutes: lengthOf(policy), at: now };
    return { ...lookForTimes(turn.after, policy, asked), also: [{ type: 'times_looked_for' }] };
  }
  const added = addedTo(turn);
  const { booked, sequence: last } = turn.after.state.booking;
  if (!booked || added.length === 0) return null;
  // Who was told since that they are not invited takes only what has a higher number.
  const sequence = last > booked.sequence ? last + 1 : last;
  const effect = telling(
    added.map((userId) => ({ userId })),
    { ...newsOf(booked), what: 'booked', sequence },
  );
  const after = withBooking(turn.after, { sequence });
  return { after, also: [], effects: [{ ...effect, added: true }] };
};

function newsOf({ fromAt, toAt, where, by }: Booked): Omit<MeetingNews, 'what' | 'sequence'> {
  return { fromAt, toAt, where, by, wasAt: null, reason: '' };
}

/**
 * What everybody's calendar shows of a meeting ahead is taken back when the incident becomes private:
 * who may still see it gets the event again without its title, and who may not a cancellation. Who
 * leaves the room of a private one gets that, too.
 */
function hiddenMeeting<D extends Draft>({ before, after, entry, policy, now }: Turn<D>) {
  const { booked, sequence, told } = after.state.booking;
  if (!before || !after.isPrivate || !booked || booked.toAt <= now) return null;
  const withdrawn = { ...newsOf(booked), where: '', what: 'withdrawn' as const };
  const { actor } = entry;
  const leaver = entry.type === 'leave_room' && 'userId' in actor ? actor.userId : null;
  if (leaver !== null && booked.invited.includes(leaver)) {
    const invited = booked.invited.filter((userId) => userId !== leaver);
    const news = { ...withdrawn, sequence: sequence + 1 };
    return {
      after: withBooking(after, { booked: { ...booked, invited }, sequence: news.sequence }),
      effects: [telling([{ userId: leaver }], news)],
    };
  }
  if (before.isPrivate) return null;
  const again = { ...newsOf(booked), what: 'hidden' as const, sequence: sequence + 2 };
  const next = { ...booked, invited: [], sequence: again.sequence };
  return {
    after: withBooking(after, { booked: next, sequence: again.sequence }),
    effects: [
      telling(
        told.map((userId) => ({ userId })),
        { ...withdrawn, sequence: sequence + 1 },
      ),
      telling(concernedOf(after, policy), again),
    ],
  };
}

/** What is cancelled is not booked any more. */
function isUnbooked({ entry, after }: Turn): boolean {
  return entry.type === 'cancel_meeting' && keptMilestone(after, 'postmortem_booked') !== null;
}

/** The meeting that is ahead of what has no postmortem any more: merged, none after all, decided against. */
function needlessMeeting({ before, after, policy, now }: Turn): Booked | null {
  const { booked } = after.state.booking;
  const isAhead = before !== null && booked !== null && booked.fromAt > now;
  return isAhead && whether(after, policy) !== 'held' ? booked : null;
}

/** Nobody comes to a meeting about nothing. */
function calledOff<D extends Draft>(turn: Turn<D>, booked: Booked) {
  const { reason } = turn.entry.data as { reason?: unknown };
  const { after, effects } = takenOff(turn, booked, {
    reason: typeof reason === 'string' ? reason : '',
  });
  return { ...dropped(after), effects };
}

/** What was booked for later, and people met without waiting for it: the meeting began, or was held. */
function metBefore({ before, after, now }: Turn): Booked | null {
  const { booked } = after.state.booking;
  if (!before || !booked || booked.fromAt <= now) return null;
  const began = isHeldAsBooked(after) && !isHeldAsBooked(before) && isLongAhead(booked, now);
  const isHeld = (draft: Draft) => keptMilestone(draft, 'postmortem_held') !== null;
  const held = isHeld(after) && !isHeld(before) && !isHeldAsBooked(after);
  return began || held ? booked : null;
}

/** It was booked, and people met: that stays so. Nobody is to come to it once more. */
function metEarly<D extends Draft>(turn: Turn<D>, booked: Booked) {
  const { after, effects } = takenOff(turn, booked, { met: true });
  return { after, also: [], effects: [...effects, ...sync('postmortem')] };
}

/** Whoever was told of it is told, and their calendars. */
function takenOff<D extends Draft>(
  { after, entry: { actor } }: Turn<D>,
  booked: Booked,
  why: Partial<MeetingNews>,
): { after: D; effects: Effect[] } {
  const by = 'userId' in actor ? actor.userId : booked.by;
  const sequence = after.state.booking.sequence + 1;
  const news: MeetingNews = { ...newsOf(booked), what: 'cancelled', by, sequence, ...why };
  return {
    after: withBooking(after, { booked: null, sequence }),
    effects: [telling([], news)],
  };
}

function dropped<D extends Draft>(after: D) {
  const { postmortem_booked: _gone, ...milestones } = after.state.milestones;
  return {
    after: { ...after, state: { ...after.state, milestones } },
    also: [{ type: 'milestones_dropped' as const, milestones: ['postmortem_booked'] }],
  };
}

/** While it goes on somebody must lead, who can see to it; a record has nowhere to vote in. */
function isToBeProposed({ after, policy }: Turn): boolean {
  const { booking, roles, place } = after.state;
  if (booking.proposedAt || booking.booked || place === 'record') return false;
  if (['postmortem_booked', 'postmortem_held'].some((key) => milestoneAt(after, key))) return false;
  const isLed = Object.values(roles).some((holders) => holders.length > 0);
  return isUnderWay(after, policy) && (isLed || !isOpen(after.phase));
}

/** Who has a part in it now and was not told of the meeting that is ahead. */
function addedTo({ before, after, entry, now }: Turn): string[] {
  const { booked } = after.state.booking;
  if (!before || !booked || booked.fromAt <= now || isHeldAsBooked(after)) return [];
  const joins = entry.type === 'join_room' && entry.actor.kind === 'person';
  const joined = joins && entry.data['asked'] !== true ? [entry.actor] : [];
  const people = [
    ...ownPeople(after).filter((userId) => !ownPeople(before).includes(userId)),
    ...joined.flatMap((actor) => ('userId' in actor ? [actor.userId] : [])),
  ];
  return [...new Set(people)].filter((userId) => !booked.invited.includes(userId));
}
