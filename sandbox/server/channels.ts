import { postMessage } from './messages.ts';
import type { Bookmark, Channel } from './model.ts';
import type { Workspace } from './workspace.ts';

export interface NewChannel {
  name: string;
  kind: 'public' | 'private';
  creator: string;
  is_general?: boolean;
}

/** Creates a channel with its creator in it. The name is already checked. */
export function createChannel(workspace: Workspace, wanted: NewChannel): Channel {
  const channel = blank(workspace, wanted.name, wanted.kind, wanted.creator);
  channel.is_general = wanted.is_general === true;
  workspace.channels.set(channel.id, channel);
  workspace.announce({ kind: 'channel_created', channel, user: wanted.creator });
  addMember(workspace, channel, wanted.creator);
  return channel;
}

/** The direct-message channel of these members (the caller among them), opened if need be. */
export function openDirect(workspace: Workspace, users: readonly string[]): Channel {
  const members = [...new Set(users)];
  const known = workspace.directChannel(members);
  if (known !== undefined) return known;
  const kind = members.length > 2 ? 'mpim' : 'im';
  const names = members.map((id) => workspace.users.get(id)?.name ?? id);
  const name = kind === 'mpim' ? `mpdm-${names.join('--')}-1` : '';
  const channel = blank(workspace, name, kind, members[0] ?? '');
  for (const member of members) channel.members.add(member);
  workspace.channels.set(channel.id, channel);
  workspace.announce({ kind: 'channel_changed', channel });
  return channel;
}

/** Puts a member in, with Slack's own message about it. Nothing happens when they are in already. */
export function addMember(
  workspace: Workspace,
  channel: Channel,
  user: string,
  inviter?: string,
): void {
  if (channel.members.has(user)) return;
  channel.members.add(user);
  // Who joins by themselves has seen what was there; who is brought in finds it unread.
  const latest = [...channel.messages.keys()].at(-1);
  if (inviter === undefined && latest !== undefined) channel.lastRead.set(user, latest);
  workspace.announce({
    kind: 'member_joined',
    channel,
    user,
    ...(inviter === undefined ? {} : { inviter }),
  });
  const group = channel.kind === 'private';
  postMessage(workspace, {
    channel,
    user,
    subtype: group ? 'group_join' : 'channel_join',
    text: `<@${user}> has joined the ${group ? 'group' : 'channel'}`,
    ...(inviter === undefined ? {} : { extra: { inviter } }),
  });
}

/** Takes a member out; `by` when somebody else removed them. */
export function removeMember(
  workspace: Workspace,
  channel: Channel,
  user: string,
  by?: string,
): void {
  if (!channel.members.delete(user)) return;
  workspace.announce({
    kind: 'member_left',
    channel,
    user,
    ...(by === undefined ? {} : { by }),
  });
  const group = channel.kind === 'private';
  postMessage(workspace, {
    channel,
    user,
    subtype: group ? 'group_leave' : 'channel_leave',
    text: `<@${user}> has left the ${group ? 'group' : 'channel'}`,
  });
}

/** Renames a channel. The name is already checked. */
export function renameChannel(
  workspace: Workspace,
  channel: Channel,
  name: string,
  user: string,
): void {
  const from = channel.name;
  channel.previous_names = [from, ...channel.previous_names];
  channel.name = name;
  touch(workspace, channel);
  workspace.announce({ kind: 'channel_renamed', channel, user, from });
  postMessage(workspace, {
    channel,
    user,
    subtype: channel.kind === 'private' ? 'group_name' : 'channel_name',
    text: `<@${user}> has renamed the channel from "${from}" to "${name}"`,
    extra: { old_name: from, name },
  });
}

/** Sets the topic (already escaped) and leaves Slack's message about it. */
export function setTopic(
  workspace: Workspace,
  channel: Channel,
  topic: string,
  user: string,
): void {
  channel.topic = { value: topic, creator: user, last_set: workspace.clock.seconds() };
  touch(workspace, channel);
  workspace.announce({ kind: 'channel_changed', channel });
  postMessage(workspace, {
    channel,
    user,
    subtype: channel.kind === 'private' ? 'group_topic' : 'channel_topic',
    text:
      topic === ''
        ? `<@${user}> cleared the channel topic`
        : `<@${user}> set the channel topic: ${topic}`,
    extra: { topic },
  });
}

/** Sets the purpose, which the page calls description, and leaves Slack's message about it. */
export function setPurpose(
  workspace: Workspace,
  channel: Channel,
  purpose: string,
  user: string,
): void {
  channel.purpose = { value: purpose, creator: user, last_set: workspace.clock.seconds() };
  touch(workspace, channel);
  workspace.announce({ kind: 'channel_changed', channel });
  postMessage(workspace, {
    channel,
    user,
    subtype: channel.kind === 'private' ? 'group_purpose' : 'channel_purpose',
    text: `<@${user}> set the channel description: ${purpose}`,
    extra: { purpose },
  });
}

/** Archives a channel: apps lose their membership's use, nothing can be written any more. */
export function archiveChannel(workspace: Workspace, channel: Channel, user: string): void {
  postMessage(workspace, {
    channel,
    user,
    subtype: channel.kind === 'private' ? 'group_archive' : 'channel_archive',
    text: `<@${user}> archived the channel`,
    extra: { members: [...channel.members] },
  });
  channel.archived = true;
  touch(workspace, channel);
  workspace.announce({ kind: 'channel_archived', channel, user });
}

/** Brings an archived channel back. */
export function unarchiveChannel(workspace: Workspace, channel: Channel, user: string): void {
  channel.archived = false;
  touch(workspace, channel);
  workspace.announce({ kind: 'channel_unarchived', channel, user });
  postMessage(workspace, {
    channel,
    user,
    subtype: channel.kind === 'private' ? 'group_unarchive' : 'channel_unarchive',
    text: `<@${user}> un-archived the channel`,
  });
}

/** Puts a bookmark in, in place of the one with its id, or at the end. */
export function saveBookmark(workspace: Workspace, channel: Channel, bookmark: Bookmark): void {
  const at = channel.bookmarks.findIndex((each) => each.id === bookmark.id);
  if (at === -1) channel.bookmarks.push(bookmark);
  else channel.bookmarks[at] = bookmark;
  workspace.announce({ kind: 'bookmark_changed', channel, bookmark });
}

/** Takes a bookmark away. */
export function removeBookmark(workspace: Workspace, channel: Channel, bookmark: Bookmark): void {
  channel.bookmarks = channel.bookmarks.filter((each) => each.id !== bookmark.id);
  workspace.announce({ kind: 'bookmark_changed', channel, bookmark });
}

/** Remembers how far a member has read: up to `ts`, or all there is. */
export function markRead(
  workspace: Workspace,
  channel: Channel,
  user: string,
  ts = [...channel.messages.keys()].at(-1),
): void {
  if (ts === undefined) return;
  channel.lastRead.set(user, ts);
  workspace.announce({ kind: 'read_marked', channel, user });
}

function blank(
  workspace: Workspace,
  name: string,
  kind: Channel['kind'],
  creator: string,
): Channel {
  const now = workspace.clock.seconds();
  return {
    id: workspace.ids.next(kind === 'im' ? 'D' : 'C'),
    name,
    kind,
    creator,
    created: now,
    updated: workspace.clock.now(),
    archived: false,
    is_general: false,
    members: new Set(),
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
    bookmarks: [],
    pins: [],
    messages: new Map(),
    ephemerals: new Map(),
    lastRead: new Map(),
    visibleFrom: workspace.visibleFrom(),
  };
}

function touch(workspace: Workspace, channel: Channel): void {
  channel.updated = workspace.clock.now();
}
