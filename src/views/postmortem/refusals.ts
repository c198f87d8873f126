import type { PostmortemRefusal } from '../../incident/postmortem/types.ts';
import type { RefusalViews } from '../refusal.ts';

export const postmortemRefusals: RefusalViews<PostmortemRefusal> = {};
