import { actionItemLimits } from '../incident/action-items/limits.ts';
import type { PolicyChange } from '../incident/action-items/types.ts';
import { policyDifference } from '../policy/difference.ts';
import type { Policy } from '../policy/schema.ts';

/** A policy by its hash. */
interface Hashed {
  hash: string;
  policy: Policy;
}

/** What became of one policy in the other, as much as an action item keeps of it. */
export function policyBetween(before: Hashed, after: Hashed): PolicyChange {
  const all = policyDifference(before.policy, after.policy);
  const lines = all.slice(0, actionItemLimits.policyLines).map(shortened);
  const { name } = after.policy;
  return { was: before.hash, hash: after.hash, name, lines, more: all.length - lines.length };
}

function shortened(line: string): string {
  const signs = [...line];
  const max = actionItemLimits.policyLine;
  return signs.length > max ? `${signs.slice(0, max - 1).join('')}…` : line;
}
