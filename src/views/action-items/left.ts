import type { Button } from '@slack/types';
import { leftAfterClosing, leftOf } from '../../incident/action-items/improvement.ts';
import { byUrgency } from '../../incident/action-items/open.ts';
import { dueOf } from '../../incident/booking/propose.ts';
import { dayAt } from '../../incident/links/days.ts';
import type { Policy } from '../../policy/schema.ts';
import { button } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { join, type Mrkdwn, mention, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { dueText } from './list.ts';

/** What is left to do of an incident that is closed, in a line, with the buttons to it; null where nothing is. */
export function leftLine({
  incident,
  policy,
  now,
}: ViewContext): { text: Mrkdwn; buttons: Button[] } | null {
  if (leftAfterClosing(incident, policy) === 0) return null;
  const { items, tasks, closing, postmortem } = leftOf(incident, policy);
  const names = policy.action_items.priorities.map(({ name }) => name);
  const [first] = [...items].sort(byUrgency(names));
  const value = { incident: incident.id };
  const parts = [
    ...(first
      ? [
          say(policy, 'fact.left_items', {
            count: items.length,
            owner: mention(first.owner),
            due: dueText(policy, first.dueOn, dayAt(now, policy.calendar.zone)),
          }),
        ]
      : []),
    ...(postmortem ? [postmortemLeft(policy, dueOf(incident, policy))] : []),
    ...(tasks.length > 0 ? [say(policy, 'fact.left_tasks', { count: tasks.length })] : []),
    ...(closing.length > 0 ? [say(policy, 'fact.left_closing', { count: closing.length })] : []),
  ];
  return {
    text: say(policy, 'fact.left', { what: join(parts, ' · ') }),
    buttons: [
      ...(first ? [button('action_items', sayPlain(policy, 'button.action_items'), value)] : []),
      ...(tasks.length > 0 ? [button('tasks', sayPlain(policy, 'button.tasks'), value)] : []),
      ...(closing.length > 0 || postmortem
        ? [button('postmortem', sayPlain(policy, 'button.postmortem'), value)]
        : []),
    ],
  };
}

/** A postmortem that is still to be held, and by when. */
export function postmortemLeft(policy: Policy, dueAt: Date | null): Mrkdwn {
  const due = dueAt ? say(policy, 'booking.due', { due: when(dueAt) }) : '';
  return say(policy, 'fact.left_postmortem', { due });
}
