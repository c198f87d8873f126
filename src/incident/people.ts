import type { Policy } from '../policy/schema.ts';
import { holdersOf } from './lookup.ts';
import type { Incident, UserId } from './types.ts';

/** Whom a policy means where it lists people. */

/**
 * Whether somebody is among whom a list of the policy names. `as` are the references they match by
 * the directory (teams, groups, addresses); roles are known by their holders. Without an incident
 * nobody holds a role.
 */
export function isAmong(
  list: readonly string[],
  userId: UserId,
  as: readonly string[] | undefined,
  incident: Pick<Incident, 'state'> | null,
  policy: Policy,
): boolean {
  return list.some(
    (ref) =>
      ref === 'anyone' ||
      ref === userId ||
      (as?.includes(ref) ?? false) ||
      (incident !== null &&
        ref.startsWith('role:') &&
        acts(incident, ref.slice(5), userId, policy)),
  );
}

/** Whether they hold a role, or stand in for it while nobody does. */
function acts(
  incident: Pick<Incident, 'state'>,
  role: string,
  userId: UserId,
  policy: Policy,
): boolean {
  return actingHolders(incident, role, policy).includes(userId);
}

/** Who does a role's work now: its holders, or while there are none those of its substitute. */
export function actingHolders(
  incident: Pick<Incident, 'state'>,
  role: string,
  policy: Policy,
): UserId[] {
  const own = holdersOf(incident, role);
  const substitute = policy.roles.find(({ key }) => key === role)?.substitute;
  const holders = own.length > 0 || !substitute ? own : holdersOf(incident, substitute);
  return holders.map(({ userId }) => userId);
}

/**
 * The references by which the policy decides who may do something, each once, with the members of
 * the teams among them: all that must be known of a person before a rule can say yes or no.
 */
export function decidingRefs(policy: Policy): string[] {
  const { permissions, operators, roles, gates, audiences } = policy;
  const { declare, command, change_severity, close, see_private, words } = permissions;
  const lists = [
    ...[declare, command, change_severity, close, see_private],
    ...[operators.people, ...Object.values(words)],
    ...roles.map((role) => role.may_hold),
    ...gates.map((gate) => (gate.bypass === 'never' ? [] : gate.bypass)),
    ...gates.flatMap((gate) => gate.needs.map((need) => need.approval?.by ?? [])),
    ...audiences.flatMap((audience) => [audience.approval, audience.feedback]),
  ];
  const refs = new Set<string>();
  const add = (ref: string) => {
    if (refs.has(ref) || /^(anyone$|role:|contact:)/.test(ref)) return;
    refs.add(ref);
    for (const member of membersOf(policy, ref)) add(member);
  };
  for (const ref of lists.flat()) add(ref);
  return [...refs];
}

/** Whom a team's entry in the policy names; nothing for what is no team of it. */
export function membersOf({ directory }: Policy, ref: string): readonly string[] {
  if (!ref.startsWith('team:')) return [];
  return directory.teams.find(({ key }) => key === ref.slice(5))?.members ?? [];
}
