import type { ActionItemsCommand } from '../../incident/action-items/types.ts';
import type { DoneViews } from '../done.ts';
import { oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { actionItemDetails } from './list.ts';

export const actionItemsDone: DoneViews<ActionItemsCommand> = {
  add_action_item: ({ incident, policy }) => {
    const added = incident.state.actionItems.at(-1);
    return say(policy, 'done.add_action_item', {
      number: incident.number,
      text: oneLine(added?.text ?? ''),
      details: added ? actionItemDetails(policy, added) : '',
    });
  },
  finish_action_item: ({ incident, policy }, { id }) =>
    say(policy, 'done.finish_action_item', {
      text: oneLine(incident.state.actionItems.find((each) => each.id === id)?.text ?? ''),
    }),
  link_action_item: ({ policy }) => say(policy, 'done.link_action_item'),
};
