import type { linksActionWords } from '../../views/links/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const linksActions: Record<(typeof linksActionWords)[number], ActionHandler> = {};
