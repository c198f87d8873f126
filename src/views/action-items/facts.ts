import type { ActionItemsFact } from '../../incident/action-items/types.ts';
import { button, shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { mention, oneLine } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { actionItemDetails, itemButtons } from './list.ts';

export const actionItemsFacts: FactViews<ActionItemsFact> = {
  closed_for_good: ({ incident, policy }) =>
    shortMessage(say(policy, 'fact.closed_for_good', { number: incident.number })),
  action_item_given: ({ incident, policy }, { id, by }) => {
    const given = incident.state.actionItems.find((each) => each.id === id);
    const text = say(policy, 'fact.action_item_given', {
      by: mention(by),
      number: incident.number,
      title: oneLine(incident.title),
      text: oneLine(given?.text ?? ''),
      details: given ? actionItemDetails(policy, given) : '',
    });
    return shortMessage(text, [
      ...(given ? itemButtons(policy, incident.id, given).slice(0, 3) : []),
      button('action_items', sayPlain(policy, 'button.action_items'), { incident: incident.id }),
    ]);
  },
};
