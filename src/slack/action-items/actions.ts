import type { actionItemsActionWords } from '../../views/action-items/action-words.ts';
import { actionItemsMessage } from '../../views/action-items/list.ts';
import { type ActionHandler, commands, opens, shows } from '../actions.ts';
import { viewOf } from '../gesture.ts';

export const actionItemsActions: Record<(typeof actionItemsActionWords)[number], ActionHandler> = {
  add_action_item: opens('add_action_item'),
  edit_action_item: opens('edit_action_item'),
  move_action_item: opens('move_action_item'),
  finish_action_item: commands(({ userId: by, value }) => {
    const id = Number(value.arg);
    return Number.isSafeInteger(id) ? { type: 'finish_action_item', by, id } : null;
  }),
  drop_action_item: opens('drop_action_item'),
  reopen_action_item: commands(({ userId: by, value }) => {
    const id = Number(value.arg);
    return Number.isSafeInteger(id) ? { type: 'reopen_action_item', by, id } : null;
  }),
  link_action_item: opens('link_action_item'),
  action_items: shows(async ({ desk }, found) => actionItemsMessage(await viewOf(desk, found))),
};
