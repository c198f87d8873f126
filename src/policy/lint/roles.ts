import type { Role } from '../language/roles.ts';
import type { Fault } from '../positions.ts';
import type { Policy } from '../schema.ts';
import { nobodyBecause, reachOf } from './reach.ts';

/** Roles that nobody can fill, or not the way they are meant. */
export function lintRoles(policy: Policy): Fault[] {
  return policy.roles.flatMap((role, index) =>
    [
      ...canBeHeld(policy, role),
      ...exclusive(policy, role),
      ...needed(role),
      ...dutiesFit(role),
    ].map((fault) => ({ ...fault, path: ['roles', index, ...fault.path] })),
  );
}

function canBeHeld(policy: Policy, role: Role): Fault[] {
  if (role.min > role.max) {
    return [{ path: ['min'], what: `${role.min} must hold it, and ${role.max} may` }];
  }
  const others = role.may_hold.filter((ref) => ref !== `role:${role.key}`);
  if (role.may_hold.length === 0) return [];
  const { most, empty } = reachOf(policy, others);
  if (most === 0) {
    const why = others.length === 0 ? 'only who holds it already may' : nobodyBecause(empty);
    return [{ path: ['may_hold'], what: `nobody can hold this role: ${why}` }];
  }
  if (most < role.min) {
    const what = `${role.min} must hold this role, and only ${most} may`;
    return [{ path: ['may_hold'], what }];
  }
  return [];
}

/** Two roles that one person may not hold cannot come together either. */
function exclusive(policy: Policy, role: Role): Fault[] {
  const apart = (other: string) =>
    role.not_with.includes(other) ||
    policy.roles.find(({ key }) => key === other)?.not_with.includes(role.key);
  const faults: Fault[] = role.takes_along.flatMap((other, index): Fault[] => {
    const path = ['takes_along', index];
    if (other === role.key) return [{ path, what: 'is the role itself' }];
    const what = `nobody may hold ${role.key} and ${other} at once (not_with)`;
    return apart(other) ? [{ path, what }] : [];
  });
  if (role.not_with.includes(role.key)) {
    const at = role.not_with.indexOf(role.key);
    faults.push({ path: ['not_with', at], what: 'is the role itself: nobody could hold it' });
  }
  if (role.substitute === role.key) {
    faults.push({ path: ['substitute'], what: 'is the role itself' });
  } else if (role.substitute && apart(role.substitute)) {
    const what = `nobody may hold ${role.key} and ${role.substitute} at once (not_with)`;
    faults.push({ path: ['substitute'], what });
  }
  return faults;
}

function needed(role: Role): Fault[] {
  if (role.min > 0) return [];
  const faults: Fault[] = [];
  const said =
    'is said, and nobody has to hold this role: min is 0; min: 1 says that somebody has to';
  if (Object.keys(role.needed).length > 0)
    faults.push({ path: ['needed'], what: said, warning: true });
  if (role.within_minutes !== undefined)
    faults.push({ path: ['within_minutes'], what: said, warning: true });
  return faults;
}

/** What one section of a message holds, less what stands around the duties. */
const longestDuties = 2800;

function dutiesFit(role: Role): Fault[] {
  const length = role.duties.reduce((sum, duty) => sum + duty.length + 3, 0);
  if (length <= longestDuties) return [];
  const what = `are ${length} characters together; one message of Slack holds ${longestDuties}`;
  return [{ path: ['duties'], what }];
}
