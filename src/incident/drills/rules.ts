import { accept, type Rules } from '../decision.ts';
import type { DrillsCommand } from './types.ts';

export const drillsRules: Rules<DrillsCommand> = {
  inject: ({ incident }) => accept(incident, null, []),
};
