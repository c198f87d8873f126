import type { CourseRefusal } from '../../incident/course/types.ts';
import type { RefusalViews } from '../refusal.ts';

export const courseRefusals: RefusalViews<CourseRefusal> = {};
