import type { actionItemsActionWords } from '../../views/action-items/action-words.ts';
import { actionItemsMessage } from '../../views/action-items/list.ts';
import { type ActionHandler, opens, shows } from '../actions.ts';
import { carryOut, outcomeMessage, run } from '../carry-out.ts';
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

/** Buttons after which the private list that they stand in is drawn anew. */
export const inPlaceOfItems: ReadonlySet<string> = new Set([
  'finish_action_item',
  'reopen_action_item',
]);

/** A button that does this about the item whose number it carries. */
function onItem(type: 'finish_action_item' | 'reopen_action_item'): ActionHandler {
  return async (pressed) => {
    const { desk, userId: by, value, gesture, channelId, inShared } = pressed;
    const id = Number(value.arg);
    if (!Number.isSafeInteger(id)) return null;
    const found = await pressed.find();
    if ('answer' in found) return found.answer;
    // Of what only they see in a channel, this list alone has such buttons.
    const isInList = channelId !== null && !inShared;
    if (!isInList) return carryOut(pressed, found.found, { type, by, id });
    const outcome = await run(desk, found.found.incident, { type, by, id }, gesture);
    const said = await outcomeMessage(pressed, found.found, { type, by, id }, outcome);
    const after = outcome.ok && !outcome.repeated ? outcome.decision.incident : outcome.incident;
    const { incident, places } = found.found;
    const view = await viewOf(desk, { incident: after ?? incident, places });
    return actionItemsMessage(view, [...said.blocks, { type: 'divider' }]);
  };
}
