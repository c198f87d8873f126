import type { PostmortemCommand } from '../../incident/postmortem/types.ts';
import type { DoneViews } from '../done.ts';

export const postmortemDone: DoneViews<PostmortemCommand> = {};
