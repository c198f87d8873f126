import type { TellingRefusal } from '../../incident/telling/types.ts';
import type { RefusalViews } from '../refusal.ts';

export const tellingRefusals: RefusalViews<TellingRefusal> = {};
