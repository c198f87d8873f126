import type { ActionItemsCommand } from '../../incident/action-items/types.ts';
import type { ViewContext } from '../context.ts';
import type { DoneViews } from '../done.ts';
import { join, oneLine, quoted } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { actionItemDetails } from './list.ts';
import { changeLines, named } from './policy.ts';

export const actionItemsDone: DoneViews<ActionItemsCommand> = {
  add_action_item: ({ incident, policy }, { owner }) => {
    const added = incident.state.actionItems.at(-1);
    if (!added) return say(policy, 'done.link_action_item');
    const { number } = incident;
    const { id } = added;
    const values = {
      number,
      id,
      text: oneLine(added.text),
      details: actionItemDetails(policy, added),
    };
    const noted = say(policy, 'done.add_action_item', values);
    // Nobody was named: whoever wrote it down learns that it is theirs now.
    return owner === null ? join([noted, say(policy, 'done.action_item_yours', { id })]) : noted;
  },
  edit_action_item: (view, { id }) => shown(view, 'done.edit_action_item', id),
  move_action_item: (view, { id }) => shown(view, 'done.edit_action_item', id),
  finish_action_item: (view, { id }) => shown(view, 'done.finish_action_item', id),
  drop_action_item: (view, { id }) => shown(view, 'done.drop_action_item', id),
  reopen_action_item: (view, { id }) => shown(view, 'done.reopen_action_item', id),
  link_policy: ({ policy }, { change }) =>
    join([say(policy, 'done.link_policy', named(change)), quoted(changeLines(policy, change))]),
  link_action_item: ({ policy }) => say(policy, 'done.link_action_item'),
};

function shown(
  { incident, policy }: ViewContext,
  key:
    | 'done.edit_action_item'
    | 'done.finish_action_item'
    | 'done.drop_action_item'
    | 'done.reopen_action_item',
  id: number,
) {
  const item = incident.state.actionItems.find((each) => each.id === id);
  return say(policy, key, {
    text: oneLine(item?.text ?? ''),
    details: item ? actionItemDetails(policy, item) : '',
  });
}
