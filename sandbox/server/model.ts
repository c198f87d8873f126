/**
 * What a workspace holds. Field names are Slack's own wherever an object goes over the wire in
 * nearly this shape; `wire.ts` makes the wire's objects out of these.
 */

/** Seconds with six decimals as text, unique and growing within a workspace: Slack's message id. */
export type Ts = string;

/** Any JSON object: a block, an element, a payload. The Block Kit validator knows its inside. */
export type Json = Record<string, unknown>;

export interface Team {
  id: string;
  name: string;
  domain: string;
  /** User groups need a paid plan. */
  plan: 'free' | 'paid';
}

export interface Profile {
  real_name: string;
  display_name: string;
  email?: string;
  title: string;
  phone: string;
  status_text: string;
  status_emoji: string;
  /** Unix seconds; 0 when the status does not expire. */
  status_expiration: number;
  pronouns?: string;
}

/** From one time of the day to another, `HH:MM` in the member's own zone. */
export interface QuietHours {
  from: string;
  to: string;
}

/** Notifications of a member. */
export interface DoNotDisturb {
  /** Off every day at these hours; null: never. */
  hours: QuietHours | null;
  /** Paused by hand, Unix seconds; null: not. */
  snooze: { from: number; until: number } | null;
}

export interface User {
  id: string;
  /** The word by which tests and the page name a member of the cast, such as `reporter`. */
  key: string;
  /** The handle. */
  name: string;
  real_name: string;
  /** IANA zone. */
  tz: string;
  tz_label: string;
  /** Seconds east of UTC at the moment the workspace was made. */
  tz_offset: number;
  color: string;
  is_admin: boolean;
  is_owner: boolean;
  is_primary_owner: boolean;
  /** A guest of several channels (a single-channel guest has both flags). */
  is_restricted: boolean;
  /** A guest of one channel. */
  is_ultra_restricted: boolean;
  /** From another organisation, through a shared channel. */
  is_stranger: boolean;
  deleted: boolean;
  is_bot: boolean;
  /** For bot users: the app and the bot they belong to. */
  app_id?: string;
  bot_id?: string;
  profile: Profile;
  /** Absent: they always hear. */
  dnd?: DoNotDisturb;
  /** Unix seconds. */
  updated: number;
}

export interface Remark {
  value: string;
  creator: string;
  /** Unix seconds; 0 when never set. */
  last_set: number;
}

export interface Bookmark {
  id: string;
  channel_id: string;
  title: string;
  type: string;
  link: string;
  emoji: string;
  entity_id: string | null;
  icon_url: string | null;
  /** Unix seconds. */
  date_created: number;
  date_updated: number;
  rank: string;
  last_updated_by_user_id: string;
  last_updated_by_team_id: string;
  shortcut_id: string | null;
  app_id: string | null;
  app_action_id: string | null;
}

/** A document of Slack. */
export interface Canvas {
  id: string;
  title: string;
  /** Who made it. */
  owner: string;
  /** The channel that it is a tab of; null: it stands alone. */
  channel: string | null;
  /** Whether it is the one that belongs to the channel. */
  isOfChannel: boolean;
  sections: { id: string; markdown: string }[];
  /** By channel or member. */
  access: Map<string, 'read' | 'write' | 'owner'>;
}

export interface Pin {
  ts: Ts;
  /** Unix seconds. */
  created: number;
  created_by: string;
}

export interface Channel {
  id: string;
  /** Empty for direct messages. */
  name: string;
  kind: 'public' | 'private' | 'im' | 'mpim';
  creator: string;
  /** Unix seconds. */
  created: number;
  updated: number;
  archived: boolean;
  is_general: boolean;
  /** In the order in which they joined. */
  members: Set<string>;
  topic: Remark;
  purpose: Remark;
  previous_names: string[];
  bookmarks: Bookmark[];
  /** Newest last. */
  pins: Pin[];
  /** By ts, oldest first, replies included. */
  messages: Map<Ts, Message>;
  /** What only one member sees, by that member's id; gone when they reload the real Slack. */
  ephemerals: Map<string, Message[]>;
  lastRead: Map<string, Ts>;
  /** Whom the workspace's owners let post here; undefined: everybody. */
  postingRestrictedTo?: Set<string>;
  /** Reads of lists do not show the channel before this instant (real milliseconds). */
  visibleFrom: number;
}

export interface Reaction {
  name: string;
  users: string[];
}

export interface BotProfile {
  id: string;
  app_id: string;
  name: string;
  deleted: boolean;
  updated: number;
  team_id: string;
  icons: { image_36: string; image_48: string; image_72: string };
}

export interface Message {
  ts: Ts;
  channel: string;
  /** The author; for an app, its bot user. */
  user: string;
  /** The text as Slack returns it: escaped, links and mentions in angle brackets. */
  text: string;
  subtype?: string;
  bot_id?: string;
  app_id?: string;
  bot_profile?: BotProfile;
  username?: string;
  icons?: { emoji?: string; image_64?: string };
  client_msg_id?: string;
  blocks?: Json[];
  attachments?: Json[];
  metadata?: { event_type: string; event_payload: Json };
  thread_ts?: Ts;
  parent_user_id?: string;
  /** Also shown in the channel (`reply_broadcast`). */
  broadcast?: boolean;
  /** Replies only: set on the first message of a thread. */
  replies: Ts[];
  reactions: Reaction[];
  edited?: { user: string; ts: Ts };
  files: string[];
  /** System messages carry what changed (topic, name, inviter …). */
  extra?: Json;
  /** A root that was deleted while it had replies stays as a tombstone. */
  tombstone?: boolean;
  /** Only this member sees it. */
  ephemeralTo?: string;
  /** Reads do not show the message before this instant (real milliseconds). */
  visibleFrom: number;
  /** What reads still show after an edit, until the instant given (real milliseconds). */
  before?: { until: number; message: Message };
  /** Where the interaction that made it can be answered: apps' own ephemeral messages. */
  responseUrl?: string;
}

export interface AppCommand {
  command: string;
  description: string;
  usage_hint?: string;
  should_escape?: boolean;
  url?: string;
}

export interface AppShortcut {
  name: string;
  type: 'global' | 'message';
  callback_id: string;
  description: string;
}

export interface App {
  id: string;
  name: string;
  bot_id: string;
  bot_user_id: string;
  bot_token: string;
  /** App-level token (`connections:write`), for Socket Mode. */
  app_token: string;
  signing_secret: string;
  /** The old verification token that payloads still carry. */
  verification_token: string;
  client_id: string;
  /** What the bot token may do now; a strict workspace grants less than was asked for. */
  scopes: Set<string>;
  requested_scopes: string[];
  /** Where signed HTTP goes; undefined until somebody says so. */
  request_url?: string;
  options_url?: string;
  socket_mode: boolean;
  commands: AppCommand[];
  shortcuts: AppShortcut[];
  /** As in a manifest: `message.channels`, `app_mention`, … */
  bot_events: Set<string>;
  home_tab: boolean;
  messages_tab: boolean;
  /** A token that was revoked answers `token_revoked`. */
  revoked: boolean;
}

/** What stands in an input: see `InputValue` in protocol.ts; here already as Slack reports it. */
export type ViewState = Record<string, Record<string, Json>>;

export interface View {
  id: string;
  type: 'modal' | 'home';
  app_id: string;
  bot_id: string;
  team_id: string;
  /** In front of whom it stands. */
  owner: string;
  callback_id: string;
  external_id: string;
  private_metadata: string;
  title: Json;
  submit: Json | null;
  close: Json | null;
  blocks: Json[];
  hash: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  submit_disabled: boolean;
  root_view_id: string;
  previous_view_id: string | null;
  state: ViewState;
  /** Errors under inputs from the last submission, by block id. */
  errors: Record<string, string>;
  /** The channel in which the flow began, where known: default for `default_to_current_conversation`. */
  origin_channel?: string;
}

export interface UserGroup {
  id: string;
  handle: string;
  name: string;
  description: string;
  users: string[];
  channels: string[];
  /** Unix seconds; `date_delete` is 0 while the group is enabled. */
  date_create: number;
  date_update: number;
  date_delete: number;
  created_by: string;
  updated_by: string;
}

export interface FileRecord {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  size: number;
  user: string;
  /** Unix seconds. */
  created: number;
  content: Uint8Array;
  alt_txt?: string;
  snippet_type?: string;
  channels: string[];
  /** channel → ts of the messages that show it. */
  shares: Map<string, Ts[]>;
  /** False between getUploadURLExternal and completeUploadExternal. */
  complete: boolean;
  upload_token: string;
  deleted: boolean;
  /** Apps that got it in a form, by id: they may read it wherever it is. */
  givenTo: Set<string>;
}
