import type { User, UserGroup } from './model.ts';
import type { Workspace } from './workspace.ts';

/** Changes a member's record (status, name, deactivation …) and tells everybody. */
export function changeUser(workspace: Workspace, user: User, change: Partial<User>): void {
  Object.assign(user, change, { updated: workspace.clock.seconds() });
  workspace.announce({ kind: 'user_changed', user });
}

export interface NewGroup {
  handle: string;
  name: string;
  description?: string;
  channels?: string[];
  users?: string[];
  creator: string;
}

/** Creates an enabled user group. Names and plan are already checked. */
export function createGroup(workspace: Workspace, wanted: NewGroup): UserGroup {
  const now = workspace.clock.seconds();
  const group: UserGroup = {
    id: workspace.ids.next('S'),
    handle: wanted.handle,
    name: wanted.name,
    description: wanted.description ?? '',
    users: wanted.users ?? [],
    channels: wanted.channels ?? [],
    date_create: now,
    date_update: now,
    date_delete: 0,
    created_by: wanted.creator,
    updated_by: wanted.creator,
  };
  workspace.groups.set(group.id, group);
  workspace.announce({ kind: 'usergroup_created', group });
  return group;
}

/** Changes a group's handle, names, channels, or whether it is enabled (`date_delete`). */
export function changeGroup(
  workspace: Workspace,
  group: UserGroup,
  change: Partial<Omit<UserGroup, 'id' | 'users'>>,
  by: string,
): void {
  Object.assign(group, change, { updated_by: by, date_update: workspace.clock.seconds() });
  workspace.announce({ kind: 'usergroup_changed', group });
}

/** Replaces the members of a group. */
export function setGroupMembers(
  workspace: Workspace,
  group: UserGroup,
  users: readonly string[],
  by: string,
): void {
  const before = group.users;
  const previousUpdate = group.date_update;
  group.users = [...new Set(users)];
  group.updated_by = by;
  group.date_update = workspace.clock.seconds();
  workspace.announce({
    kind: 'usergroup_members_changed',
    group,
    previousUpdate,
    added: group.users.filter((user) => !before.includes(user)),
    removed: before.filter((user) => !group.users.includes(user)),
  });
}
