import type { KindsRefusal } from '../../incident/kinds/types.ts';
import type { RefusalViews } from '../refusal.ts';

export const kindsRefusals: RefusalViews<KindsRefusal> = {};
