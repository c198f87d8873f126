import type { Kind } from '../../policy/language/severities.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { type Refused, refuse } from '../decision.ts';
import { minutesAfter } from '../instants.ts';

/** The kind it is of, while that means "not known yet", and by when it must be settled. */
export function unsettledKind(
  { state, declaredAt }: Draft,
  policy: Policy,
): { kind: Kind; dueAt: Date | null } | null {
  const kind = policy.kinds.find(({ key }) => key === state.kind);
  if (!kind?.unsettled) return null;
  const within = kind.settle_within_minutes;
  const since = state.kindSince ?? declaredAt;
  return { kind, dueAt: within ? minutesAfter(since, within) : null };
}

/** Refused because nobody has settled what sort of incident it is. */
export function kindFault(incident: Draft, policy: Policy): Refused | null {
  const unsettled = unsettledKind(incident, policy);
  return unsettled ? refuse({ code: 'kind_unsettled', kind: unsettled.kind.key }) : null;
}
