import type { Consequence } from '../consequences.ts';

export const bookingConsequences: Consequence = () => null;
