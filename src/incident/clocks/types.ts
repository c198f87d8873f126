import type { UserId } from '../types.ts';

/** What has to happen by when: what is at risk, what was missed, what waits for somebody outside. */

export interface ClocksState {
  /** What is kept of a clock that was paused or missed, by the clock's key; others keep nothing. */
  clocks: Record<string, ClockRecord>;
}

export interface ClockRecord {
  /** When it was due, and when that was found to be over. A breach that happened is never erased. */
  breaches: { dueAt: Date; at: Date }[];
  /** Set while it is paused. */
  pause: { at: Date; by: UserId; reason: string } | null;
  /** How long it stood still before, in milliseconds of the time it counts. */
  pausedMs: number;
}

export type ClocksCommand =
  | { type: 'pause_clock'; by: UserId; clock: string; reason: string }
  | { type: 'resume_clock'; by: UserId; clock: string };

export type ClocksFact =
  /** Several at once are told in one message. */
  | { type: 'clocks_at_risk'; clocks: { key: string; dueAt: Date }[] }
  | { type: 'clocks_missed'; clocks: { key: string; dueAt: Date }[] };

export type ClocksRefusal =
  | { code: 'unknown_clock'; given: string; allowed: string[] }
  | { code: 'clock_over'; clock: string }
  | { code: 'clock_paused'; clock: string; by: UserId; at: Date }
  | { code: 'clock_runs'; clock: string }
  | { code: 'clock_not_pausable'; clock: string };

export type ClocksAlso = { type: 'clock_ended'; clock: string; late: boolean };

export interface ClocksEntries {
  pause_clock: { clock: string; reason: string };
  resume_clock: { clock: string; pausedMinutes: number };
}

export type ClocksTimerKind = 'clock_at_risk' | 'clock_missed' | 'clock_nag';
