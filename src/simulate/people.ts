import type { Policy } from '../policy/schema.ts';

/** Who takes part in a simulation: names in the place of members of a workspace. */

/** A user id for a name; the same name always has the same. */
export function userIdOf(name: string): string {
  const hex = Buffer.from(name.normalize('NFC'), 'utf8').toString('hex').toUpperCase();
  return `U0${hex}`;
}

/** The name behind such an id; null where it is none of ours. */
export function nameOf(userId: string): string | null {
  const [, hex = ''] = /^U0((?:[0-9A-F]{2})+)$/.exec(userId) ?? [];
  return hex === '' ? null : Buffer.from(hex, 'hex').toString('utf8');
}

/**
 * Everybody whom the policy names. In a simulation whoever acts belongs to all of them: it shows
 * what would happen, not who may.
 */
export function everybody(policy: Policy): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      if (/^(team:|role:|@|S[A-Z0-9]{4,}$)|^[^\s@]+@[^\s@]+$/.test(value)) found.add(value);
      return;
    }
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(policy);
  for (const { key } of policy.directory.teams) found.add(`team:${key}`);
  return [...found];
}
