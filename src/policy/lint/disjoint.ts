import type { Condition } from '../language/condition.ts';

/** What an incident has one of, and rarely another one later; `phase` and the like come and go. */
const lasting = ['severity', 'kind'] as const;

/**
 * Why two conditions cannot hold together, as far as severity, kind, privacy and drills tell; null
 * where they can, or nobody knows.
 */
export function apart(one: Condition, other: Condition): string | null {
  for (const name of lasting) {
    const [a, b] = [one[name], other[name]];
    if (a && b && !a.some((key) => b.includes(key)))
      return `${name} ${a.join(', ')} there, ${b.join(', ')} here`;
  }
  for (const name of ['is_private', 'is_drill'] as const) {
    if (one[name] !== undefined && other[name] !== undefined && one[name] !== other[name])
      return `${name} ${one[name]} there, ${other[name]} here`;
  }
  return null;
}
