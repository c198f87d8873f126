import { actionItemLimits } from '../../incident/action-items/limits.ts';
import type { ActionItemState, PolicyChange } from '../../incident/action-items/types.ts';
import { dayAt } from '../../incident/links/days.ts';
import type { Policy } from '../../policy/schema.ts';
import { join, Mrkdwn, oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';

/** What an action item has to do with the policy. */

/** In short, beside its owner and its day. */
export function policyMark(
  policy: Policy,
  item: Partial<Pick<ActionItemState, 'policy'>>,
): Mrkdwn[] {
  if (!item.policy) return [];
  const { change } = item.policy;
  if (!change) return [say(policy, 'action_items.changes_policy')];
  return [say(policy, 'action_items.policy_changed', named(change))];
}

/** With the day and the lines, below it; null where nothing is linked. */
export function policyLines(policy: Policy, item: Pick<ActionItemState, 'policy'>): Mrkdwn | null {
  const change = item.policy?.change;
  if (!change) return null;
  const day = dayAt(change.at, policy.calendar.zone);
  const by = say(policy, 'action_items.changed_by', { ...named(change), day });
  return join([by, changeLines(policy, change)]);
}

/** The first lines of what differs, and how many there are besides. */
export function changeLines(policy: Policy, { lines, more }: PolicyChange): Mrkdwn {
  const said = lines
    .slice(0, actionItemLimits.policyLines)
    .map((line) => new Mrkdwn(`• ${oneLine(line).text}`));
  return join([...said, ...(more > 0 ? [say(policy, 'nag.rest', { count: more })] : [])]);
}

/** The same in one line, for the timeline. */
export function changeInLine(policy: Policy, { lines, more }: PolicyChange): Mrkdwn {
  const rest = more > 0 ? [say(policy, 'nag.rest', { count: more })] : [];
  return join([...lines.map(oneLine), ...rest], '; ');
}

/** The name of the policy and the beginning of its hash. */
export function named({ name, hash }: PolicyChange): { name: Mrkdwn; hash: string } {
  return { name: oneLine(name), hash: hash.slice(0, 12) };
}
