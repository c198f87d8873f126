import type { Rules } from '../decision.ts';
import type { TellingCommand } from './types.ts';

export const tellingRules: Rules<TellingCommand> = {};
