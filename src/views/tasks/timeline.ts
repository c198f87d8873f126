import type { TasksAlso, TasksEntries } from '../../incident/tasks/types.ts';
import type { AlsoSentences, EntrySentences } from '../timeline.ts';

export const tasksEntries: EntrySentences<TasksEntries> = {};

/** What followed by itself, said after the entry it followed from. */
export const tasksAlso: AlsoSentences<TasksAlso> = {};
