import type { TasksCommand } from '../../incident/tasks/types.ts';
import type { DoneViews } from '../done.ts';

export const tasksDone: DoneViews<TasksCommand> = {};
