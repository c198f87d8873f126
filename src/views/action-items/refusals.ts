import type { Button } from '@slack/types';
import type { ActionItemsRefusal } from '../../incident/action-items/types.ts';
import { markOf } from '../../incident/text.ts';
import type { Incident, Refusal } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button } from '../blocks.ts';
import type { RefusalViews } from '../refusal.ts';
import { say, sayPlain } from '../say.ts';
import { writeAbout } from './about.ts';

export const actionItemsRefusals: RefusalViews<ActionItemsRefusal> = {
  unknown_action_item_kind: (policy, { given, allowed }) =>
    say(policy, 'refused.unknown_action_item_kind', {
      given: given.slice(0, 80),
      allowed: allowed.join(', '),
    }),
  policy_unchanged: (policy) => say(policy, 'refused.policy_unchanged'),
  unknown_priority: (policy, { given, allowed }) =>
    say(policy, allowed.length > 0 ? 'refused.unknown_priority' : 'refused.no_priorities', {
      given: given.slice(0, 80),
      allowed: allowed.join(', '),
    }),
  unknown_action_item: (policy) => say(policy, 'refused.unknown_action_item'),
  action_item_done: (policy) => say(policy, 'refused.action_item_done'),
  action_item_open: (policy) => say(policy, 'refused.action_item_open'),
  action_item_same: (policy) => say(policy, 'refused.action_item_same'),
  too_many_action_items: (policy, { max }) => say(policy, 'refused.too_many_action_items', { max }),
  bad_day: (policy, { given }) => say(policy, 'refused.bad_day', { given: given.slice(0, 40) }),
  bad_link: (policy, { given }) => say(policy, 'refused.bad_link', { given: given.slice(0, 80) }),
  action_item_weak: (policy, { how, words }) =>
    say(policy, 'refused.action_item_weak', {
      words,
      better: sayPlain(policy, `action_items.better.${how}`),
    }),
  action_item_refused: (policy, { words }) => say(policy, 'refused.action_item_refused', { words }),
  action_item_expected: (policy, { kinds }) =>
    say(policy, 'refused.action_item_expected', { kinds: kinds.join(', ') }),
};

/** Buttons beside a refusal that has a way out; `typed` goes into the form that opens. */
export function actionItemsWaysOut(
  policy: Policy,
  refusal: Refusal,
  { id: incident }: Incident,
  typed: string,
): Button[] {
  if (refusal.code === 'action_item_weak' || refusal.code === 'action_item_refused') {
    // The form takes it as it is, because it was pointed out already.
    const sure =
      refusal.code === 'action_item_weak' && typed ? writeAbout({ sure: markOf(typed) }) : null;
    const value = { incident, ...(typed ? { typed } : {}), ...(sure ? { arg: sure } : {}) };
    return [button('add_action_item', sayPlain(policy, 'button.say_it_better'), value)];
  }
  if (refusal.code !== 'action_item_expected') return [];
  const again = { incident, arg: 'anyway', ...(typed ? { typed } : {}) };
  return [
    button('add_action_item', sayPlain(policy, 'button.action_item'), { incident }),
    button('close', sayPlain(policy, 'button.close_anyway'), again),
  ];
}
