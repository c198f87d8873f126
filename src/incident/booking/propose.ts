import {
  type Attendee,
  type MeetingSlot,
  meetingSlots,
  type Wanted,
} from '../../calendar/meeting-slots.ts';
import type { Policy } from '../../policy/schema.ts';
import { type Clock, clocksOf } from '../clocks/clocks.ts';
import { workingDaysAfter } from '../clocks/counted.ts';
import type { Draft } from '../consequences.ts';
import {
  accept,
  entry,
  type Of,
  person,
  type Refused,
  refuse,
  type Scene,
  sync,
} from '../decision.ts';
import { later, minutesAfter } from '../instants.ts';
import { isOpen } from '../lookup.ts';
import { canHave, isShown, whether } from '../postmortem/whether.ts';
import type { Decision, Effect, Incident, UserId } from '../types.ts';
import { concernedOf } from './concerned.ts';
import type { Booking, BookingReport, Slot } from './types.ts';

type Asked = NonNullable<Booking['asked']>;

/** Times that are proposed, and who can come then. */

/** Lengths of a meeting in minutes. */
export const meetingLengths = { min: 5, max: 480, usual: 60 } as const;

/** So many times are proposed at once. */
const mostSlots = 5;
/** Nobody can come at once; and while it goes on, nobody looks back the same day. */
const leadMinutes = 60;
const leadWhileOpenMinutes = 18 * 60;
/** How far ahead is looked where nothing says by when it is held. */
const usualDays = 5;
/** Of those out of hours so many are named. */
const mostOut = 10;

export const nothingBooked: Booking = {
  slots: [],
  lastSlot: 0,
  inVain: null,
  asked: null,
  proposedAt: null,
  booked: null,
  told: [],
  sequence: 0,
};

/** How long the meeting is, as the policy says. */
export function lengthOf({ postmortem }: Policy): number {
  return postmortem?.meeting_minutes ?? meetingLengths.usual;
}

/** Whether one is held, and the room was told of it. */
export function isUnderWay(incident: Draft, policy: Policy): boolean {
  return whether(incident, policy) === 'held' && isShown(incident, policy);
}

/** By when it is to be held; null where nothing says so. */
export function dueOf(incident: Draft, policy: Policy): Date | null {
  return postmortemClock(incident, policy)?.targetAt ?? null;
}

export function postmortemClock(incident: Draft, policy: Policy): Clock | undefined {
  return clocksOf(incident, policy).find(({ key }) => key === 'postmortem');
}

export function withBooking<D extends Draft>(incident: D, changes: Partial<Booking>): D {
  const { state } = incident;
  return { ...incident, state: { ...state, booking: { ...state.booking, ...changes } } };
}

/** Whoever asks for a meeting wants a postmortem; of an exercise, and of what was none, there is none. */
export function wanted(incident: Incident, by: UserId, now: Date): Incident | Refused {
  if (!canHave(incident)) return refuse({ code: 'no_postmortem' });
  const { state } = incident;
  if (state.postmortem.choice?.hold) return incident;
  const postmortem = { ...state.postmortem, choice: { hold: true, by, at: now } };
  return { ...incident, state: { ...state, postmortem } };
}

export function lengthFault(minutes: number | null): Refused | null {
  const { min, max } = meetingLengths;
  const isFine = minutes === null || (minutes >= min && minutes <= max);
  return isFine ? null : refuse({ code: 'meeting_length', min, max });
}

/** Asks delivery, which knows who is concerned and where they are. */
export function lookForTimes<D extends Draft>(
  incident: D,
  policy: Policy,
  asked: NonNullable<Booking['asked']>,
): { after: D; effects: Effect[] } {
  const who = concernedOf(incident, policy);
  return {
    after: withBooking(incident, {
      asked,
      proposedAt: incident.state.booking.proposedAt ?? asked.at,
    }),
    effects: [{ family: 'announce', type: 'find_times', who }],
  };
}

export function proposeSlots(scene: Scene, command: Of<'propose_slots'>): Decision {
  const { by, fromAt } = command;
  const { policy, now } = scene;
  const incident = wanted(scene.incident, by, now);
  if ('ok' in incident) return incident;
  const fault = lengthFault(command.minutes);
  if (fault) return fault;
  const minutes = command.minutes ?? lengthOf(policy);
  const { after, effects } = lookForTimes(incident, policy, { fromAt, minutes, at: now });
  return accept(after, entry('propose_slots', person(by), { fromAt, minutes }), effects);
}

/** Proposes the times that delivery found. What was voted on anew keeps its votes. */
export function slotsFound({ incident }: Scene, command: Of<'slots_found'>): Decision {
  const { asked, slots: before, lastSlot } = incident.state.booking;
  // Asked anew meanwhile: those are on their way.
  if (!asked || !isSame(asked, command.asked)) return accept(incident, null, []);
  const found = command.slots;
  const slots = found.map(({ fromAt, toAt, out }, index): Slot => {
    const same = before.find(
      (each) =>
        each.fromAt.getTime() === fromAt.getTime() && each.toAt.getTime() === toAt.getTime(),
    );
    const { id, votes } = same ?? { id: lastSlot + index + 1, votes: [] };
    return { id, fromAt, toAt, votes, out: out.slice(0, mostOut), outCount: out.length };
  });
  const inVain = found.length === 0 ? asked.minutes : null;
  const last = { lastSlot: lastSlot + found.length, inVain };
  const after = withBooking(incident, { slots, asked: null, ...last });
  return accept(after, null, sync('postmortem'));
}

function isSame(one: Asked, other: Asked): boolean {
  return (
    one.minutes === other.minutes &&
    one.at.getTime() === other.at.getTime() &&
    one.fromAt?.getTime() === other.fromAt?.getTime()
  );
}

/**
 * The best times for these people, for what was asked: worked out before anybody locks the incident,
 * because many zones take long.
 */
export function foundTimes(
  { incident, policy, now }: Pick<Scene, 'incident' | 'policy' | 'now'>,
  people: readonly Attendee[],
): BookingReport[] {
  const { asked } = incident.state.booking;
  if (!asked) return [];
  return [
    { type: 'slots_found', asked, slots: bestTimes({ incident, policy, now }, asked, people) },
  ];
}

/** Within the time that it has; where none of that is left, or nobody works in it, as soon as can be. */
function bestTimes(
  { incident, policy, now }: Pick<Scene, 'incident' | 'policy' | 'now'>,
  asked: Asked,
  people: readonly Attendee[],
): MeetingSlot[] {
  const lead = isOpen(incident.phase) ? leadWhileOpenMinutes : leadMinutes;
  const soonest = minutesAfter(now, lead);
  const fromAt = asked.fromAt ? later(asked.fromAt, soonest) : soonest;
  const common = { fromAt, minutes: asked.minutes, people, most: mostSlots };
  const within = (untilAt: Date): Wanted => ({ ...common, untilAt });
  const due = dueOf(incident, policy);
  const inTime = due ? meetingSlots(within(due), policy.calendar) : [];
  if (inTime.length > 0) return inTime;
  return meetingSlots(within(workingDaysAfter(fromAt, usualDays, policy)), policy.calendar);
}

/** Says that they can come, or takes it back. The vote is seen where it was given, and in no line besides. */
export function voteSlot({ incident, now }: Scene, { by, slot: id }: Of<'vote_slot'>): Decision {
  const { slots, booked } = incident.state.booking;
  const slot = slots.find((each) => each.id === id);
  if (!slot || booked || slot.fromAt <= now) return refuse({ code: 'slot_gone' });
  const votes = slot.votes.includes(by)
    ? slot.votes.filter((userId) => userId !== by)
    : [...slot.votes, by];
  const next = slots.map((each) => (each === slot ? { ...slot, votes } : each));
  return accept(withBooking(incident, { slots: next }), null, sync('postmortem'));
}
