import type { Rules } from '../decision.ts';
import type { ActionItemsCommand } from './types.ts';

export const actionItemsRules: Rules<ActionItemsCommand> = {};
