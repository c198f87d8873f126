import type { CourseFact } from '../../incident/course/types.ts';
import type { FactViews } from '../facts.ts';

export const courseFacts: FactViews<CourseFact> = {};
