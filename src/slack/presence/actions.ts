import type { presenceActionWords } from '../../views/presence/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const presenceActions: Record<(typeof presenceActionWords)[number], ActionHandler> = {
  still_here: async () => null,
  skip_update: async () => null,
};
