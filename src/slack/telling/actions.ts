import type { tellingActionWords } from '../../views/telling/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const tellingActions: Record<(typeof tellingActionWords)[number], ActionHandler> = {};
