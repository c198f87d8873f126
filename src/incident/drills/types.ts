import type { UserId } from '../types.ts';

/** An exercise: what happens in it, how fast its time runs, and how it went. */

export interface DrillsState {
  /** Null: no exercise, or one of no plan. */
  drill: {
    /** Key of the drill of the policy. */
    key: string;
    /** How many times faster its clocks run. */
    pace: number;
  } | null;
}

export type DrillsCommand =
  /** Tells the room something that is not planned. */
  { type: 'inject'; by: UserId; text: string };

export type DrillsFact =
  | { type: 'injected'; text: string; by: string | null }
  | { type: 'scorecard' };

export type DrillsRefusal = { code: 'no_drill' };

export type DrillsAlso = never;

export interface DrillsEntries {
  inject: { text: string };
}

export type DrillsTimerKind = 'inject_due' | 'drill_over';

/** Somebody who was called in it and did not answer. */
export type Silent = UserId;
