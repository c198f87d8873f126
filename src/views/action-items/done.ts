import type { ActionItemsCommand } from '../../incident/action-items/types.ts';
import type { DoneViews } from '../done.ts';

export const actionItemsDone: DoneViews<ActionItemsCommand> = {};
