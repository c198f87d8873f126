import type { ActionItemsFact } from '../../incident/action-items/types.ts';
import { button, shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { mention, oneLine } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { actionItemDetails } from './list.ts';

export const actionItemsFacts: FactViews<ActionItemsFact> = {
  action_item_given: ({ incident, policy }, { id, by }) => {
    const given = incident.state.actionItems.find((each) => each.id === id);
    const text = say(policy, 'fact.action_item_given', {
      by: mention(by),
      number: incident.number,
      // Whoever is given it may not be in the room.
      title: incident.isPrivate ? say(policy, 'fact.private') : oneLine(incident.title),
      text: oneLine(given?.text ?? ''),
      details: given ? actionItemDetails(policy, { ...given, owner: given.owner }) : '',
    });
    return shortMessage(text, [
      button(
        'finish_action_item',
        sayPlain(policy, 'button.action_item_done'),
        { incident: incident.id, arg: String(id) },
        { suffix: String(id) },
      ),
      button('action_items', sayPlain(policy, 'button.action_items'), { incident: incident.id }),
    ]);
  },
};
