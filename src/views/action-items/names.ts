import { kindsOf } from '../../incident/action-items/kinds.ts';
import type { Policy } from '../../policy/schema.ts';
import { sayPlain } from '../say.ts';

/** What people read as the kind of an action item; empty where nobody said, or the policy lost it. */
export function kindName(policy: Policy, key: string): string {
  const own = policy.action_items.kinds.find((each) => each.key === key);
  if (own) return own.name;
  const known = kindsOf(policy).some((each) => each.key === key);
  return known ? sayPlain(policy, `action_items.kind.${key as 'prevent'}`) : '';
}
