import type { ActionItemsAlso, ActionItemsEntries } from './action-items/types.ts';
import type { Away } from './away.ts';
import type { BookingAlso, BookingEntries } from './booking/types.ts';
import type { ClocksAlso, ClocksEntries } from './clocks/types.ts';
import type { CourseAlso, CourseEntries } from './course/types.ts';
import type { DrillsAlso, DrillsEntries } from './drills/types.ts';
import type { EscalationAlso, EscalationEntries } from './escalation/types.ts';
import type { KindsAlso, KindsEntries } from './kinds/types.ts';
import type { LinksAlso, LinksEntries } from './links/types.ts';
import type { MeetingAlso, MeetingEntries } from './meeting/types.ts';
import type { PostmortemAlso, PostmortemEntries } from './postmortem/types.ts';
import type { PresenceAlso, PresenceEntries } from './presence/types.ts';
import type { Mend, SendKind, SettleSend } from './repair.ts';
import type { TasksAlso, TasksEntries } from './tasks/types.ts';
import type { TellingAlso, TellingEntries } from './telling/types.ts';
import type {
  LostWhy,
  MessageRef,
  NoteKind,
  StatusUpdate,
  Step,
  TimerKind,
  UserId,
} from './types.ts';

/** The data of each kind of timeline entry: all that its sentence needs, with texts in full. */
export interface EntryData
  extends KindsEntries,
    TasksEntries,
    CourseEntries,
    TellingEntries,
    LinksEntries,
    ClocksEntries,
    PresenceEntries,
    EscalationEntries,
    DrillsEntries,
    PostmortemEntries,
    BookingEntries,
    MeetingEntries,
    ActionItemsEntries,
    Record<TimerKind | 'fire_timers', Fired> {
  declare: {
    title: string;
    severity: string | null;
    status: string;
    summary: string;
    isPrivate: boolean;
    isDrill: boolean;
    origin: MessageRef | null;
    kind?: string;
    modules?: string[];
    /** Answers that were given with it, by criterion. */
    criteria?: Record<string, boolean>;
    /** The answers said that it is none. */
    declined?: true;
  };
  take_role: { role: string; previous: UserId[] };
  assign_role: { role: string; userId: UserId; previous: UserId[] };
  give_up_role: { role: string };
  offer_handover: { role: string; to: UserId };
  accept_handover: { role: string; from: UserId };
  decline_handover: { role: string; from: UserId };
  change_severity: { from: string | null; to: string; reason: string };
  change_status: { from: string; to: string; reason: string };
  change_title: { from: string; to: string; reason: string };
  post_update: Pick<StatusUpdate, 'know' | 'doing' | 'need'> & {
    /** Set when the status changed with the update. */
    status: { from: string; to: string } | null;
    nextDueAt: Date | null;
  };
  snooze_update: { reason: string; wasDueAt: Date; untilAt: Date };
  own_update: { dueAt: Date };
  /** `source` is the message the note was taken from, if any. */
  add_note: { kind: NoteKind; text: string; source: MessageRef | null; at?: Date };
  edit_message: { source: MessageRef };
  delete_message: { source: MessageRef };
  unpin_message: { source: MessageRef };
  /** `asked`: they said that they are coming, before they were in. */
  join_room: { asked?: true };
  leave_room: Record<string, never>;
  resolve: { reason: string };
  close: { reason: string };
  reopen: { reason: string; from: string };
  cancel: { reason: string };
  retry_step: { step: Step };
  repair: { what: Mend[] };
  settle_send: { how: SettleSend['how']; what: SendKind; who: UserId | null };
  ask_timeline_file: Record<string, never>;
  step_failed: { step: Step; error: string };
  step_done: { step: Step };
  room_lost: { why: LostWhy };
  /** Names and hashes of the policy it keeps from now on, and of the one before. */
  change_policy: { name: string; previous: string; hash: string; was: string };
  /** Their texts and salts are gone since; the chain holds without them. */
  erase_text: { lines: number[] | 'all'; reason: string };
}

/** What followed by itself from a decision; kept as `also` in the data of its entry. */
export type Also =
  | KindsAlso
  | TasksAlso
  | CourseAlso
  | TellingAlso
  | LinksAlso
  | ClocksAlso
  | PresenceAlso
  | EscalationAlso
  | PostmortemAlso
  | BookingAlso
  | MeetingAlso
  | ActionItemsAlso
  | DrillsAlso;

/** What the clock did at one instant. The entry has the type of the first. */
export interface Fired {
  fired: FiredTimer[];
  /** Some of it came late because nobody looked at the clock. */
  away?: Away;
  /** An operator gave it up, and nothing happened. */
  dropped?: true;
}

/** `about` is what it was about: a key, a path, a number. */
export interface FiredTimer {
  kind: TimerKind;
  dueAt: Date;
  about?: string;
}
