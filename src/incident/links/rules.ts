import type { Rules } from '../decision.ts';
import type { LinksCommand } from './types.ts';

export const linksRules: Rules<LinksCommand> = {};
