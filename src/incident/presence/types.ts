import type { Expect, UserId } from '../types.ts';

/** Whether those who should speak still do: the commander, who was offered a role, the room as a whole. */

export interface PresenceState {
  /** When anybody last did something about it; a stale incident counts from here. Null: not since it was declared. */
  lastWordAt: Date | null;
  /** When it was last asked whether it goes on, since that word; null: not yet. */
  askedQuietAt: Date | null;
  /** Whether the commander is still with it; null: nobody commands. */
  watch: Watch | null;
  /** News that came by the time it was promised for and news that did not, by audience; `room`: status updates. */
  kept: Record<string, Kept>;
}

export interface Kept {
  onTime: number;
  late: number;
}

export interface Watch {
  userId: UserId;
  /** Their last word. */
  heardAt: Date;
  /** Who was asked since, and when: the commander, then the deputy, then it went up. */
  asked: { who: 'commander' | 'deputy' | 'up'; at: Date } | null;
  /** When they were last offered relief. */
  reliefAt: Date | null;
}

export type PresenceCommand =
  /** They are still with it. */
  | { type: 'still_here'; by: UserId }
  /** The update that is promised is left out, and the next one promised instead. */
  | { type: 'skip_update'; by: UserId; reason: string; expect?: Expect };

export type PresenceReport =
  /** Slack says that somebody is no member of the workspace any more. */
  | { type: 'member_gone'; userId: UserId }
  /** Somebody wrote in the room; told at most once in some minutes. */
  | { type: 'heard'; userId: UserId };

export type PresenceFact =
  /** To the commander, and in the room where they are mentioned. */
  | { type: 'still_there'; userId: UserId; sinceAt: Date }
  /** The deputy is asked to take over, or, where there is none or they are silent too, anybody. */
  | { type: 'commander_silent'; userId: UserId; sinceAt: Date; asks: UserId[] }
  | { type: 'handover_lapsed'; role: string; from: UserId; to: UserId; at: Date }
  | { type: 'holder_gone'; roles: string[]; userId: UserId; why: 'left_room' | 'left_workspace' }
  | { type: 'relief_offered'; sinceAt: Date }
  | { type: 'gone_quiet'; sinceAt: Date };

export type PresenceRefusal = { code: 'not_asked' };

/** What it is now has news due otherwise than before. */
export type PresenceAlso = { type: 'promise_moved'; nextDueAt: Date | null };

export interface PresenceEntries {
  still_here: Record<string, never>;
  skip_update: { reason: string; wasDueAt: Date; nextDueAt: Date | null };
  /** `items`: action items of theirs, which `heir` has now. */
  member_gone: { userId: UserId; roles: string[]; items?: number[]; heir?: UserId | null };
  heard: Record<string, never>;
}

export type PresenceTimerKind =
  | 'gone_quiet'
  | 'commander_asked'
  | 'deputy_asked'
  | 'silence_went_up'
  | 'handover_lapsed'
  | 'relief_offered';
