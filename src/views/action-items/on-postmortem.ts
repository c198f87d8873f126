import type { KnownBlock } from '@slack/types';
import { openActionItems } from '../../incident/action-items/open.ts';
import { actions, button, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { say, sayPlain } from '../say.ts';
import { addButton } from './card.ts';

/** Its part of the message about the postmortem: how many there are, and the way to another one. */
export function actionItemsOnPostmortem(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  const count = incident.state.actionItems.length;
  const open = openActionItems(incident).length;
  const all = button('action_items', sayPlain(policy, 'button.action_items'), {
    incident: incident.id,
  });
  const buttons = actions([addButton(view), ...(count > 0 ? [all] : [])]);
  return [
    ...(count > 0 ? [section(say(policy, 'card.action_items', { open, count }))] : []),
    ...(buttons ? [buttons] : []),
  ];
}
