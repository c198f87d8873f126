import type { EscalationPath } from '../../policy/language/on-call.ts';
import type { UserId } from '../types.ts';

/** Who is called, who came, and who is called next. */

export interface EscalationState {
  /** Pages, oldest first; of those that are over only the last few are kept. */
  pages: Page[];
  /** Ladders that were begun, by the key of the path. */
  ladders: Record<string, Ladder>;
}

export interface Page {
  id: number;
  at: Date;
  /** Who asked for it; null: a ladder, by itself. */
  by: UserId | null;
  /** Whom, as it was asked: user ids and references of the policy, such as `on_call:primary`. */
  who: string[];
  reason: string;
  /** The ladder that it is a level of, and which; null: by hand. */
  ladder: { path: string; level: number } | null;
  /** Members whom delivery told. */
  reached: UserId[];
  /** Whom it could not reach, and why: Slack's code, or `nobody_on_call`, `outside`. */
  failed: { who: string; error: string }[];
  /** Who has notifications off, until when. */
  quiet: { userId: UserId; untilAt: Date | null }[];
  acknowledged: { userId: UserId; at: Date }[];
  cannot: UserId[];
  /** When nobody is waited for any more: somebody came, it was stopped, or the incident ended. */
  endedAt: Date | null;
}

export interface Ladder {
  path: string;
  /** As the path was when it began: another policy does not move a ladder under anybody's feet. */
  name: string;
  while: EscalationPath['while'];
  repeat: number;
  levels: EscalationPath['levels'];
  startedAt: Date;
  /** Who began it; null: the policy. */
  by: UserId | null;
  /** Index of the next level to climb, in this round. */
  next: number;
  /** 0 the first time. */
  round: number;
  /** When the last level was climbed; null: none yet. */
  climbedAt: Date | null;
  ended: {
    at: Date;
    why: 'acknowledged' | 'condition' | 'at_the_top' | 'stopped';
    by: UserId | null;
  } | null;
}

export type EscalationCommand =
  /** Climbs the next level of a path, or begins it. Null: the path that fits. */
  | { type: 'escalate'; by: UserId; path: string | null; reason: string }
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

export type EscalationFact =
  /** To each who is paged, and to the room where they are mentioned. */
  | { type: 'paged'; page: number; reason: string; by: UserId | null; ladder: string | null }
  | { type: 'page_answered'; page: number; userId: UserId; comes: boolean }
  | { type: 'page_not_reached'; page: number; who: string; error: string }
  | { type: 'ladder_climbed'; path: string; level: number; page: number | null }
  /** Its last level was climbed and nobody came. */
  | { type: 'ladder_at_the_top'; path: string };

export type EscalationRefusal =
  | { code: 'unknown_path'; given: string; allowed: string[] }
  | { code: 'no_paths' }
  | { code: 'ladder_at_the_top'; path: string }
  | { code: 'ladder_not_running'; path: string }
  | { code: 'no_page' }
  | { code: 'nobody_to_page' }
  | { code: 'page_answered'; at: Date };

export type EscalationAlso =
  | { type: 'ladder_begun'; path: string }
  | { type: 'ladder_ended'; path: string; why: string }
  | { type: 'page_ended'; page: number };

export interface EscalationEntries {
  escalate: { path: string; level: number; reason: string };
  stop_escalation: { path: string; reason: string };
  page: { page: number; who: string[]; reason: string };
  acknowledge_page: { page: number };
  cannot_come: { page: number };
  page_reached: { page: number; userIds: UserId[] };
  page_failed: { page: number; who: string; error: string };
  page_quiet: { page: number; userId: UserId; untilAt: Date | null };
}

export type EscalationTimerKind = 'ladder_step' | 'page_unanswered';
