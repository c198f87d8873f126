/** Who and what can be mentioned; a `Workspace` is one of these. */
export interface Names {
  users: ReadonlyMap<string, NamedUser>;
  channels: ReadonlyMap<string, { name: string }>;
  groups: ReadonlyMap<string, { handle: string }>;
}

interface NamedUser {
  name: string;
  real_name?: string;
  deleted?: boolean;
  profile?: { display_name?: string; real_name?: string };
}

/** Nobody and nowhere: mentions keep their ids. */
export const noNames: Names = { users: new Map(), channels: new Map(), groups: new Map() };

/** What people see instead of the id: the display name, else the real name, else the handle. */
export function shownName(user: NamedUser): string {
  return user.profile?.display_name || user.real_name || user.name;
}

/** The id of the member with this handle or display name, in any case. */
export function userIdOf(name: string, names: Names): string | undefined {
  const wanted = name.toLowerCase();
  for (const [id, user] of names.users) {
    if (user.name.toLowerCase() === wanted) return id;
  }
  for (const [id, user] of names.users) {
    if (user.profile?.display_name?.toLowerCase() === wanted) return id;
  }
  return undefined;
}

export function channelIdOf(name: string, names: Names): string | undefined {
  const wanted = name.toLowerCase();
  for (const [id, channel] of names.channels) {
    if (channel.name !== '' && channel.name.toLowerCase() === wanted) return id;
  }
  return undefined;
}

export function groupIdOf(handle: string, names: Names): string | undefined {
  const wanted = handle.toLowerCase();
  for (const [id, group] of names.groups) {
    if (group.handle.toLowerCase() === wanted) return id;
  }
  return undefined;
}
