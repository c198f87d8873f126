import type { presenceActionWords } from '../../views/presence/action-words.ts';
import { type ActionHandler, commands, findUnmoved, opens } from '../actions.ts';

export const presenceActions: Record<(typeof presenceActionWords)[number], ActionHandler> = {
  still_here: commands(({ userId: by }) => ({ type: 'still_here', by })),
  skip_update: opens('skip_update', findUnmoved),
};
