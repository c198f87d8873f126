/**
 * Four words name everything that happens in Muster:
 *
 * - a **command** asks for a change (a click, a slash command, a form, a timer that fired);
 * - a **decision** is the answer: accepted with effects, or refused with a reason;
 * - an **effect** is what Slack must be told or made equal to, sent later from the outbox;
 * - a **timer** is an instant at which something must happen, derived from the state, never set.
 *
 * The types of all four, and of the incident itself. Instants are `Date` and end in `At`;
 * durations carry their unit in the name; people are Slack user ids.
 */

import type { Away } from './away.ts';
import type { BookingEffect, BookingReport } from './booking/types.ts';
import type { FireTimers } from './clock.ts';
import type { AddNote, Past, RoleTaken } from './course/types.ts';
import type { EraseText } from './erase.ts';
import type { EscalationEffect, EscalationReport } from './escalation/types.ts';
import type { GivenFields } from './kinds/types.ts';
import type { AskedRoom } from './links/adopt-types.ts';
import type { LinksEffect, LinksReport } from './links/types.ts';
import type { ChangePolicy, Unknown } from './policy-change.ts';
import type { Begun, HandOutEffect } from './postmortem/hand-out-types.ts';
import type { PostmortemReport } from './postmortem/types.ts';
import type { PresenceReport } from './presence/types.ts';
import type { Repair, SettleSend } from './repair.ts';
import type { SecondLook } from './second-look.ts';
import type { steps } from './steps.ts';
import type { TellingReport } from './telling/types.ts';
import type {
  TopicCommand,
  TopicFact,
  TopicRefusal,
  TopicState,
  TopicTimerKind,
} from './topics.ts';

/** Slack user id, `U…` or `W…`. */
export type UserId = string;

/** The fixed stages that rules hang on. A policy names its own statuses and maps each onto a phase. */
export type Phase =
  | 'triage'
  | 'active'
  | 'mitigated'
  | 'resolved'
  | 'reviewing'
  | 'closed'
  | 'declined'
  | 'cancelled'
  | 'merged';

/** Who acted: a person, the clock, delivery telling what became of an effect, or who runs Muster. */
export type Actor =
  | { kind: 'person'; userId: UserId }
  | { kind: 'clock' }
  | { kind: 'delivery' }
  | { kind: 'operator' };

/** One incident: the columns people query, and the rest as `state`. */
export interface Incident {
  id: number;
  teamId: string;
  /** The number people say, `#12`; unique per workspace. */
  number: number;
  title: string;
  /** Key of a severity of the policy; null where the policy has none. */
  severity: string | null;
  /** Key of a status of the policy; `phase` is what it maps onto. */
  status: string;
  phase: Phase;
  isPrivate: boolean;
  isDrill: boolean;
  declaredBy: UserId;
  declaredAt: Date;
  resolvedAt: Date | null;
  closedAt: Date | null;
  /** Instant of the last decision; story time never runs behind it. */
  updatedAt: Date;
  /** Number of decisions taken; equals the number of timeline entries. */
  version: number;
  /** Hash of the policy it was declared under, whose process it keeps. */
  policyHash: string;
  state: IncidentState;
}

/** What rules need and nobody queries. Kept under 32 kB; long texts live in the timeline. */
export interface IncidentState extends TopicState {
  /** What is happening, in the words of the last update or of the declaration. */
  summary: string;
  /** The message it was declared from, if any. */
  origin: MessageRef | null;
  /** Holders by role key, in order of taking. */
  roles: Record<string, Holder[]>;
  /** Hand-overs waiting for the other to accept, by role key. */
  offers: Record<string, { from: UserId; to: UserId; at: Date }>;
  updates: UpdateState;
  /** Since when nobody commands; null while someone does. Nudges count from here. */
  commanderlessSince: Date | null;
  /** When each timer fired, by key; keys that no timer can have any more are dropped. */
  fired: Record<string, Date>;
  /** Steps of delivery that failed for good, with Slack's error code; shown on the card. */
  failedSteps: Partial<Record<Step, { error: string; at: Date }>>;
  /** How it ended: what was told on resolve, close or cancel. */
  outcome: string | null;
}

export interface Holder {
  userId: UserId;
  since: Date;
}

/** Where the update cadence stands. */
export interface UpdateState {
  last: StatusUpdate | null;
  /** When the next update is promised; null when none is (ended, or no cadence). */
  nextDueAt: Date | null;
  /** When that was promised; a promise shorter than the warning gets no warning. */
  promisedAt: Date | null;
  /** Who said "I'm on it" since the last update or reminder. */
  ownedBy: UserId | null;
  /** Set while a snooze moved the due instant. */
  snooze: { by: UserId; reason: string; until: Date } | null;
}

export interface StatusUpdate {
  at: Date;
  by: UserId;
  know: string;
  doing: string;
  need: string;
}

/** A message in Slack that something came from. */
export interface MessageRef {
  channelId: string;
  ts: string;
  authorId: string | null;
  permalink: string | null;
  text: string;
}

/** The places in Slack that delivery makes, each of which may fail, be repeated and be seen. */
export type Step = (typeof steps)[number];

export type NoteKind = 'note' | 'decision' | 'finding' | 'tried' | 'question';

/**
 * What the person saw when acting. A stale button or form is told so by *values*, never by a
 * version, so that a note by someone else does not spoil a slow form.
 */
export interface Expect {
  severity?: string | null;
  kind?: string | null;
  status?: string;
  title?: string;
  holders?: UserId[];
  nextDueAt?: Date | null;
  /** When the postmortem meeting begins that is booked. */
  meeting?: Date | null;
}

/**
 * Commands of people. `by` acts; `as` lists whom the policy names that they belong to (`team:x`,
 * `@group`, `S…`, an e-mail address), and `receiverAs` the same of who is given something: rules
 * cannot know that, so it is read from the directory beforehand and travels with the command. `past`
 * are the gates that they go past knowingly.
 */
export type PersonCommand = { as?: string[]; receiverAs?: string[]; past?: Past } & (
  | { type: 'take_role'; by: UserId; role: string; expect?: Expect }
  | { type: 'assign_role'; by: UserId; role: string; userId: UserId; expect?: Expect }
  | { type: 'give_up_role'; by: UserId; role: string }
  | { type: 'offer_handover'; by: UserId; role: string; to: UserId }
  | { type: 'accept_handover'; by: UserId; role: string }
  | { type: 'decline_handover'; by: UserId; role: string }
  | { type: 'change_severity'; by: UserId; severity: string; reason: string; expect?: Expect }
  | { type: 'change_status'; by: UserId; status: string; reason: string; expect?: Expect }
  | { type: 'change_title'; by: UserId; title: string; reason: string; expect?: Expect }
  | PostUpdate
  | { type: 'snooze_update'; by: UserId; minutes: number; reason: string; expect?: Expect }
  | { type: 'own_update'; by: UserId; expect?: Expect }
  | AddNote
  | { type: 'edit_message'; by: UserId; source: MessageRef }
  | { type: 'delete_message'; by: UserId | null; source: MessageRef }
  | { type: 'unpin_message'; by: UserId; source: MessageRef }
  /** `asked`: they pressed Join and are to be invited; without it they stand in the room already. */
  | { type: 'join_room'; by: UserId; asked?: true }
  | { type: 'leave_room'; by: UserId }
  | ({ type: 'resolve'; by: UserId; reason: string; expect?: Expect } & GivenFields)
  /** `anyway`: although action items that is expected was not noted. */
  | { type: 'close'; by: UserId; reason: string; anyway?: true }
  | { type: 'reopen'; by: UserId; reason: string }
  | { type: 'cancel'; by: UserId; reason: string }
  | { type: 'retry_step'; by: UserId; step: Step }
  | Repair
  | { type: 'ask_timeline_file'; by: UserId }
  | TopicCommand
);

export interface PostUpdate extends GivenFields {
  type: 'post_update';
  by: UserId;
  know: string;
  doing: string;
  need: string;
  /** New status, when it changes with the update. */
  status?: string;
  /** Minutes until the next update; the severity's cadence when absent. */
  nextInMinutes?: number;
  expect?: Expect;
}

/** `stays_archived`: found so when something had to go there, and Slack would not bring it back. */
export type LostWhy = 'archived' | 'stays_archived' | 'deleted' | 'removed';

/** Delivery reports what became of a step, keyed by its outbox row. */
export type DeliveryCommand =
  | { type: 'step_failed'; step: Step; error: string }
  | { type: 'step_done'; step: Step }
  | { type: 'room_lost'; why: LostWhy }
  | TellingReport
  | LinksReport
  | EscalationReport
  | PresenceReport
  | BookingReport
  | PostmortemReport;

export type Command =
  | PersonCommand
  | FireTimers
  | DeliveryCommand
  | ChangePolicy
  | EraseText
  | SettleSend;

/** What a person declares. Its key (a uuid, or the gesture's) makes a second submit return the first incident. */
export interface Declare extends GivenFields {
  type: 'declare';
  by: UserId;
  /** Whom the policy names that they belong to, as in a person's command. */
  as?: string[];
  title: string;
  /** Null: the policy's default, or none where it has none. */
  severity: string | null;
  summary: string;
  isPrivate: boolean;
  isDrill: boolean;
  /** Key of the drill of the policy that it is. */
  drill?: string;
  origin: MessageRef | null;
  kind?: string | null;
  modules?: string[];
  /** Answers to criteria, by key, where the form asks them. */
  criteria?: Record<string, boolean>;
  /** Sent as a form: who declared is told afterwards where it is, because a form answers nothing. */
  byForm?: true;
  /** Said knowingly, after so many that they were asked whether they mean it. */
  anyway?: true;
  /** The incident it is a part of, by number. */
  parent?: number;
  /** Entered afterwards, with its times. */
  past?: { startedAt: Date; resolvedAt: Date | null };
  /** The channel that is its room already. */
  room?: AskedRoom;
}

/** One line of the timeline: what was decided, by whom, with the data its sentence needs. */
export interface TimelineEntry {
  type: Command['type'] | 'declare' | TimerKind;
  actor: Actor;
  data: Record<string, unknown>;
}

/** Something to tell people, once. Rendered by `views/facts`, so a row holds facts, not Block Kit. */
export type Fact =
  | RoleTaken
  | { type: 'role_given_up'; role: string; userId: UserId }
  | { type: 'role_duties'; role: string; by: UserId }
  | { type: 'handover_offered'; role: string; from: UserId }
  | { type: 'handover_declined'; role: string; userId: UserId }
  | { type: 'severity_changed'; from: string | null; to: string; reason: string; by: UserId }
  | { type: 'status_changed'; from: string; to: string; reason: string; by: UserId }
  | { type: 'policy_changed'; name: string; previous: string }
  | { type: 'title_changed'; from: string; to: string; reason: string; by: UserId }
  | { type: 'update_posted'; update: StatusUpdate; status: string; nextDueAt: Date | null }
  | {
      type: 'update_reminder';
      stage: 'warning' | 'due' | 'overdue';
      dueAt: Date;
      lastAt: Date;
      /** Who had said that they are on it. */
      owner?: UserId;
    }
  | { type: 'commander_missing'; sinceAt: Date }
  | { type: 'note_added'; kind: NoteKind; text: string; by: UserId; at?: Date }
  | { type: 'resolved'; reason: string; by: UserId; declaredAt: Date; resolvedAt: Date }
  | { type: 'closed'; reason: string; by: UserId }
  | { type: 'reopened'; reason: string; by: UserId }
  | { type: 'cancelled'; reason: string; by: UserId }
  | { type: 'declared_from_message'; by: UserId }
  /** `role`: to who has just taken that over, from these people; left out: to who joins later. */
  | { type: 'brief'; role?: string; from?: UserId[] }
  | { type: 'step_failed'; step: Step; error: string }
  | TopicFact;

/** Where a fact is told. `origin` is the thread of the message the incident was declared from. */
export type Audience =
  | { place: 'room' }
  | { place: 'origin' }
  | { place: 'dm'; userId: UserId }
  | { place: 'whisper'; userId: UserId }
  /** A channel of an audience: its first message there, and replies to that. */
  | { place: 'channel'; channel: string; audience: string }
  /** Each of these people directly, once delivery has found who they are. */
  | { place: 'people'; who: Invitee[] };

/** **sync** makes a place in Slack equal the state when it is sent; **announce** tells a fact once. */
export type Effect =
  /** `anew`: what somebody took away or renamed by hand comes back as well. */
  | { family: 'sync'; type: `sync_${Exclude<Step, 'invite'>}` | 'sync_review'; anew?: true }
  | { family: 'sync'; type: 'sync_home'; userId: UserId }
  /** `butWhoLeft`: whoever left by choice, or was put out, stays out. */
  | { family: 'sync'; type: 'sync_invite'; who: Invitee[]; butWhoLeft?: true }
  | {
      family: 'announce';
      type: 'announce';
      to: Audience;
      fact: Fact;
      guard?: Guard;
      /** Said below it, because it comes late for that. */
      away?: Away;
      /** Told in the same message, each as long as its own guard holds. */
      more?: { fact: Fact; guard?: Guard }[];
      /** What was to be told after it and could not be in time: all of it is told in one message. */
      late?: { fact: Fact; guard?: Guard; at: Date }[];
    }
  | SecondLook
  | ({ family: 'announce'; type: 'timeline_file'; userId: UserId } & Begun)
  | HandOutEffect
  | BookingEffect
  /** Takes what people wrote in an adopted room before it was one into the timeline. */
  | { family: 'announce'; type: 'take_in_messages' }
  | LinksEffect
  | EscalationEffect;

/** Someone to invite: a user id, or a reference from the policy that delivery resolves. */
export type Invitee = { userId: UserId } | { ref: string };

/** Checked again when the effect is sent; if it no longer holds, the effect is superseded. */
export interface Guard {
  /** Sent only while the incident is in one of these phases. */
  phases?: Phase[];
  /** Sent only while this is still the promised instant of the next update. */
  nextDueAt?: Date;
  /** Sent only while this role has nobody. */
  roleEmpty?: string;
}

export type RoomTimerKind =
  | 'commander_missing'
  | 'update_warning'
  | 'update_due'
  | 'update_overdue'
  | 'archive_room';

export type TimerKind = RoomTimerKind | TopicTimerKind;

/** `key` names this very firing (kind and the instant it hangs on), so it is never repeated. */
export interface Timer {
  key: string;
  kind: TimerKind;
  dueAt: Date;
}

/** Why a command was not carried out; `views/refusal` has the sentence. */
export type Refusal =
  | { code: 'not_found' }
  | { code: 'ended'; phase: Phase }
  | { code: 'not_ended'; phase: Phase }
  | { code: 'not_resolved'; phase: Phase }
  /** `now` is the key or text; ISO or empty for nextDueAt. Holders that changed are `role_taken`. */
  | { code: 'changed'; field: Exclude<keyof Expect, 'holders'>; now: string }
  | { code: 'same'; field: 'severity' | 'status' | 'title' }
  | { code: 'missing'; field: string }
  | { code: 'too_long'; field: string; max: number }
  | { code: 'unknown_severity'; given: string; allowed: string[] }
  | { code: 'unknown_status'; given: string; allowed: string[] }
  | { code: 'unknown_role'; given: string; allowed: string[] }
  | { code: 'role_taken'; role: string; holders: UserId[]; since: Date }
  | { code: 'already_holder'; role: string; userId: UserId }
  | { code: 'not_holder'; role: string }
  | { code: 'role_full'; role: string; max: number }
  | { code: 'no_offer'; role: string }
  /** A guest, an app, or somebody who has left. */
  | { code: 'cannot_hold'; userId: UserId }
  | { code: 'already_snoozed'; until: Date }
  | { code: 'already_owned'; userId: UserId }
  | { code: 'no_update_due' }
  | { code: 'minutes_out_of_range'; min: number; max: number }
  /** The person is not among those whom the policy lets do this; `who` is the policy's list. */
  | { code: 'not_allowed'; who: string[] }
  /** This person declared so many in the last hour; they may go on knowingly. */
  | { code: 'declared_many'; count: number }
  | { code: 'same_policy' }
  | { code: 'nothing_to_repair' }
  /** The other policy does not know what the incident is or has open. */
  | { code: 'cannot_move'; unknown: Unknown[] }
  | TopicRefusal;

export type Decision =
  | {
      ok: true;
      incident: Incident;
      /** One entry per accepted decision; null where nothing is worth a line (the version then stays). */
      entry: TimelineEntry | null;
      effects: Effect[];
      /** Who became or stopped being a participant by this decision. */
      participants?: { joined?: UserId[]; left?: UserId[] };
    }
  | { ok: false; refusal: Refusal };
