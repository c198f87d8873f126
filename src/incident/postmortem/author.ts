import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { commanderRole, holdersOf } from '../lookup.ts';
import type { UserId } from '../types.ts';

/** Who is suggested to write the document: who led at the end, else who declared it. */
export function suggestedAuthor(incident: Draft, policy: Policy): UserId {
  return holdersOf(incident, commanderRole(policy))[0]?.userId ?? incident.declaredBy;
}
