import type { Policy } from '../../policy/schema.ts';
import { type Refused, refuse } from '../decision.ts';

/** Refused because the policy has no such kind. */
export function unknownKind({ kinds }: Policy, given: string): Refused | null {
  if (kinds.length === 0) return refuse({ code: 'no_kinds' });
  if (kinds.some(({ key }) => key === given)) return null;
  return refuse({ code: 'unknown_kind', given, allowed: kinds.map(({ name }) => name) });
}

/** Refused because the policy has no such module. */
export function unknownModule({ modules }: Policy, given: readonly string[]): Refused | null {
  const unknown = given.find((each) => !modules.some(({ key }) => key === each));
  if (unknown === undefined) return null;
  if (modules.length === 0) return refuse({ code: 'no_modules' });
  const allowed = modules.map(({ name }) => name);
  return refuse({ code: 'unknown_module', given: unknown, allowed });
}
