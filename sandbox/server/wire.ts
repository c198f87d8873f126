import type { Channel, FileRecord, Json, Message, User, UserGroup, View } from './model.ts';
import type { Workspace } from './workspace.ts';

/**
 * The objects of the Web API and of payloads, with the keys that Slack gives them. Keys whose value
 * would be undefined are left out.
 */

/** A member as users.info and user_change give it. E-mail is there when the caller may see it. */
export function userJson(workspace: Workspace, user: User, withEmail: boolean): Json {
  return {
    id: user.id,
    team_id: workspace.team.id,
    name: user.name,
    deleted: user.deleted,
    color: user.color,
    real_name: user.real_name,
    tz: user.tz,
    tz_label: user.tz_label,
    tz_offset: user.tz_offset,
    profile: profileJson(workspace, user, withEmail),
    is_admin: user.is_admin,
    is_owner: user.is_owner,
    is_primary_owner: user.is_primary_owner,
    is_restricted: user.is_restricted,
    is_ultra_restricted: user.is_ultra_restricted,
    is_bot: user.is_bot,
    is_app_user: false,
    updated: user.updated,
    is_email_confirmed: !user.is_bot,
    who_can_share_contact_card: 'EVERYONE',
    ...(user.is_stranger ? { is_stranger: true } : {}),
  };
}

/** A member's profile as users.profile.get gives it. */
export function profileJson(workspace: Workspace, user: User, withEmail: boolean): Json {
  const { profile } = user;
  const [first, ...rest] = profile.real_name.split(' ');
  const hash = user.id.toLowerCase().slice(-10);
  const image = (size: number): string => `https://avatars.slack-edge.invalid/${hash}_${size}.png`;
  return {
    title: profile.title,
    phone: profile.phone,
    skype: '',
    real_name: profile.real_name,
    real_name_normalized: profile.real_name,
    display_name: profile.display_name,
    display_name_normalized: profile.display_name,
    status_text: profile.status_text,
    status_text_canonical: '',
    status_emoji: profile.status_emoji,
    status_expiration: profile.status_expiration,
    avatar_hash: hash,
    first_name: first ?? '',
    last_name: rest.join(' '),
    image_24: image(24),
    image_32: image(32),
    image_48: image(48),
    image_72: image(72),
    image_192: image(192),
    image_512: image(512),
    team: workspace.team.id,
    ...(profile.pronouns === undefined ? {} : { pronouns: profile.pronouns }),
    ...(withEmail && profile.email !== undefined ? { email: profile.email } : {}),
    ...(user.bot_id === undefined ? {} : { bot_id: user.bot_id, api_app_id: user.app_id }),
    ...(user.is_bot ? { always_active: true } : {}),
  };
}

/** A conversation as `viewer` (a member's id) gets it from conversations.info, list and create. */
export function channelJson(workspace: Workspace, channel: Channel, viewer: string): Json {
  if (channel.kind === 'im') return directJson(workspace, channel, viewer);
  const is_private = channel.kind !== 'public';
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: channel.kind === 'mpim',
    is_private,
    created: channel.created,
    is_archived: channel.archived,
    is_general: channel.is_general,
    unlinked: 0,
    name_normalized: channel.name,
    is_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: workspace.team.id,
    updated: channel.updated,
    parent_conversation: null,
    creator: channel.creator,
    is_ext_shared: false,
    shared_team_ids: [workspace.team.id],
    pending_connected_team_ids: [],
    is_member: channel.members.has(viewer),
    ...lastReadJson(channel, viewer),
    topic: channel.topic,
    purpose: channel.purpose,
    previous_names: channel.previous_names,
  };
}

/** A message as history, replies and the writing methods give it. */
export function messageJson(workspace: Workspace, message: Message): Json {
  if (message.subtype !== undefined && message.extra !== undefined)
    return { ...plainMessageJson(workspace, message), ...message.extra };
  return plainMessageJson(workspace, message);
}

/** A file as the files methods and messages give it. */
export function fileJson(workspace: Workspace, file: FileRecord): Json {
  const name = encodeURIComponent(file.name);
  const place = `${workspace.url}/files/${file.id}/${name}`;
  const hidden = `${workspace.url}/files-pri/${workspace.team.id}-${file.id}`;
  const text = file.mimetype.startsWith('text/') || file.mimetype === 'application/json';
  const content = text ? new TextDecoder().decode(file.content.subarray(0, 2000)) : undefined;
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: file.filetype.toUpperCase(),
    user: file.user,
    user_team: workspace.team.id,
    editable: text,
    size: file.size,
    mode: text ? 'snippet' : 'hosted',
    is_external: false,
    external_type: '',
    is_public: file.channels.some((id) => workspace.channels.get(id)?.kind === 'public'),
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${hidden}/${name}`,
    url_private_download: `${hidden}/download/${name}`,
    permalink: place,
    file_access: 'visible',
    has_rich_preview: false,
    ...(file.alt_txt === undefined ? {} : { alt_txt: file.alt_txt }),
    ...(content === undefined ? {} : { preview: content, lines: content.split('\n').length }),
  };
}

/** A user group as usergroups.* and subteam events give it. */
export function groupJson(workspace: Workspace, group: UserGroup, withUsers: boolean): Json {
  return {
    id: group.id,
    team_id: workspace.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: group.description,
    handle: group.handle,
    is_external: false,
    date_create: group.date_create,
    date_update: group.date_update,
    date_delete: group.date_delete,
    auto_type: null,
    auto_provision: false,
    enterprise_subteam_id: '',
    created_by: group.created_by,
    updated_by: group.updated_by,
    deleted_by: group.date_delete === 0 ? null : group.updated_by,
    prefs: { channels: group.channels, groups: [] },
    user_count: group.users.length,
    channel_count: group.channels.length,
    ...(withUsers ? { users: group.users } : {}),
  };
}

/** A view as views.* answer it and interaction payloads carry it. */
export function viewJson(view: View): Json {
  const common = {
    id: view.id,
    team_id: view.team_id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    state: { values: view.state },
    hash: view.hash,
    title: view.title,
    clear_on_close: view.clear_on_close,
    notify_on_close: view.notify_on_close,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previous_view_id,
    root_view_id: view.root_view_id,
    app_id: view.app_id,
    external_id: view.external_id,
    app_installed_team_id: view.team_id,
    bot_id: view.bot_id,
  };
  return view.type === 'modal' ? { ...common, submit_disabled: view.submit_disabled } : common;
}

/** The address under which a member finds a message. */
export function permalink(workspace: Workspace, message: Message): string {
  const place = `${workspace.url}/archives/${message.channel}/p${message.ts.replace('.', '')}`;
  const reply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  return reply ? `${place}?thread_ts=${message.thread_ts}&cid=${message.channel}` : place;
}

function directJson(workspace: Workspace, channel: Channel, viewer: string): Json {
  const other = [...channel.members].find((id) => id !== viewer) ?? viewer;
  return {
    id: channel.id,
    created: channel.created,
    is_archived: channel.archived,
    is_im: true,
    is_org_shared: false,
    context_team_id: workspace.team.id,
    updated: channel.updated,
    user: other,
    is_open: true,
    priority: 0,
    is_user_deleted: workspace.users.get(other)?.deleted === true,
    ...lastReadJson(channel, viewer),
  };
}

function lastReadJson(channel: Channel, viewer: string): Json {
  if (!channel.members.has(viewer)) return {};
  return { last_read: channel.lastRead.get(viewer) ?? '0000000000.000000' };
}

function plainMessageJson(workspace: Workspace, message: Message): Json {
  const json: Json = { type: 'message' };
  if (message.subtype !== undefined) json['subtype'] = message.subtype;
  json['user'] = message.user;
  json['ts'] = message.ts;
  if (message.client_msg_id !== undefined) json['client_msg_id'] = message.client_msg_id;
  json['text'] = message.text;
  if (message.subtype === undefined || message.subtype === 'file_share')
    json['team'] = workspace.team.id;
  if (message.bot_id !== undefined) {
    json['bot_id'] = message.bot_id;
    json['app_id'] = message.app_id;
    json['bot_profile'] = message.bot_profile;
  }
  if (message.username !== undefined) json['username'] = message.username;
  if (message.icons !== undefined) json['icons'] = message.icons;
  if (message.blocks !== undefined) json['blocks'] = message.blocks;
  if (message.attachments !== undefined) json['attachments'] = message.attachments;
  if (message.metadata !== undefined) json['metadata'] = message.metadata;
  if (message.edited !== undefined) json['edited'] = message.edited;
  if (message.reactions.length > 0)
    json['reactions'] = message.reactions.map((each) => ({ ...each, count: each.users.length }));
  addThread(workspace, message, json);
  addFilesAndPins(workspace, message, json);
  return json;
}

function addThread(workspace: Workspace, message: Message, json: Json): void {
  if (message.thread_ts === undefined) return;
  json['thread_ts'] = message.thread_ts;
  if (message.thread_ts !== message.ts) {
    json['parent_user_id'] = message.parent_user_id;
    return;
  }
  const messages = workspace.channels.get(message.channel)?.messages;
  const authors = message.replies.flatMap((ts) => messages?.get(ts)?.user ?? []);
  const users = [...new Set(authors)];
  json['reply_count'] = message.replies.length;
  json['reply_users_count'] = users.length;
  json['latest_reply'] = message.replies.at(-1);
  json['reply_users'] = users.slice(0, 5);
  json['is_locked'] = false;
  json['subscribed'] = false;
}

function addFilesAndPins(workspace: Workspace, message: Message, json: Json): void {
  if (message.files.length > 0) {
    const files = message.files.flatMap((id) => workspace.files.get(id) ?? []);
    json['files'] = files.map((file) =>
      file.deleted ? { id: file.id, mode: 'tombstone' } : fileJson(workspace, file),
    );
    json['upload'] = false;
    json['display_as_bot'] = false;
  }
  const channel = workspace.channels.get(message.channel);
  const pin = channel?.pins.find((each) => each.ts === message.ts);
  if (pin !== undefined) {
    json['pinned_to'] = [message.channel];
    json['pinned_info'] = {
      channel: message.channel,
      pinned_by: pin.created_by,
      pinned_ts: pin.created,
    };
  }
}
