import type { TellingFact } from '../../incident/telling/types.ts';
import type { FactViews } from '../facts.ts';

export const tellingFacts: FactViews<TellingFact> = {};
