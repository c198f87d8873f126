import type { Consequence } from '../consequences.ts';

export const presenceConsequences: Consequence = () => null;
