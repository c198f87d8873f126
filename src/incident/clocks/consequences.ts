import type { Consequence } from '../consequences.ts';

export const clocksConsequences: Consequence = () => null;
