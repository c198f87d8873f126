import type { Rules } from '../decision.ts';
import {
  dropActionItem,
  editActionItem,
  finishActionItem,
  linkActionItem,
  moveActionItem,
  reopenActionItem,
} from './changes.ts';
import { addActionItem } from './items.ts';
import { linkPolicy } from './policy-items.ts';
import type { ActionItemsCommand } from './types.ts';

export const actionItemsRules: Rules<ActionItemsCommand> = {
  add_action_item: addActionItem,
  edit_action_item: editActionItem,
  move_action_item: moveActionItem,
  finish_action_item: finishActionItem,
  drop_action_item: dropActionItem,
  reopen_action_item: reopenActionItem,
  link_action_item: linkActionItem,
  link_policy: linkPolicy,
};
