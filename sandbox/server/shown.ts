import type {
  ChannelSummary,
  FileShown,
  GroupSummary,
  MemberSummary,
  MessageShown,
  ViewShown,
} from '../protocol.ts';
import type { BookmarkShown } from '../protocol-tabs.ts';
import { quietUntil } from './do-not-disturb.ts';
import type { Bookmark, Channel, FileRecord, Message, User, UserGroup, View } from './model.ts';
import { permalink } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** A member as the page shows them. */
export function memberSummary(workspace: Workspace, user: User): MemberSummary {
  const quiet = quietUntil(user, workspace.clock.seconds());
  return {
    id: user.id,
    key: user.key,
    name: user.name,
    real_name: user.real_name,
    display_name: user.profile.display_name,
    title: user.profile.title,
    tz: user.tz,
    tz_offset: user.tz_offset,
    color: user.color,
    is_admin: user.is_admin,
    is_restricted: user.is_restricted,
    is_ultra_restricted: user.is_ultra_restricted,
    deleted: user.deleted,
    is_bot: user.is_bot,
    app_id: user.app_id ?? null,
    status_emoji: user.profile.status_emoji,
    status_text: user.profile.status_text,
    quiet_until: quiet === null ? null : quiet * 1000,
  };
}

export function groupSummary(group: UserGroup): GroupSummary {
  const { id, handle, name, users, date_delete } = group;
  return { id, handle, name, users, enabled: date_delete === 0 };
}

/** A channel as one member sees it in the sidebar. */
export function channelSummary(
  workspace: Workspace,
  channel: Channel,
  viewer: string,
): ChannelSummary {
  const others = [...channel.members].filter((id) => id !== viewer);
  const direct = channel.kind === 'im' || channel.kind === 'mpim';
  const names = others.map((id) => workspace.users.get(id)?.real_name ?? id);
  const member = channel.members.has(viewer);
  return {
    id: channel.id,
    name: direct ? names.join(', ') : channel.name,
    kind: channel.kind,
    archived: channel.archived,
    is_general: channel.is_general,
    is_member: member,
    creator: channel.creator,
    member_count: channel.members.size,
    topic: channel.topic.value,
    purpose: channel.purpose.value,
    with_user: channel.kind === 'im' ? (others[0] ?? viewer) : null,
    ...(member ? unreadOf(workspace, channel, viewer, direct) : { unread: 0, mentions: 0 }),
    last_read: channel.lastRead.get(viewer) ?? null,
    latest: [...channel.messages.keys()].at(-1) ?? null,
  };
}

/** A message as the page and the client show it. */
export function messageShown(workspace: Workspace, message: Message): MessageShown {
  const channel = workspace.channels.get(message.channel);
  const author = workspace.users.get(message.user);
  const pin = channel?.pins.find((each) => each.ts === message.ts);
  const replies = message.replies.flatMap((ts) => channel?.messages.get(ts)?.user ?? []);
  return {
    ts: message.ts,
    channel: message.channel,
    user: message.user,
    username: message.username ?? author?.real_name ?? 'Slackbot',
    bot_id: message.bot_id ?? null,
    app_id: message.app_id ?? null,
    icon_emoji: message.icons?.emoji ?? null,
    subtype: message.subtype ?? null,
    text: message.text,
    blocks: message.blocks ?? [],
    attachments: message.attachments ?? [],
    metadata: message.metadata ?? null,
    thread_ts: message.thread_ts ?? null,
    reply_count: message.replies.length,
    reply_users: [...new Set(replies)],
    latest_reply: message.replies.at(-1) ?? null,
    broadcast: message.broadcast === true,
    reactions: message.reactions.map((each) => ({ ...each, count: each.users.length })),
    edited: message.edited !== undefined,
    pinned: pin !== undefined,
    pinned_by: pin?.created_by ?? null,
    ephemeral: message.ephemeralTo !== undefined,
    tombstone: message.tombstone === true,
    files: message.files.flatMap((id) => fileShown(workspace.files.get(id))),
    permalink: permalink(workspace, message),
  };
}

/** A modal or Home tab as the page and the client show it. */
export function viewShown(view: View): ViewShown {
  return {
    id: view.id,
    type: view.type,
    app_id: view.app_id,
    title: view.title,
    submit: view.submit,
    close: view.close,
    blocks: view.blocks,
    hash: view.hash,
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    submit_disabled: view.submit_disabled,
    state: view.state,
    errors: view.errors,
    root_view_id: view.root_view_id,
    previous_view_id: view.previous_view_id,
  };
}

export function bookmarkShown(bookmark: Bookmark): BookmarkShown {
  const { id, title, type, link, emoji } = bookmark;
  return { id, title, type, link, emoji };
}

function fileShown(file: FileRecord | undefined): FileShown[] {
  if (file === undefined || file.deleted) return [];
  const text = file.mimetype.startsWith('text/') || file.mimetype === 'application/json';
  return [
    {
      id: file.id,
      name: file.name,
      title: file.title,
      mimetype: file.mimetype,
      filetype: file.filetype,
      size: file.size,
      url: `/files/${file.id}/${encodeURIComponent(file.name)}`,
      preview: text ? new TextDecoder().decode(file.content.subarray(0, 2000)) : null,
    },
  ];
}

function unreadOf(
  workspace: Workspace,
  channel: Channel,
  viewer: string,
  direct: boolean,
): { unread: number; mentions: number } {
  const last = channel.lastRead.get(viewer) ?? '';
  const groups = [...workspace.groups.values()].filter((group) => group.users.includes(viewer));
  const names = [`<@${viewer}>`, '<!channel>', '<!here>', '<!everyone>'];
  for (const group of groups) names.push(`<!subteam^${group.id}`);
  let unread = 0;
  let mentions = 0;
  for (const message of channel.messages.values()) {
    if (message.ts <= last || message.user === viewer || message.tombstone) continue;
    const reply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
    if (reply && !message.broadcast) continue;
    unread += 1;
    if (direct || names.some((name) => message.text.includes(name))) mentions += 1;
  }
  return { unread, mentions };
}
