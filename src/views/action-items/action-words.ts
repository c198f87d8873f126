/** Words that its buttons carry. */
export const actionItemsActionWords = [
  'add_action_item',
  'finish_action_item',
  'link_action_item',
  'action_items',
] as const satisfies readonly string[];
