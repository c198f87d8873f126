import type { Policy } from '../policy/schema.ts';
import { membersOf } from './people.ts';

/**
 * Whom references of a policy mean, each once, as what can be invited: user ids, user group ids,
 * handles and e-mail addresses. `team:key` becomes its members and their teams', `contact:key` the
 * contact's own person or address; roles and `anyone` are nobody.
 */
export function peopleOf(refs: readonly string[], policy: Policy): string[] {
  const found = new Set<string>();
  const opened = new Set<string>();
  const add = (ref: string): void => {
    if (ref === 'anyone' || ref.startsWith('role:') || opened.has(ref)) return;
    opened.add(ref);
    if (ref.startsWith('team:')) {
      for (const member of membersOf(policy, ref)) add(member);
      return;
    }
    const person = ref.startsWith('contact:') ? personOf(policy, ref.slice(8)) : ref;
    if (person) found.add(person);
  };
  for (const ref of refs) add(ref);
  return [...found];
}

/** A contact who is a member of the workspace; undefined for one who is not. */
function personOf({ directory }: Policy, key: string): string | undefined {
  return directory.contacts.find((each) => each.key === key)?.person;
}
