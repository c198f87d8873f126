import type { kindsActionWords } from '../../views/kinds/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const kindsActions: Record<(typeof kindsActionWords)[number], ActionHandler> = {};
