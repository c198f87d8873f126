import type { clocksActionWords } from '../../views/clocks/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const clocksActions: Record<(typeof clocksActionWords)[number], ActionHandler> = {
  pause_clock: async () => null,
  resume_clock: async () => null,
  clock: async () => null,
};
