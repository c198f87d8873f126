import type { LinksRefusal } from '../../incident/links/types.ts';
import type { RefusalViews } from '../refusal.ts';

export const linksRefusals: RefusalViews<LinksRefusal> = {};
