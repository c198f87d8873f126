/** Words that its buttons carry. */
export const actionItemsActionWords = [
  'add_action_item',
  'edit_action_item',
  'move_action_item',
  'finish_action_item',
  'drop_action_item',
  'reopen_action_item',
  'link_action_item',
  'link_policy',
  'item_from_line',
  'action_items',
] as const satisfies readonly string[];
