import { accept, entry, type Of, person, refuse, type Scene, tell } from '../decision.ts';
import type { Decision } from '../types.ts';
import { actionItemOf, changedTo } from './changes.ts';
import { shown } from './items.ts';
import { openActionItems } from './open.ts';
import type { ActionItemState } from './types.ts';

/** Action items that change the policy, and the change of it that did. */

/**
 * A policy that was put in force does what the item says. Whether it is done stays for people to say:
 * whose it is hears of it, unless they said so themselves.
 */
export function linkPolicy(
  { incident, now }: Scene,
  { by, id, change }: Of<'link_policy'>,
): Decision {
  const found = actionItemOf(incident, id);
  if ('ok' in found) return found;
  const { was, hash, name, lines, more } = change;
  if (lines.length === 0) return refuse({ code: 'policy_unchanged' });
  if (found.policy?.change?.hash === hash) return refuse({ code: 'action_item_same', id });
  const linked = { was, hash, name, lines, more };
  const policy = { was: found.policy?.was ?? was, change: { ...linked, at: now } };
  return accept(
    changedTo(incident, { ...found, policy }),
    entry('link_policy', by === null ? { kind: 'operator' } : person(by), {
      ...linked,
      ...{ id, text: found.text, byOperator: by === null },
    }),
    [
      ...(found.owner === by ? [] : [tell(found.owner, { type: 'action_item_policy', id, by })]),
      ...shown(found.owner),
    ],
  );
}

/** Those that are open and to change the policy, of which nobody said yet that one did. */
export function awaitingPolicy(incident: Parameters<typeof openActionItems>[0]): ActionItemState[] {
  return openActionItems(incident).filter(isAwaitingPolicy);
}

export function isAwaitingPolicy({ policy, ended }: ActionItemState): boolean {
  return ended === null && policy !== null && policy.change === null;
}
