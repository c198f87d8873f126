import type { Button, KnownBlock } from '@slack/types';
import { leftAfterClosing } from '../../incident/action-items/improvement.ts';
import { missingKinds } from '../../incident/action-items/items.ts';
import { openActionItems } from '../../incident/action-items/open.ts';
import { button, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { join } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { leftLine } from './left.ts';

/** On the card: how much is left, or what is expected before closing. */
export function actionItemsOnCard(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  const { actionItems } = incident.state;
  const open = openActionItems(incident).length;
  const isResolved = incident.phase === 'resolved' || incident.phase === 'reviewing';
  const expected = isResolved ? missingKinds(incident, policy) : [];
  const left = leftAfterClosing(incident, policy);
  const lines = [
    ...(left > 0 ? [say(policy, 'card.in_improvement', { left })] : []),
    ...(actionItems.length > 0
      ? [say(policy, 'card.action_items', { open, count: actionItems.length })]
      : []),
    ...(expected.length > 0
      ? [say(policy, 'card.action_items_expected', { kinds: expected.join(', ') })]
      : []),
  ];
  if (lines.length === 0) return [];
  const shown =
    expected.length > 0
      ? addButton(view)
      : (leftLine(view)?.buttons[0] ??
        button('action_items', sayPlain(policy, 'button.action_items'), { incident: incident.id }));
  return [section(join(lines), { accessory: shown })];
}

export function addButton({ incident, policy }: ViewContext): Button {
  return button('add_action_item', sayPlain(policy, 'button.action_item'), {
    incident: incident.id,
  });
}
