import type { Module, Severity } from '../../policy/language/severities.ts';
import type { Policy } from '../../policy/schema.ts';
import { isAtLeast } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { type Refused, refuse } from '../decision.ts';
import type { Because, Place } from './types.ts';

/** What the kind, the modules and the answers force, whatever was chosen. */

/** The worst severity that is forced, and by what; null where none is. */
export function severityFloor(
  { state }: Draft,
  policy: Policy,
): { severity: string; because: Because } | null {
  const kind = policy.kinds.find(({ key }) => key === state.kind);
  const floors = [
    ...(kind ? [floor('kind', kind.key, kind.forces.severity)] : []),
    ...modulesOf(state.modules, policy).map((each) => floor('module', each.key, each.raises_to)),
    ...policy.triage.criteria
      .filter(({ key }) => Object.hasOwn(state.criteria, key) && state.criteria[key]?.yes)
      .map(({ key, forces }) => floor('criterion', key, forces.severity)),
  ].filter((each) => each !== null);
  return floors.reduce<(typeof floors)[number] | null>((worst, each) => {
    return worst && isAtLeast(policy, worst.severity, each.severity) ? worst : each;
  }, null);
}

function floor(what: Because['what'], key: string, severity: string | undefined) {
  return severity === undefined ? null : { severity, because: { what, key } };
}

/** Refused because it would be less bad than it can be. */
export function severityHeld(incident: Draft, severity: string, policy: Policy): Refused | null {
  const least = severityFloor(incident, policy);
  if (!least || isAtLeast(policy, severity, least.severity)) return null;
  return refuse({ code: 'severity_held', ...least });
}

/** The kind it becomes because of an affected module; null where it stays what it is. */
export function kindByModule(
  { kind, modules }: { kind: string | null; modules: readonly string[] },
  policy: Policy,
): { kind: string; because: Because } | null {
  const module = modulesOf(modules, policy).find(
    (each) => each.becomes && kind !== null && each.instead_of.includes(kind),
  );
  if (!module?.becomes) return null;
  return { kind: module.becomes, because: { what: 'module', key: module.key } };
}

export function modulesOf(keys: readonly string[], policy: Policy): Module[] {
  return policy.modules.filter(({ key }) => keys.includes(key));
}

const order: readonly Place[] = ['record', 'thread', 'channel'];

/** Where it belongs by its kind and severity: where more people can work, if they differ. */
export function placeFor({ severity, state }: Draft, policy: Policy): Place {
  const said = [
    policy.kinds.find(({ key }) => key === state.kind)?.place,
    bySeverity(policy, severity)?.place,
  ].filter((each) => each !== undefined);
  return said.length === 0 ? policy.room.place : said.reduce(wider);
}

function bySeverity({ severities }: Policy, key: string | null): Severity | undefined {
  return severities.find((each) => each.key === key);
}

/** The place where more people can work. */
export function wider(one: Place, other: Place): Place {
  return order.indexOf(other) > order.indexOf(one) ? other : one;
}
