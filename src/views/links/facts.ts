import type { LinksFact } from '../../incident/links/types.ts';
import type { FactViews } from '../facts.ts';

export const linksFacts: FactViews<LinksFact> = {};
