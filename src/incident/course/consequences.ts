import type { Consequence } from '../consequences.ts';

/** What follows by itself from a decision. */
export const courseConsequences: Consequence = () => null;
