import type { TellingFact } from '../telling/types.ts';
import type { UserId } from '../types.ts';

/** An exercise: what happens in it, how fast its time runs, whom it reaches and how it went. */

export interface DrillsState {
  /** Null: no exercise. */
  drill: DrillState | null;
}

export interface DrillState {
  /** Key of the drill of the policy; null: one of no plan. */
  key: string | null;
  /** How many times faster its time runs. */
  pace: number;
  /** Who did anything in it, and so may be reached. */
  people: UserId[];
  /** When somebody first commanded. */
  commanderAt: Date | null;
  /** When the first status update was posted. */
  updateAt: Date | null;
  /** How many gates were gone past. */
  gatesPast: number;
  /** When the room was told how it went. */
  scoredAt: Date | null;
}

export type DrillsCommand =
  /** Tells the room something that happens in it; `from`: who seems to say it, or nobody. */
  { type: 'inject'; by: UserId; text: string; from: string };

/** Something that happens in it. */
export interface Inject {
  text: string;
  /** Who seems to say it. */
  from: string | null;
}

/** Whom it would have reached, were it real. */
export interface WouldReach {
  /** References of the policy, and user ids. */
  paged: string[];
  invited: string[];
  written: string[];
  channels: string[];
  told: Extract<TellingFact, { type: 'audience_told' }>[];
}

/** How an exercise went. Minutes are those of the exercise; null: it did not come to that. */
export interface Score {
  minutes: Record<Measured, number | null>;
  pace: number;
  updates: { onTime: number; late: number };
  tasks: { done: number; open: number };
  obligations: { met: number; late: number; open: number };
  pages: { asked: number; answered: number };
  /** Who was paged and did not answer: user ids and references. */
  silent: string[];
  gatesPast: number;
}

export type Measured =
  | 'acknowledged'
  | 'commander'
  | 'team_assembled'
  | 'update'
  | 'mitigated'
  | 'resolved';

export type DrillsFact =
  | { type: 'injected'; injects: Inject[] }
  | ({ type: 'would_reach' } & WouldReach)
  | { type: 'drill_over' }
  | { type: 'scorecard'; score: Score };

export type DrillsRefusal = { code: 'no_drill' };

export type DrillsAlso = { type: 'drill_scored' };

export interface DrillsEntries {
  inject: { text: string; from: string };
}

export type DrillsTimerKind = 'inject_due' | 'drill_over';
