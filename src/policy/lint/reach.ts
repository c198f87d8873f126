import type { Policy } from '../schema.ts';

/** How many people a list of the policy can mean, as far as the file alone tells. */
export interface Reach {
  /** At most so many; Infinity where a user group, a role or `anyone` is among them. */
  most: number;
  /** References that mean nobody, such as a team without members. */
  empty: string[];
}

/** Whom these references reach. Contacts are people outside: they cannot act in Muster. */
export function reachOf(policy: Policy, refs: readonly string[]): Reach {
  const people = new Set<string>();
  const empty: string[] = [];
  let unknown = false;
  for (const ref of refs) {
    const found = peopleOf(policy, ref, []);
    if (found === 'unknown') unknown = true;
    else if (found.size === 0) empty.push(ref);
    else for (const person of found) people.add(person);
  }
  return { most: unknown ? Number.POSITIVE_INFINITY : people.size, empty };
}

function peopleOf(policy: Policy, ref: string, above: string[]): Set<string> | 'unknown' {
  if (ref.startsWith('contact:')) return new Set();
  if (!/^(team|on_call):/.test(ref))
    return /^([UW][A-Z0-9]{4,}$|[^@].*@)/.test(ref) ? new Set([ref]) : 'unknown';
  if (above.includes(ref)) return new Set();
  const people = new Set<string>();
  for (const member of membersOf(policy, ref)) {
    const found = peopleOf(policy, member, [...above, ref]);
    if (found === 'unknown') return 'unknown';
    for (const person of found) people.add(person);
  }
  return people;
}

/** Those of a team, or everybody who takes a turn of a schedule. */
function membersOf({ directory, on_call }: Policy, ref: string): string[] {
  if (ref.startsWith('team:')) {
    return directory.teams.find(({ key }) => key === ref.slice('team:'.length))?.members ?? [];
  }
  const schedule = on_call.find(({ key }) => key === ref.slice('on_call:'.length));
  return [...(schedule?.people ?? []), ...(schedule?.layers ?? []).flatMap(({ people }) => people)];
}

/** Why these references reach nobody, for a sentence. */
export function nobodyBecause(refs: readonly string[]): string {
  if (refs.length === 0) return 'the list is empty';
  return refs
    .map((ref) => {
      if (ref.startsWith('team:')) return `${ref} has no members`;
      return ref.startsWith('on_call:') ? `${ref} says nobody` : `${ref} is outside`;
    })
    .join(', ');
}
