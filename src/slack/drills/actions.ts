import type { drillsActionWords } from '../../views/drills/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const drillsActions: Record<(typeof drillsActionWords)[number], ActionHandler> = {
  inject: async () => null,
};
