import type { UserId } from '../types.ts';

/** Who is told what, and what is owed to others. */

export interface TellingState {
  /** Messages to audiences, oldest first; what was sent or dropped keeps no text here. */
  messages: OutMessage[];
  /** Obligations that were opened, by the obligation's key (`key` or `key:client`). */
  obligations: Record<string, ObligationState>;
  /** Who follows it by direct message, and how often at most; null: every update. */
  followers: Record<UserId, { everyMinutes: number | null; lastAt: Date | null }>;
}

export interface OutMessage {
  id: number;
  audience: string;
  template: string;
  /** Why: an occasion of the policy, `asked` by a person or `step`. */
  occasion: string;
  at: Date;
  /** `prepared`: waits for a person (to approve, to send, to copy). */
  status: 'prepared' | 'sent' | 'dropped';
  /** As somebody changed it; null: as the template says. */
  text: string | null;
  by: UserId | null;
  sentAt: Date | null;
  proof: string | null;
}

export interface ObligationState {
  openedAt: Date;
  /** Null: at once. */
  dueAt: Date | null;
  status: 'open' | 'met' | 'excused';
  by: UserId | null;
  endedAt: Date | null;
  /** The evidence, or the reason why it is not owed. */
  proof: string | null;
}

export type TellingCommand = never;
export type TellingFact = never;
export type TellingRefusal = never;
export type TellingAlso = never;
export type TellingEntries = {};
export type TellingTimerKind = never;
