import type { Consequence } from '../consequences.ts';

export const escalationConsequences: Consequence = () => null;
