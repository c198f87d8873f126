import type { actionItemsActionWords } from '../../views/action-items/action-words.ts';
import { actionItemsMessage } from '../../views/action-items/list.ts';
import { type ActionHandler, commands, opens, shows } from '../actions.ts';
import { viewOf } from '../gesture.ts';
import { openWithLines } from './from-line.ts';
import { linkPolicyInForce } from './policy-in-force.ts';

export const actionItemsActions: Record<(typeof actionItemsActionWords)[number], ActionHandler> = {
  add_action_item: opens('add_action_item'),
  edit_action_item: opens('edit_action_item'),
  move_action_item: opens('move_action_item'),
  finish_action_item: onItem('finish_action_item'),
  drop_action_item: opens('drop_action_item'),
  reopen_action_item: onItem('reopen_action_item'),
  link_action_item: opens('link_action_item'),
  link_policy: async (pressed) => {
    const found = await pressed.find();
    if ('answer' in found) return found.answer;
    return linkPolicyInForce(pressed, found.found, Number(pressed.value.arg ?? 0) || 0);
  },
  item_from_line: (pressed) => openWithLines(pressed, pressed.find(), pressed.value.before),
  action_items: shows(async ({ desk }, found) => actionItemsMessage(await viewOf(desk, found))),
};

/** A button that does this about the item whose number it carries. */
function onItem(type: 'finish_action_item' | 'reopen_action_item'): ActionHandler {
  return commands(({ userId: by, value }) => {
    const id = Number(value.arg);
    return Number.isSafeInteger(id) ? { type, by, id } : null;
  });
}
