import type { drillsActionWords } from '../../views/drills/action-words.ts';
import { type ActionHandler, opens } from '../actions.ts';

export const drillsActions: Record<(typeof drillsActionWords)[number], ActionHandler> = {
  inject: opens('inject'),
};
