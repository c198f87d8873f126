import type { Rules } from '../decision.ts';
import type { PostmortemCommand } from './types.ts';

export const postmortemRules: Rules<PostmortemCommand> = {};
