import type { tasksActionWords } from '../../views/tasks/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const tasksActions: Record<(typeof tasksActionWords)[number], ActionHandler> = {};
