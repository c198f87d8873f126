import type { courseActionWords } from '../../views/course/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const courseActions: Record<(typeof courseActionWords)[number], ActionHandler> = {};
