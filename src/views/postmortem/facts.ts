import type { PostmortemFact } from '../../incident/postmortem/types.ts';
import type { FactViews } from '../facts.ts';

export const postmortemFacts: FactViews<PostmortemFact> = {};
