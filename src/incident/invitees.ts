import type { Policy } from '../policy/schema.ts';
import type { Draft } from './consequences.ts';
import { planOf } from './drills/planned.ts';
import { modulesOf } from './kinds/forced.ts';
import { peopleOf } from './people-refs.ts';
import type { Invitee } from './types.ts';

/**
 * The declarer, and whom the policy invites: always, for the severity, for the kind, for the modules
 * and the teams that own them. To a private incident come only the declarer and the people of a kind
 * that is private by itself: the others are asked in one by one by people who know what it is about.
 */
export function inviteesFor(
  incident: Pick<Draft, 'declaredBy' | 'severity' | 'isPrivate' | 'state'>,
  policy: Policy,
): Invitee[] {
  const { declaredBy, severity, isPrivate, state } = incident;
  const kind = policy.kinds.find(({ key }) => key === state.kind);
  const affected = modulesOf(state.modules, policy);
  const plan = planOf({ state }, policy);
  const open = [
    ...(plan?.owners ?? []),
    ...policy.invite.always,
    ...(policy.severities.find(({ key }) => key === severity)?.invite ?? []),
    ...(kind?.invite ?? []),
    ...affected.flatMap(({ owner, invite }) => [...(owner ? [`team:${owner}`] : []), ...invite]),
  ];
  const refs = isPrivate ? (kind?.forces.private ? kind.invite : []) : open;
  const others = peopleOf(refs, policy).filter((ref) => ref !== declaredBy);
  return [{ userId: declaredBy }, ...others.map((ref) => ({ ref }))];
}
