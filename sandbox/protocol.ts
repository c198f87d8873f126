/**
 * The control API: JSON over HTTP under `/_control/`, used by the page and by the client.
 * Names of fields follow Slack's. Wherever a `user` or a `channel` goes in, an id, a cast key
 * (`reporter`), a handle or a channel's name is understood; what comes out are ids. The clock, faults,
 * settings and the journal are in protocol-operate.ts.
 */
import type { BookmarkShown, CanvasShown } from './protocol-tabs.ts';
import type { Json, QuietHours } from './server/model.ts';

/* ------------------------------------------------------------------ GET /_control/state */

/** All of the workspace that an operator may see, secrets of the local apps included. */
export interface WorkspaceState {
  url: string;
  /** What goes into SLACK_API_URL. */
  api_url: string;
  team: { id: string; name: string; domain: string };
  /** The story's time, milliseconds since 1970. */
  now: number;
  users: MemberSummary[];
  channels: ChannelState[];
  user_groups: GroupSummary[];
  apps: AppState[];
}

export interface AppState {
  id: string;
  name: string;
  bot_id: string;
  bot_user_id: string;
  bot_token: string;
  app_token: string;
  signing_secret: string;
  scopes: string[];
  bot_events: string[];
  /** Where signed requests go; null: nowhere yet. */
  request_url: string | null;
  /** Open Socket Mode connections. */
  connections: number;
  commands: CommandHint[];
  shortcuts: ShortcutHint[];
}

export interface ChannelState extends ChannelSummary {
  members: string[];
  /** Everything said there by ts, oldest first, replies included. */
  messages: MessageShown[];
  bookmarks: BookmarkShown[];
  canvases: CanvasShown[];
}

/* ------------------------- GET /_control/channels, /_control/channel?channel=C, /_control/ephemerals?user=U */

/** `channels`: every channel, without what was said in it. */
export interface ChannelList {
  channels: ChannelSummary[];
}

/** `channel`: one of them with everything in it (a `ChannelState`), or null. */
export interface OneChannel {
  channel: ChannelState | null;
}

/* `ephemerals`: `{messages: MessageShown[]}`, what only this member sees anywhere, oldest first. */

export interface GroupSummary {
  id: string;
  handle: string;
  name: string;
  users: string[];
  enabled: boolean;
}

export interface MemberSummary {
  id: string;
  key: string;
  name: string;
  real_name: string;
  display_name: string;
  title: string;
  tz: string;
  /** Seconds east of UTC. */
  tz_offset: number;
  color: string;
  is_admin: boolean;
  is_restricted: boolean;
  is_ultra_restricted: boolean;
  deleted: boolean;
  is_bot: boolean;
  app_id: string | null;
  status_emoji: string;
  status_text: string;
  /** When they hear again, where they have notifications off; milliseconds since 1970. */
  quiet_until: number | null;
}

/* ------------------------------------------------- GET /_control/view?user=U&channel=C&thread=TS */

/** Everything that one member sees. `channel` is there when the query names one they may read. */
export interface MemberView {
  team: { id: string; name: string; domain: string };
  now: number;
  user: MemberSummary;
  users: MemberSummary[];
  user_groups: GroupSummary[];
  /** Public channels, and private ones and direct messages the member is in. */
  channels: ChannelSummary[];
  channel: ChannelShown | null;
  thread: ThreadShown | null;
  /** Home tabs of apps that have one. */
  homes: HomeShown[];
  /** Modals before the member, the one on top last. */
  modals: ViewShown[];
  commands: CommandHint[];
  shortcuts: ShortcutHint[];
}

export interface ChannelSummary {
  id: string;
  /** For direct messages the other people's names. */
  name: string;
  kind: 'public' | 'private' | 'im' | 'mpim';
  archived: boolean;
  is_general: boolean;
  is_member: boolean;
  creator: string;
  member_count: number;
  topic: string;
  purpose: string;
  /** The other member of a direct message. */
  with_user: string | null;
  /** Messages since the member last read; 0 for places they are not in. */
  unread: number;
  /** Of these, the ones that name the member, and all in direct messages. */
  mentions: number;
  last_read: string | null;
  latest: string | null;
}

export interface ChannelShown extends ChannelSummary {
  members: string[];
  /** Top-level messages and broadcast replies, oldest first, the member's ephemeral ones among them. */
  messages: MessageShown[];
  /** Newest first. */
  pins: MessageShown[];
  bookmarks: BookmarkShown[];
  canvases: CanvasShown[];
  /** False in archived channels, for guests elsewhere, and where posting is restricted. */
  can_post: boolean;
}

export interface ThreadShown {
  channel: string;
  root: MessageShown;
  replies: MessageShown[];
}

export interface MessageShown {
  ts: string;
  channel: string;
  user: string;
  /** The name shown: the app's own, a custom user name, or the member's. */
  username: string;
  bot_id: string | null;
  app_id: string | null;
  icon_emoji: string | null;
  subtype: string | null;
  /** Slack's mrkdwn, escaped. */
  text: string;
  blocks: Json[];
  attachments: Json[];
  metadata: { event_type: string; event_payload: Json } | null;
  thread_ts: string | null;
  reply_count: number;
  reply_users: string[];
  latest_reply: string | null;
  broadcast: boolean;
  reactions: { name: string; count: number; users: string[] }[];
  edited: boolean;
  pinned: boolean;
  pinned_by: string | null;
  /** Only you can see this. */
  ephemeral: boolean;
  tombstone: boolean;
  files: FileShown[];
  permalink: string;
}

export interface FileShown {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  size: number;
  /** Relative to the sandbox; needs no token on this page. */
  url: string;
  /** The beginning of a text file, or null. */
  preview: string | null;
}

export interface ViewShown {
  id: string;
  type: 'modal' | 'home';
  app_id: string;
  title: Json | null;
  submit: Json | null;
  close: Json | null;
  blocks: Json[];
  hash: string;
  callback_id: string;
  private_metadata: string;
  submit_disabled: boolean;
  /** What stands in the inputs: block id → action id → the element's state as Slack reports it. */
  state: Record<string, Record<string, Json>>;
  /** Errors of the last submission under their inputs, by block id. */
  errors: Record<string, string>;
  root_view_id: string;
  previous_view_id: string | null;
}

export interface HomeShown {
  app_id: string;
  app_name: string;
  bot_user_id: string;
  /** Null until the app published one for this member. */
  view: ViewShown | null;
}

export interface CommandHint {
  command: string;
  description: string;
  usage_hint: string;
  app_id: string;
}

export interface ShortcutHint {
  app_id: string;
  callback_id: string;
  name: string;
  type: 'global' | 'message';
  description: string;
}

/* ------------------------------------------------------------------ GET /_control/stream */

/**
 * Server-sent events named `change`, each with this as data: something changed, read again. `user`
 * is set where only one member sees it. The first event after connecting has the kind `hello`.
 */
export interface StreamEvent {
  kind: string;
  /** Counts up by one; a gap means that something was missed. */
  sequence: number;
  now: number;
  channel?: string;
  ts?: string;
  thread_ts?: string;
  user?: string;
  view?: string;
  app?: string;
}

/* ------------------------------------------------------------------ POST /_control/act */

/** Where an element stands. An ephemeral message is a message. */
export type Place =
  | { kind: 'message'; channel: string; ts: string }
  | { kind: 'view'; view_id: string }
  | { kind: 'home'; app_id?: string };

/**
 * What a person puts into an element:
 * text inputs, rich text (plain text is wrapped): the text, or a rich_text block;
 * selects, radio buttons: the option's value, or the id of a user, channel or conversation;
 * multi-selects, checkboxes: an array of these; overflow: the option's value;
 * date picker `2026-11-22`, time picker `14:05`, date-time picker Unix seconds;
 * file input: an array of file ids; button: nothing. Null empties.
 */
export type InputValue = string | number | string[] | Json | null;

/** What a person can do. */
export type Act =
  | {
      type: 'post_message';
      user: string;
      channel: string;
      text: string;
      thread_ts?: string;
      broadcast?: boolean;
    }
  | { type: 'edit_message'; user: string; channel: string; ts: string; text: string }
  | { type: 'delete_message'; user: string; channel: string; ts: string }
  | {
      type: 'add_reaction' | 'remove_reaction';
      user: string;
      channel: string;
      ts: string;
      name: string;
    }
  | { type: 'pin_message' | 'unpin_message'; user: string; channel: string; ts: string }
  /** `text` is the whole line, `/incident declare …`. In a thread Slack refuses commands. */
  | { type: 'run_command'; user: string; channel: string; text: string; thread_ts?: string }
  | { type: 'global_shortcut'; user: string; callback_id: string; app_id?: string }
  | {
      type: 'message_shortcut';
      user: string;
      callback_id: string;
      channel: string;
      ts: string;
      app_id?: string;
    }
  | {
      type: 'block_action';
      user: string;
      place: Place;
      block_id?: string;
      action_id: string;
      value?: InputValue;
    }
  /** Suggestions of an external select: asks the app. */
  | {
      type: 'load_options';
      user: string;
      place: Place;
      block_id?: string;
      action_id: string;
      query: string;
    }
  /** Typing into a form; elements with `dispatch_action` also send block_actions. */
  | {
      type: 'set_input';
      user: string;
      view_id: string;
      block_id: string;
      action_id?: string;
      value: InputValue;
    }
  /** `inputs`: block id → value, put in before submitting (one element per input block). */
  | { type: 'submit_view'; user: string; view_id: string; inputs?: Record<string, InputValue> }
  /** `all`: the cross that closes the whole stack; otherwise the topmost view only. */
  | { type: 'close_view'; user: string; view_id: string; all?: boolean }
  | { type: 'open_home'; user: string; app_id?: string; tab?: 'home' | 'messages' }
  | { type: 'join_channel' | 'leave_channel'; user: string; channel: string }
  | { type: 'invite' | 'kick'; user: string; channel: string; users: string[] }
  | { type: 'archive_channel' | 'unarchive_channel'; user: string; channel: string }
  | { type: 'create_channel'; user: string; name: string; is_private?: boolean }
  | { type: 'rename_channel'; user: string; channel: string; name: string }
  | { type: 'set_topic' | 'set_purpose'; user: string; channel: string; text: string }
  | { type: 'open_direct'; user: string; users: string[] }
  /** `content` as text, or base64 with `encoding`. */
  | {
      type: 'upload_file';
      user: string;
      channel: string;
      name: string;
      content: string;
      encoding?: 'base64';
      title?: string;
      text?: string;
      thread_ts?: string;
    }
  /** Their own notifications: off for `pause` minutes (null: on again), or each day by their own clock. */
  | { type: 'set_notifications'; user: string; pause?: number | null; hours?: QuietHours | null }
  | { type: 'mark_read'; user: string; channel: string; ts?: string }
  | { type: 'dismiss_ephemeral'; user: string; channel: string; ts: string };

export type ActType = Act['type'];

/** One option that a load_options act brought. */
export interface OptionShown {
  text: Json;
  value: string;
  group?: string;
  description?: Json;
}

/**
 * What the person then sees. `ok: false` means that the act failed in front of them: `error` is
 * Slack's code (`operation_timeout` and `dispatch_failed` when the app did not answer well),
 * `message` the sentence that Slack shows.
 */
export interface ActResult {
  ok: boolean;
  error?: string;
  message?: string;
  /** Ephemeral messages that the answer itself brought. Later ones come through the stream. */
  ephemerals?: MessageShown[];
  /** Messages in the channel that the answer itself brought (response_type in_channel). */
  messages?: MessageShown[];
  /** view_submission was answered with errors: block id → sentence. */
  errors?: Record<string, string>;
  /** Modals before the person after the act, the one on top last. */
  modals?: ViewShown[];
  /** What was posted. */
  ts?: string;
  /** What was created or opened. */
  channel?: string;
  options?: OptionShown[];
}
