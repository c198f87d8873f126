import type { Policy } from '../../policy/schema.ts';

/** What people call a milestone: as the policy names it, else its key in words. */
export function milestoneName(policy: Policy, key: string): string {
  const named = policy.milestones.find((each) => each.key === key);
  return named?.name ?? key.replaceAll('_', ' ');
}
