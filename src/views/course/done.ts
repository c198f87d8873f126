import type { CourseCommand } from '../../incident/course/types.ts';
import type { DoneViews } from '../done.ts';

export const courseDone: DoneViews<CourseCommand> = {};
