import type { Consequence } from '../consequences.ts';

export const postmortemConsequences: Consequence = () => null;
