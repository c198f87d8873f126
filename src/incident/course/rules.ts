import type { Rules } from '../decision.ts';
import type { CourseCommand } from './types.ts';

export const courseRules: Rules<CourseCommand> = {};
