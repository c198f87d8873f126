import type { MeetingSlot } from '../../calendar/meeting-slots.ts';
import type { Begun } from '../postmortem/hand-out-types.ts';
import type { Expect, Invitee, UserId } from '../types.ts';

/** When the postmortem meeting is: what is proposed, who can come, what was booked. */

export interface BookingState {
  booking: Booking;
}

export interface Booking {
  /** Times that are proposed, earliest first. */
  slots: Slot[];
  /** Number of the last time that was proposed: none is used twice. */
  lastSlot: number;
  /** How many minutes long a meeting was looked for in vain the last time; null: some were found. */
  inVain: number | null;
  /** Since when times are being looked for, and what they are to be like; null: they are not. */
  asked: { fromAt: Date | null; minutes: number; at: Date } | null;
  /** Since when times were proposed for the first time; null: never yet. */
  proposedAt: Date | null;
  booked: Booked | null;
  /** Who was told of any meeting of it, booked, moved or cancelled. */
  told: UserId[];
  /** How often people were told something else about it; calendars take only what has a higher number. */
  sequence: number;
}

export interface Slot {
  id: number;
  fromAt: Date;
  toAt: Date;
  /** Who said that they can. */
  votes: UserId[];
  /** Whose working hours it is not in; the first of them. */
  out: UserId[];
  /** How many those are. */
  outCount: number;
}

export interface Booked {
  fromAt: Date;
  toAt: Date;
  by: UserId;
  at: Date;
  /** Who was told of it. */
  invited: UserId[];
  sequence: number;
  /** Where people meet: words, or an address of the web. Empty: not said. */
  where: string;
  /** Whom its invitation did not reach by e-mail, and why. */
  unmailed: { userId: UserId; why: string }[];
}

/** What people are told of the meeting. */
export interface MeetingNews {
  /**
   * `hidden`: as it was booked, and without what was said of it before the incident became private.
   * `withdrawn`: to who may not see the incident any more, that they are not invited.
   */
  what: 'booked' | 'moved' | 'cancelled' | 'hidden' | 'withdrawn';
  fromAt: Date;
  toAt: Date;
  /** When it was to be before it was moved. */
  wasAt: Date | null;
  where: string;
  by: UserId;
  reason: string;
  sequence: number;
  /** It is cancelled because people met before its time. */
  met?: true;
}

export type BookingCommand =
  /** Looks for times from then on, as long as that; null: as soon as can be, as long as the policy says. */
  | { type: 'propose_slots'; by: UserId; fromAt: Date | null; minutes: number | null }
  /** Says that they can come then, or takes it back. */
  | { type: 'vote_slot'; by: UserId; slot: number }
  /**
   * Books a time that was proposed, or any other, and moves what was booked before. `at` is null where
   * what was typed is no time; `where` null leaves it as it is.
   */
  | {
      type: 'book_meeting';
      by: UserId;
      slot: number | null;
      at: Date | null;
      minutes: number | null;
      where: string | null;
      expect?: Expect;
    }
  | { type: 'cancel_meeting'; by: UserId; reason: string; expect?: Expect };

export type BookingEffect =
  /** Finds out who these people are, and those who take part, and where: for times at which they can meet. */
  | { family: 'announce'; type: 'find_times'; who: Invitee[] }
  /** Tells all whom the meeting concerns; `added`: these alone, as long as they were not told yet. */
  | { family: 'announce'; type: 'tell_meeting'; who: Invitee[]; news: MeetingNews; added?: true }
  /** What they are told, directly with a file for their calendar, or by e-mail. */
  | ({ family: 'announce'; type: 'meeting_file'; userId: UserId; news: MeetingNews } & Begun)
  | { family: 'announce'; type: 'meeting_mail'; userId: UserId; news: MeetingNews };

/** What delivery tells of it. */
export type BookingReport =
  /** Times for those who are concerned, for what was asked. */
  | { type: 'slots_found'; asked: NonNullable<Booking['asked']>; slots: MeetingSlot[] }
  /** Who was told of the meeting that has this number. */
  | { type: 'meeting_told'; sequence: number; userIds: UserId[]; unmailed: Booked['unmailed'] };

export type BookingFact =
  | ({ type: 'meeting_news' } & MeetingNews)
  | { type: 'meeting_soon'; ahead: 'day' | 'hour'; fromAt: Date; toAt: Date; where: string }
  /** `up`: said to those whom the policy names, because asking did not help. */
  | { type: 'meeting_unbooked'; dueAt: Date; up: boolean };

export type BookingRefusal =
  | { code: 'slot_gone' }
  | { code: 'meeting_in_past'; at: Date }
  | { code: 'meeting_same'; at: Date }
  | { code: 'meeting_length'; min: number; max: number }
  | { code: 'no_meeting_booked' };

export type BookingAlso = { type: 'times_looked_for' };

export interface BookingEntries {
  propose_slots: { fromAt: Date | null; minutes: number };
  book_meeting: { fromAt: Date; toAt: Date; wasAt: Date | null; where: string };
  cancel_meeting: { fromAt: Date; reason: string };
  meeting_told: { userIds: UserId[] };
}

export type BookingTimerKind = 'meeting_soon' | 'meeting_unbooked';
