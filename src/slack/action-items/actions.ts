import type { actionItemsActionWords } from '../../views/action-items/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const actionItemsActions: Record<(typeof actionItemsActionWords)[number], ActionHandler> =
  {};
