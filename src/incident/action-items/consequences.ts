import type { Consequence } from '../consequences.ts';

export const actionItemsConsequences: Consequence = () => null;
