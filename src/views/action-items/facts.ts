import type { ActionItemsFact } from '../../incident/action-items/types.ts';
import type { FactViews } from '../facts.ts';

export const actionItemsFacts: FactViews<ActionItemsFact> = {};
