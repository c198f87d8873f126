import type { Consequence } from '../consequences.ts';

export const drillsConsequences: Consequence = () => null;
