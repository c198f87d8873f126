import type { Change } from './changes.ts';
import { statusSeen } from './do-not-disturb.ts';
import { deleted, edited, pin, posted, reaction, type SlackEvent } from './message-events.ts';
import type { Channel, User } from './model.ts';
import { channelJson, groupJson, userJson, viewJson } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** The events that Slack sends about a change, before they are filtered by subscription. */
export function eventsOf(workspace: Workspace, change: Change): SlackEvent[] {
  const event_ts = workspace.nextTs();
  switch (change.kind) {
    case 'message_posted':
      return posted(workspace, change.channel, change.message);
    case 'message_changed':
      return [edited(workspace, change, event_ts)];
    case 'message_deleted':
      return [deleted(workspace, change, event_ts)];
    case 'reaction_added':
    case 'reaction_removed':
      return [reaction(change, event_ts)];
    case 'pin_added':
    case 'pin_removed':
      return [pin(workspace, change, event_ts)];
    case 'home_opened':
      return [homeOpened(workspace, change, event_ts)];
    default:
      return placeEvents(workspace, change, event_ts);
  }
}

function placeEvents(workspace: Workspace, change: Change, event_ts: string): SlackEvent[] {
  switch (change.kind) {
    case 'channel_created':
      return change.channel.kind === 'public' ? [created(workspace, change.channel, event_ts)] : [];
    case 'channel_renamed':
      return [renamed(change.channel, event_ts)];
    case 'channel_archived':
    case 'channel_unarchived':
      return [archived(change, event_ts)];
    case 'member_joined':
    case 'member_left':
      return [membership(workspace, change, event_ts)];
    default:
      return peopleEvents(workspace, change, event_ts);
  }
}

function peopleEvents(workspace: Workspace, change: Change, event_ts: string): SlackEvent[] {
  switch (change.kind) {
    case 'user_changed': {
      const user = userJson(workspace, change.user, true);
      const event = { type: 'user_change', user, cache_ts: workspace.clock.seconds(), event_ts };
      return [{ subscription: 'user_change', event, user: change.user.id }];
    }
    case 'notifications_changed':
      return [notifications(workspace, change.user, event_ts)];
    case 'usergroup_created':
    case 'usergroup_changed': {
      const type = change.kind === 'usergroup_created' ? 'subteam_created' : 'subteam_updated';
      const subteam = groupJson(workspace, change.group, true);
      return [{ subscription: type, event: { type, subteam, event_ts } }];
    }
    case 'usergroup_members_changed':
      return [groupMembers(workspace, change, event_ts)];
    case 'file_created':
    case 'file_shared':
    case 'file_deleted':
      return fileEvents(change, event_ts);
    default:
      return [];
  }
}

function notifications(workspace: Workspace, user: User, event_ts: string): SlackEvent {
  const type = 'dnd_updated_user';
  const dnd_status = statusSeen(user, workspace.clock.seconds());
  return { subscription: type, event: { type, user: user.id, dnd_status, event_ts } };
}

function homeOpened(
  workspace: Workspace,
  change: Extract<Change, { kind: 'home_opened' }>,
  event_ts: string,
): SlackEvent {
  const view = workspace.homes.get(`${change.app.id}:${change.user}`);
  const event = {
    type: 'app_home_opened',
    user: change.user,
    channel: change.channel.id,
    tab: change.tab,
    ...(view !== undefined && change.tab === 'home' ? { view: viewJson(view) } : {}),
    event_ts,
  };
  return { subscription: 'app_home_opened', appId: change.app.id, event, user: change.user };
}

function created(workspace: Workspace, channel: Channel, event_ts: string): SlackEvent {
  const {
    is_member: _member,
    last_read: _read,
    parent_conversation: _parent,
    ...json
  } = channelJson(workspace, channel, '');
  return {
    subscription: 'channel_created',
    event: { type: 'channel_created', channel: json, event_ts },
  };
}

function renamed(channel: Channel, event_ts: string): SlackEvent {
  const type = channel.kind === 'private' ? 'group_rename' : 'channel_rename';
  const json = {
    id: channel.id,
    is_channel: channel.kind === 'public',
    is_mpim: false,
    name: channel.name,
    name_normalized: channel.name,
    created: channel.created,
  };
  return { subscription: type, ...hearers(channel), event: { type, channel: json, event_ts } };
}

function archived(
  change: Extract<Change, { kind: 'channel_archived' | 'channel_unarchived' }>,
  event_ts: string,
): SlackEvent {
  const { channel, user } = change;
  const verb = change.kind === 'channel_archived' ? 'archive' : 'unarchive';
  const type = `${channel.kind === 'private' ? 'group' : 'channel'}_${verb}`;
  const who = type === 'group_unarchive' ? { actor_id: user } : { user };
  const moved = verb === 'archive' ? { is_moved: 0 } : {};
  const event = { type, channel: channel.id, ...who, ...moved, event_ts };
  return { subscription: type, ...hearers(channel), event, user };
}

function membership(
  workspace: Workspace,
  change: Extract<Change, { kind: 'member_joined' | 'member_left' }>,
  event_ts: string,
): SlackEvent {
  const type = `${change.kind}_channel`;
  const event = {
    type,
    user: change.user,
    channel: change.channel.id,
    channel_type: change.channel.kind === 'private' ? 'G' : 'C',
    team: workspace.team.id,
    ...(change.kind === 'member_joined' && change.inviter !== undefined
      ? { inviter: change.inviter }
      : {}),
    event_ts,
  };
  return { subscription: type, channel: change.channel, event, user: change.user };
}

function groupMembers(
  workspace: Workspace,
  change: Extract<Change, { kind: 'usergroup_members_changed' }>,
  event_ts: string,
): SlackEvent {
  const event = {
    type: 'subteam_members_changed',
    subteam_id: change.group.id,
    team_id: workspace.team.id,
    date_previous_update: change.previousUpdate,
    date_update: change.group.date_update,
    added_users: change.added,
    added_users_count: change.added.length,
    removed_users: change.removed,
    removed_users_count: change.removed.length,
    event_ts,
  };
  return { subscription: 'subteam_members_changed', event };
}

function fileEvents(
  change: Extract<Change, { kind: 'file_created' | 'file_shared' | 'file_deleted' }>,
  event_ts: string,
): SlackEvent[] {
  const { file } = change;
  if (change.kind === 'file_deleted') {
    const event = { type: change.kind, file_id: file.id, channel_ids: file.channels, event_ts };
    return [{ subscription: change.kind, event, user: file.user }];
  }
  const shared = change.kind === 'file_shared';
  const event = {
    type: change.kind,
    file_id: file.id,
    user_id: file.user,
    file: { id: file.id },
    ...(shared ? { channel_id: change.channel.id } : {}),
    event_ts,
  };
  return [
    {
      subscription: change.kind,
      ...(shared ? { channel: change.channel } : {}),
      event,
      user: file.user,
    },
  ];
}

/** News of a public channel reaches every app, news of a private one those that are in it. */
function hearers(channel: Channel): { channel?: Channel } {
  return channel.kind === 'public' ? {} : { channel };
}
