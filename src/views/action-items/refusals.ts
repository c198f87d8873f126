import type { ActionItemsRefusal } from '../../incident/action-items/types.ts';
import type { RefusalViews } from '../refusal.ts';

export const actionItemsRefusals: RefusalViews<ActionItemsRefusal> = {};
