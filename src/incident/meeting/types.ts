import type { UserId } from '../types.ts';

/** The postmortem meeting: its roles, its parts, what was said in it, how it went. */

export interface MeetingState {
  /** Null while nobody did anything about it. */
  meeting: Meeting | null;
}

export interface Meeting {
  /** Who has each role of it, by key. */
  roles: Record<string, { userId: UserId; at: Date }>;
  /** The meeting itself; null before it begins. */
  run: MeetingRun | null;
  /** What is done of what is to be done at the end, by keys of its texts (`closing.ts`). */
  closing: Record<string, { by: UserId; at: Date }>;
  /** What was collected from the thread of each part, by key: up to which message, how many lines. */
  threads: Record<string, { upTo: string; count: number }>;
  /** When the room was reminded of the rules last. */
  remindedAt: Date | null;
  /** How it went for those who worked on it; null while they were not asked. */
  survey: Survey | null;
}

export interface Survey {
  askedAt: Date;
  asked: UserId[];
  isAnonymous: boolean;
  /** One for each who answered, in no order; see `survey.ts`. */
  marks: string[];
  /** In no order that says when they came. */
  answers: SurveyAnswer[];
  /** When no more were taken. */
  closedAt: Date | null;
}

/** `by` only where the policy asks with names. */
export interface SurveyAnswer {
  key: string;
  given: string;
  by?: UserId;
}

/** A meeting that goes on or is over. */
export interface MeetingRun {
  startedAt: Date;
  by: UserId;
  /** When it has to be over, however its parts are cut. */
  endsAt: Date;
  /** Whether the clock moves it from part to part. */
  isTimed: boolean;
  /** What it was at its beginning: minutes of all parts, of how many, and how late it began. */
  begun: { minutes: number; of: number; lateMinutes: number };
  /** How many steps are behind it; a step is a part of the agenda, or a part of that. */
  step: number;
  stepAt: Date;
  /** When the clock moves on; null while it stands. */
  stepEndsAt: Date | null;
  /** Minutes of each step, as they are cut now. */
  minutes: number[];
  /** Set while the clock is stopped, with what was left of the step. */
  paused: { at: Date; by: UserId; leftMinutes: number } | null;
  endedAt: Date | null;
  /** Nobody ended it: it was over at `endsAt`, and `endedAt` is when that was noticed. */
  isForgotten: boolean;
}

export type MeetingCommand =
  /** `over`: from whom it is taken, knowingly. */
  | { type: 'take_meeting_role'; by: UserId; role: string; over?: UserId }
  /** Without a role: all that they have. */
  | { type: 'give_up_meeting_role'; by: UserId; role?: string }
  /** `timed`: the clock moves it from part to part; `early`: knowingly long before it is booked. */
  | { type: 'start_meeting'; by: UserId; timed: boolean; early?: boolean }
  /** `step` is the one that was shown. */
  | { type: 'next_part'; by: UserId; step?: number }
  | { type: 'extend_part'; by: UserId; step?: number }
  | { type: 'pause_meeting'; by: UserId }
  | { type: 'resume_meeting'; by: UserId }
  | { type: 'end_meeting'; by: UserId }
  /** `item` is its place in the policy's list as it is now, or its key as it was shown. */
  | { type: 'tick_closing'; by: UserId; item: number | string; done: boolean }
  /** `part` is its key in the agenda. */
  | { type: 'collect_lines'; by: UserId; part: string; lines: { ts: string; text: string }[] }
  | { type: 'remind_of_rules'; by: UserId }
  /** `mark` is one and the same for one person, and tells nobody who; answers by question. */
  | { type: 'answer_survey'; by: UserId; mark: string; answers: Record<string, string> };

export type MeetingFact =
  | { type: 'meeting_rules' }
  | { type: 'meeting_time_up' }
  | { type: 'meeting_survey' };

export type MeetingRefusal =
  | { code: 'unknown_meeting_role'; given: string; allowed: string[] }
  | { code: 'meeting_role_taken'; role: string; userId: UserId }
  /** They have another one, and the policy lets nobody do both. */
  | { code: 'one_meeting_role'; role: string }
  | { code: 'not_meeting_role' }
  | { code: 'meeting_too_early' }
  | { code: 'meeting_goes_on'; startedAt: Date }
  | { code: 'meeting_ahead'; fromAt: Date; timed: boolean }
  | { code: 'no_meeting_on' }
  /** The meeting is at another part than the one that was shown. */
  | { code: 'part_moved'; step: number }
  | { code: 'last_part' }
  | { code: 'no_time_left'; endsAt: Date }
  | { code: 'meeting_clock_stands' }
  | { code: 'meeting_clock_runs' }
  | { code: 'unknown_closing'; given: number; count: number }
  /** What a button was about is not on the list any more; the list as it is now. */
  | { code: 'closing_changed'; items: { text: string; isDone: boolean }[] }
  | { code: 'same_closing' }
  /** No part of that name has a thread whose lines go into the document. */
  | { code: 'no_thread' }
  | { code: 'no_lines' }
  | { code: 'no_confidant' }
  | { code: 'not_writer'; userId: UserId }
  | { code: 'no_rules' }
  | { code: 'not_rulekeeper'; role: string }
  | { code: 'just_reminded' }
  | { code: 'survey_not_asked' }
  | { code: 'survey_over' }
  | { code: 'survey_answered' }
  | { code: 'nothing_answered' }
  | { code: 'survey_full' };

export type MeetingAlso = never;

export interface MeetingEntries {
  take_meeting_role: { role: string; from?: UserId };
  give_up_meeting_role: { roles: string[] };
  start_meeting: { endsAt: Date; lateMinutes: number };
  end_meeting: { minutes: number };
  tick_closing: { text: string; done: boolean };
  /** Only where the policy asks with names. */
  answer_survey: { answers: { key: string; given: string }[] };
}

export type MeetingTimerKind = 'part_over' | 'meeting_over' | 'survey_due' | 'survey_over';
