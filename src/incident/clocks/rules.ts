import { accept, type Rules } from '../decision.ts';
import type { ClocksCommand } from './types.ts';

export const clocksRules: Rules<ClocksCommand> = {
  pause_clock: ({ incident }) => accept(incident, null, []),
  resume_clock: ({ incident }) => accept(incident, null, []),
};
