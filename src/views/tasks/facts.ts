import type { TasksFact } from '../../incident/tasks/types.ts';
import type { FactViews } from '../facts.ts';

export const tasksFacts: FactViews<TasksFact> = {};
