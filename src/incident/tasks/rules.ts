import type { Rules } from '../decision.ts';
import type { TasksCommand } from './types.ts';

export const tasksRules: Rules<TasksCommand> = {};
