import type { Policy } from './schema.ts';

/**
 * What Muster reads, shows, simulates and prints in the handbook, and does not act on by itself yet:
 * paths of the schema, `[]` for each item of a list. What stands below a path is meant with it. The
 * checker tells of those that a policy uses.
 */
export const notEnforced: readonly string[] = [
  // A least time, for whoever clears the folder: Muster itself deletes no copy, whatever its age.
  'evidence.keep_days',
];

/** Which of them a policy uses. */
export function notEnforcedIn(policy: Policy): string[] {
  return notEnforced.filter((path) => isSaid(policy, path.split('.')));
}

function isSaid(value: unknown, path: string[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return isMeant(value);
  if (typeof value !== 'object' || value === null) return false;
  const inner = (value as Record<string, unknown>)[step.replace('[]', '')];
  if (!step.endsWith('[]')) return isSaid(inner, rest);
  return Array.isArray(inner) && inner.some((item) => isSaid(item, rest));
}

/** Whether a value is more than nothing. */
function isMeant(value: unknown): boolean {
  if (value === undefined || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isMeant);
  return true;
}
