import type { UserId } from '../types.ts';

/** What has to happen by when: what is at risk, what was missed, what waits for somebody outside. */

export interface ClocksState {
  /** What is kept of a clock, by its key; of one that only runs nothing is. */
  clocks: Record<string, ClockRecord>;
}

export interface ClockRecord {
  /** Each time it was missed, oldest first. One that happened is never erased. */
  breaches: Breach[];
  /** Set while it is paused. */
  pause?: { at: Date; by: UserId; reason: string };
  /** How long it stood still before, in milliseconds of the time it counts. */
  pausedMs?: number;
  /** When it ended, where nothing else in the incident says so. */
  endedAt?: Date;
  /** The due instant that was warned of. */
  warnedFor?: Date;
  /** How often the last breach was said again. */
  nagged?: number;
}

/** When it was due, and when that was found to be over. */
export interface Breach {
  dueAt: Date;
  at: Date;
}

export type ClocksCommand =
  | { type: 'pause_clock'; by: UserId; clock: string; reason: string }
  | { type: 'resume_clock'; by: UserId; clock: string };

/** A clock in a message, by its key. */
export interface ClockDue {
  key: string;
  dueAt: Date;
}

export type ClocksFact =
  /** Several at once are told in one message, to the room and to each whom a clock tells. */
  | { type: 'clocks_at_risk'; clocks: ClockDue[] }
  /** `at`: when that was found; long after it was due where Muster was not running. */
  | { type: 'clocks_missed'; clocks: ClockDue[]; at: Date }
  /** Still late, and somebody is asked for it. */
  | { type: 'clocks_still_late'; clocks: ClockDue[]; at: Date };

export type ClocksRefusal =
  | { code: 'unknown_clock'; given: string; allowed: string[] }
  | { code: 'no_clocks' }
  | { code: 'clock_over'; clock: string }
  | { code: 'clock_paused'; clock: string; by: UserId; at: Date }
  | { code: 'clock_runs'; clock: string }
  | { code: 'clock_not_pausable'; clock: string };

/** What was to happen happened, or was made something else, after it was due. */
export type ClocksAlso = { type: 'clock_late'; clock: string; dueAt: Date };

export interface ClocksEntries {
  pause_clock: { clock: string; reason: string };
  /** Minutes of the time that it counts, and when it is due now. */
  resume_clock: { clock: string; pausedMinutes: number; dueAt: Date };
}

export type ClocksTimerKind = 'clock_at_risk' | 'clock_missed' | 'clock_nag';
