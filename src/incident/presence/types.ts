import type { UserId } from '../types.ts';

/** Whether those who should speak still do: the commander, who was offered a role, the room as a whole. */

export interface PresenceState {
  /** When anybody last did something about it; a stale incident counts from here. Null: not since it was declared. */
  lastWordAt: Date | null;
  /** Whether the commander is still with it; null: nobody commands, or nobody asks. */
  watch: Watch | null;
  /** News that came by the time it was promised for and news that did not, by audience; `room`: status updates. */
  kept: Record<string, { onTime: number; late: number }>;
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
  | { type: 'skip_update'; by: UserId; reason: string };

/** Slack says that somebody is no member of the workspace any more. */
export type PresenceReport = { type: 'member_gone'; userId: UserId };

export type PresenceFact =
  | { type: 'still_there'; since: Date }
  | { type: 'commander_silent'; userId: UserId; since: Date }
  | { type: 'handover_lapsed'; role: string; from: UserId; to: UserId }
  | { type: 'holder_gone'; roles: string[]; userId: UserId; why: 'left_room' | 'left_workspace' }
  | { type: 'relief_offered'; since: Date }
  | { type: 'gone_quiet'; since: Date };

export type PresenceRefusal = { code: 'not_asked' };

export type PresenceAlso = { type: 'holder_gone'; roles: string[]; userId: UserId };

export interface PresenceEntries {
  still_here: Record<string, never>;
  skip_update: { reason: string; wasDueAt: Date; nextDueAt: Date | null };
  member_gone: { userId: UserId; roles: string[] };
}

export type PresenceTimerKind =
  | 'commander_asked'
  | 'deputy_asked'
  | 'silence_went_up'
  | 'handover_lapsed'
  | 'relief_offered'
  | 'gone_quiet';
