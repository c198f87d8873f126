import type { Invitee, UserId } from '../incident/types.ts';

/**
 * What belongs to no incident: who is on call, and what comes again and again. The second aggregate,
 * with the same four words: command, decision, effect, timer. Its process is the policy in force.
 */

export interface Organisation {
  /** Slack's workspace. */
  teamId: string;
  /** Instant of the last decision; story time never runs behind it. */
  updatedAt: Date;
  /** Number of decisions that its log keeps. */
  version: number;
  state: OrganisationState;
}

export interface OrganisationState {
  /** Who is on call instead of who the schedule says; those that are over are dropped. */
  overrides: Override[];
  /** Turns that were told, by the schedule's key; so a change of turns is told once. */
  shifts: Record<string, { at: Date; people: string[] }>;
  /** What comes again, by `report:monthly`, `drill:tabletop`, `review`, `readiness:vault`. */
  recurring: Record<string, Recurring>;
  /** How much the last review of open work found; when it is nothing, that is said once. */
  leftToDo: number;
  /** The newest review that found something: it shows what is left as that changes. */
  review?: ReviewPlace | undefined;
}

/** Where the review of an occurrence is. */
export interface ReviewPlace {
  channelId: string;
  ts: string;
  at: Date;
  missed: number;
}

export interface Recurring {
  /** The occurrence that was dealt with last, or the instant from which on the next one counts. */
  at: Date;
  /** What the policy said of when it comes, so that another rule counts from when it was put in force. */
  rule: string;
}

export interface Override {
  id: number;
  /** Key of the schedule. */
  schedule: string;
  userId: UserId;
  fromAt: Date;
  untilAt: Date;
  by: UserId;
  at: Date;
}

export type OrganisationPersonCommand = { as?: string[] } & (
  | {
      type: 'override_on_call';
      by: UserId;
      schedule: string;
      userId: UserId;
      /** Null: from now. */
      fromAt: Date | null;
      untilAt: Date;
    }
  | { type: 'end_override'; by: UserId; id: number }
);

/** The clock says which timers are due. */
export interface FireOrganisationTimers {
  type: 'fire_timers';
  keys: string[];
}

/** Another policy is in force, since an instant: what is new in it counts from there. */
export interface FollowPolicy {
  type: 'follow_policy';
  name: string;
  sinceAt: Date;
}

/** Delivery could not bring something to where the policy says; nobody else would hear of it. */
export interface NotDelivered {
  type: 'not_delivered';
  /** The fact, or `sync_user_group`. */
  what: string;
  /** A channel, a reference of people, or a user group. */
  where: string;
  error: string;
}

/** How much a review of open work found, as delivery told it. */
export interface ReviewTold {
  type: 'review_told';
  left: number;
  place: ReviewPlace;
}

export type OrganisationCommand =
  | OrganisationPersonCommand
  | FireOrganisationTimers
  | FollowPolicy
  | NotDelivered
  | ReviewTold;

export type OrganisationFact =
  /** To the schedule's channel. `people` are references of the policy or user ids. */
  | {
      type: 'shift_changed';
      schedule: string;
      before: string[];
      people: string[];
      untilAt: Date | null;
    }
  /** To each whose turn begins. */
  | { type: 'shift_begins'; schedule: string; untilAt: Date | null }
  | { type: 'override_set'; override: Override }
  /** `people` and `untilAt`: who is on call instead, from now on. */
  | {
      type: 'override_ended';
      override: Override;
      by: UserId;
      people: string[];
      untilAt: Date | null;
    }
  /** To who looks after Muster; what was given up is read when it is sent. */
  | { type: 'sends_given_up' }
  /** What a review of open work becomes when there is a newer one. */
  | { type: 'review_retired'; at: Date }
  | RecurringFact;

/**
 * Something came again. `at`: this occurrence; `missed`: those before it that nobody was told of,
 * because Muster was away.
 */
export type RecurringFact = { at: Date; missed: number } & (
  | { type: 'report_due'; report: string; fromAt: Date; toAt: Date }
  | { type: 'review_due' }
  /**
   * To who has action items, or oversees them. Delivery fills in who that is, by which references of the
   * policy, and ids of the incidents that they hear of.
   */
  | {
      type: 'action_items_due';
      sinceAt: Date;
      to: UserId | null;
      refs: string[];
      incidents: number[];
    }
  /** What is to be exercised or tested, all that is due at once. */
  | { type: 'exercises_due'; due: ExerciseDue[] }
);

export interface ExerciseDue {
  what: 'drill' | 'readiness';
  key: string;
  missed: number;
}

export type OrganisationEffect =
  | { family: 'organisation'; type: 'tell_channel'; channel: string; fact: OrganisationFact }
  /** Each of these people directly, once delivery has found who they are. */
  | { family: 'organisation'; type: 'tell_people'; who: Invitee[]; fact: OrganisationFact }
  /** Each who has action items to hear of, as they are when it is sent. */
  | { family: 'organisation'; type: 'tell_owners'; fact: OrganisationFact }
  | { family: 'organisation'; type: 'tell_person'; userId: UserId; fact: OrganisationFact }
  | {
      family: 'organisation';
      type: 'retire_review';
      channelId: string;
      ts: string;
      fact: OrganisationFact;
    }
  /** Makes the members of the schedule's user group equal to who is on call. */
  | { family: 'organisation'; type: 'sync_user_group'; schedule: string };

export type OrganisationTimerKind = 'shift_changes' | 'override_ends' | 'comes_again';

export interface OrganisationTimer {
  /** Names this very firing, as in an incident. */
  key: string;
  kind: OrganisationTimerKind;
  dueAt: Date;
}

export type OrganisationRefusal =
  | { code: 'not_allowed'; who: string[] }
  | { code: 'unknown_schedule'; given: string; allowed: string[] }
  | { code: 'no_schedules' }
  | { code: 'override_backwards' }
  | { code: 'override_too_long'; maxDays: number }
  | { code: 'too_many_overrides'; most: number }
  | { code: 'unknown_override'; id: number }
  | { code: 'cannot_hold'; userId: UserId };

/** One line of the organisation's log. */
export interface OrganisationEntry {
  type: Exclude<OrganisationCommand['type'], 'fire_timers'> | OrganisationTimerKind;
  actor: { kind: 'person'; userId: UserId } | { kind: 'clock' } | { kind: 'delivery' };
  data: Record<string, unknown>;
}

export type OrganisationDecision =
  | {
      ok: true;
      organisation: Organisation;
      entry: OrganisationEntry | null;
      effects: OrganisationEffect[];
    }
  | { ok: false; refusal: OrganisationRefusal };

/** Who is on call by one schedule. */
export interface Turn {
  schedule: string;
  /** User ids, or references of the policy that stand for people. */
  people: string[];
  fromAt: Date | null;
  /** When it ends; null: never, as far as the policy says. */
  untilAt: Date | null;
  override: Override | null;
}
