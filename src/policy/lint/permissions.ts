import type { Fault, Path } from '../positions.ts';
import type { Policy } from '../schema.ts';
import { nobodyBecause, reachOf } from './reach.ts';

/** Things that nobody at all may do, and teams that contain themselves. */
export function lintPermissions(policy: Policy): Fault[] {
  const { declare, command, change_severity, close, see_private, words } = policy.permissions;
  const must = { declare, command, change_severity, close };
  return [
    ...Object.entries(must).flatMap(([name, refs]) => nobody(policy, refs, ['permissions', name])),
    ...Object.entries(words).flatMap(([word, refs]) =>
      nobody(policy, refs, ['permissions', 'words', word]),
    ),
    ...(see_private.length > 0 ? nobody(policy, see_private, ['permissions', 'see_private']) : []),
    ...teamsInThemselves(policy),
  ];
}

function nobody(policy: Policy, refs: string[], path: Path): Fault[] {
  const { most, empty } = reachOf(policy, refs);
  return most > 0 ? [] : [{ path, what: `allows nobody: ${nobodyBecause(empty)}` }];
}

function teamsInThemselves({ directory }: Policy): Fault[] {
  const membersOf = (key: string) =>
    (directory.teams.find((team) => team.key === key)?.members ?? [])
      .filter((member) => member.startsWith('team:'))
      .map((member) => member.slice('team:'.length));
  return directory.teams.flatMap(({ key, members }, index) =>
    members.flatMap((member, at): Fault[] => {
      const path = ['directory', 'teams', index, 'members', at];
      if (member === 'anyone' || member.startsWith('role:') || member.startsWith('contact:'))
        return [{ path, what: `is ${member}; a team has people, user groups and teams` }];
      if (!member.startsWith('team:')) return [];
      const seen = new Set<string>();
      const open = [member.slice('team:'.length)];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (next === key) return [{ path, what: `the team ${key} would be in itself` }];
        if (!seen.has(next)) open.push(...membersOf(next));
        seen.add(next);
      }
      return [];
    }),
  );
}
