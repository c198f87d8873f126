import type { TasksRefusal } from '../../incident/tasks/types.ts';
import type { RefusalViews } from '../refusal.ts';

export const tasksRefusals: RefusalViews<TasksRefusal> = {};
