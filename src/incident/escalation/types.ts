import type { EscalationPath } from '../../policy/language/on-call.ts';
import type { Invitee, UserId } from '../types.ts';

/** Who is called, who came, and who is called next. */

export interface EscalationState {
  /** Pages, oldest first; only the last few are kept, those that are over go first. */
  pages: Page[];
  /** Ladders that were begun, by the key of the path. */
  ladders: Record<string, Ladder>;
}

export interface Page {
  id: number;
  at: Date;
  /** Who asked for it; null: a ladder, or because somebody else did not answer. */
  by: UserId | null;
  /** Whom, as it was asked: user ids and references of the policy, such as `on_call:primary`. */
  who: string[];
  /** Whom delivery was asked to reach: user ids, and references that only it can resolve. */
  asked: string[];
  reason: string;
  /** The ladder that it is a level of, which, and in which round; null: by hand. */
  ladder: { path: string; level: number; round: number } | null;
  /** The page it stands behind: nobody came of that one. */
  instead: number | null;
  /** Members whom delivery told. */
  reached: UserId[];
  /** Whom it could not reach, and why: Slack's code, or `nobody_on_call`, `nobody`, `outside`. */
  failed: { who: string; error: string }[];
  /** Who has notifications off, until when. */
  quiet: { userId: UserId; untilAt: Date | null }[];
  acknowledged: { userId: UserId; at: Date }[];
  cannot: UserId[];
  /** When somebody else was called instead, or there was nobody else to call. */
  movedOnAt: Date | null;
  /** When nobody is waited for any more: somebody came, it was stopped, or the incident ended. */
  endedAt: Date | null;
}

export interface Ladder {
  path: string;
  /** As the path was when it began: another policy does not move a ladder under anybody's feet. */
  name: string;
  while: EscalationPath['while'];
  repeat: number;
  /** Empty where they are too long to be kept twice: then those of the incident's own policy count. */
  levels: EscalationPath['levels'];
  startedAt: Date;
  /** Who began it; null: the policy. */
  by: UserId | null;
  /** Something else led to it, such as a clock that was missed: it does not hang on what the incident is. */
  isLed?: true;
  /** The instant that this round's distances count from. */
  fromAt: Date;
  /** Index of the next level, in this round. */
  next: number;
  /** Levels of this round whose time has come and whose condition does not hold yet. */
  waiting: number[];
  /** 0 the first time. */
  round: number;
  /** When the last level was climbed; null: none yet. */
  climbedAt: Date | null;
  ended: {
    at: Date;
    why: LadderEnd;
    by: UserId | null;
  } | null;
}

export type LadderEnd = 'acknowledged' | 'condition' | 'at_the_top' | 'stopped';

export type EscalationCommand =
  /** Climbs the next level of a path, or begins it. Null: the path that fits. `seen`: round and level that were shown as next. */
  | { type: 'escalate'; by: UserId; path: string | null; reason: string; seen?: string }
  | { type: 'stop_escalation'; by: UserId; path: string; reason: string }
  /** `who`: user ids, or references of the policy. */
  | { type: 'page'; by: UserId; who: string[]; reason: string }
  | { type: 'acknowledge_page'; by: UserId; page: number }
  | { type: 'cannot_come'; by: UserId; page: number };

/** What delivery tells of a page. */
export type EscalationReport =
  | { type: 'page_reached'; page: number; userIds: UserId[] }
  | { type: 'page_failed'; page: number; who: string; error: string }
  /** They have notifications off; Slack may tell them in silence. */
  | { type: 'page_quiet'; page: number; userId: UserId; untilAt: Date | null };

/** Why the next was called: nobody of a page came. */
export type EscalationEffect =
  /** Wakes people: delivery finds out who they are and tells each of them, before anything else. */
  | { family: 'announce'; type: 'page'; page: number; who: Invitee[] }
  /** What those were told whom it reached says that nobody is waited for any more, and who came. */
  | { family: 'announce'; type: 'page_over'; page: number }
  /** Tells the outside pager of an on-call schedule what became of a page. */
  | { family: 'announce'; type: 'pager'; page: number; onCall: string; action: PagerAction };

/** What an outside pager is asked. */
export type PagerAction = 'trigger' | 'acknowledge' | 'resolve';

export type MovedWhy = 'silent' | 'cannot' | 'quiet' | 'failed';

/** Because of which page, and why. */
export interface MovedOn {
  page: number;
  why: MovedWhy;
}

/** A level that was climbed. */
export interface Climbed {
  name: string;
  /** Condition in words. */
  if: string | null;
  /** Whom it asks for, as the path says. */
  who: string[];
  channel: string | null;
  page: number | null;
}

export type EscalationFact =
  /** To each who is paged, and to the room where they are mentioned. `after`: whose place they take. */
  | {
      type: 'paged';
      page: number;
      reason: string;
      by: UserId | null;
      ladder: string | null;
      after?: MovedOn;
    }
  | { type: 'page_answered'; page: number; userId: UserId; comes: boolean }
  /** Nobody of it came, and nobody is left to call by itself. */
  | { type: 'page_not_reached'; page: number; why: MovedWhy }
  | {
      type: 'ladder_climbed';
      path: string;
      name: string;
      levels: Climbed[];
      by: UserId | null;
      reason: string;
      after?: MovedOn;
    }
  /** The same for the channel that a level names. */
  | { type: 'ladder_told'; path: string; name: string; level: string }
  /** Its last level was climbed and nobody came. */
  | {
      type: 'ladder_at_the_top';
      path: string;
      name: string;
      /** Contacts outside whom somebody had to call, where nobody said that they did and nobody else was paged. */
      toCall: string[];
    }
  | { type: 'ladder_stopped'; path: string; name: string; by: UserId; reason: string };

export type EscalationRefusal =
  | { code: 'unknown_path'; given: string; allowed: string[] }
  | { code: 'no_paths' }
  | { code: 'ladder_at_the_top'; path: string }
  | { code: 'ladder_not_running'; path: string }
  /** Somebody else, or the clock, climbed it meanwhile. */
  | { code: 'ladder_moved'; path: string; at: Date }
  | { code: 'no_page' }
  | { code: 'nobody_to_page'; given: string[] }
  | { code: 'page_answered'; at: Date };

export type EscalationAlso =
  | { type: 'ladder_begun'; name: string }
  | { type: 'levels_climbed'; name: string; levels: string[] }
  | { type: 'ladder_ended'; name: string; why: LadderEnd }
  | { type: 'paged_instead'; who: string[] };

export interface EscalationEntries {
  escalate: { name: string; levels: string[]; reason: string };
  stop_escalation: { name: string; reason: string };
  page: { page: number; who: string[]; reason: string };
  acknowledge_page: { page: number; for: string[] };
  cannot_come: { page: number };
  page_reached: { page: number; userIds: UserId[] };
  page_failed: { page: number; who: string; error: string };
  page_quiet: { page: number; userId: UserId; untilAt: Date | null };
}

export type EscalationTimerKind = 'ladder_step' | 'page_unanswered';
