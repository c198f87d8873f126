import type { Button } from '@slack/types';
import type { ActionItemsFact } from '../../incident/action-items/types.ts';
import { dayAt } from '../../incident/links/days.ts';
import type { Policy } from '../../policy/schema.ts';
import { button, shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { join, mention, oneLine, quoted } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { actionItemDetails, itemButtons } from './list.ts';
import { changeLines, named } from './policy.ts';

/** Of what somebody left so many are named. */
const mostNamed = 5;

export const actionItemsFacts: FactViews<ActionItemsFact> = {
  closed_for_good: ({ incident, policy }) =>
    shortMessage(say(policy, 'fact.closed_for_good', { number: incident.number })),
  action_item_policy: ({ incident, policy }, { id, by }) => {
    const item = incident.state.actionItems.find((each) => each.id === id);
    const change = item?.policy?.change;
    const values = {
      by: by === null ? say(policy, 'entry.operator') : mention(by),
      number: incident.number,
      text: oneLine(item?.text ?? ''),
      ...(change ? named(change) : { name: '', hash: '' }),
    };
    const text = join([
      say(policy, 'fact.action_item_policy', values),
      ...(change ? [quoted(changeLines(policy, change))] : []),
    ]);
    const buttons = item ? itemButtons(policy, incident.id, item).slice(0, 1) : [];
    return shortMessage(text, [...buttons, allButton(policy, incident.id)]);
  },
  action_items_inherited: ({ incident, policy, now }, { from, ids }) => {
    const today = dayAt(now, policy.calendar.zone);
    const items = incident.state.actionItems.filter(({ id }) => ids.includes(id));
    const lines = items.slice(0, mostNamed).map((item) => {
      const details = actionItemDetails(policy, item, today, { isOwn: true });
      return say(policy, 'action_items.inherited', {
        id: item.id,
        text: oneLine(item.text),
        details,
      });
    });
    const rest = items.length - mostNamed;
    const text = say(policy, 'fact.action_items_inherited', {
      from: mention(from),
      number: incident.number,
      title: oneLine(incident.title),
      id: ids[0] ?? 1,
      items: join([...lines, ...(rest > 0 ? [say(policy, 'nag.rest', { count: rest })] : [])]),
    });
    return shortMessage(text, [allButton(policy, incident.id)]);
  },
  action_item_given: ({ incident, policy, now }, { id, by, how }) => {
    const given = incident.state.actionItems.find((each) => each.id === id);
    const today = dayAt(now, policy.calendar.zone);
    const text = say(policy, `fact.action_item_${how ?? 'given'}`, {
      by: mention(by),
      number: incident.number,
      title: oneLine(incident.title),
      text: oneLine(given?.text ?? ''),
      details: given ? actionItemDetails(policy, given, today, { isOwn: true }) : '',
    });
    return shortMessage(text, [
      ...(given ? itemButtons(policy, incident.id, given).slice(0, 3) : []),
      allButton(policy, incident.id),
    ]);
  },
};

function allButton(policy: Policy, incident: number): Button {
  return button('action_items', sayPlain(policy, 'button.action_items'), { incident });
}
