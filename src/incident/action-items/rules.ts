import type { Rules } from '../decision.ts';
import { addActionItem, finishActionItem, linkActionItem } from './items.ts';
import type { ActionItemsCommand } from './types.ts';

export const actionItemsRules: Rules<ActionItemsCommand> = {
  add_action_item: addActionItem,
  finish_action_item: finishActionItem,
  link_action_item: linkActionItem,
};
