import { isSentenceKey } from '../../policy/catalogue.ts';
import type { Policy } from '../../policy/schema.ts';
import { sayPlain } from '../say.ts';

/** What the policy calls the things of the course. An unknown key is shown as it is. */

export function stageName({ stages }: Policy, key: string): string {
  return stages.find((each) => each.key === key)?.name ?? key;
}

export function publicStateName(policy: Policy, key: string): string {
  return policy.public_states.find((each) => each.key === key)?.name ?? key;
}

export function gateName({ gates }: Policy, key: string): string {
  return gates.find((each) => each.key === key)?.name ?? key;
}

/** The policy's own name for a milestone, else the common one. */
export function milestoneName(policy: Policy, key: string): string {
  const own = policy.milestones.find((each) => each.key === key)?.name;
  const common = `milestone.${key}`;
  return own ?? (isSentenceKey(common) ? sayPlain(policy, common as 'milestone.started') : key);
}
