import type { Change } from './changes.ts';
import type { Channel, Json, Message, Pin } from './model.ts';
import { messageJson, permalink } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** One event of the Events API, before it is put into an app's envelope. */
export interface SlackEvent {
  /** What an app must have subscribed to: `message.channels`, `pin_added` … */
  subscription: string;
  /** The place it belongs to: only apps that are in it hear of it. */
  channel?: Channel;
  /** Only this app hears of it. */
  appId?: string;
  user?: string;
  event: Json;
}

const messagePlace = {
  public: { subscription: 'message.channels', channel_type: 'channel' },
  private: { subscription: 'message.groups', channel_type: 'group' },
  im: { subscription: 'message.im', channel_type: 'im' },
  mpim: { subscription: 'message.mpim', channel_type: 'mpim' },
} as const satisfies Record<Channel['kind'], { subscription: string; channel_type: string }>;

/** Keys of a message inside message_changed and message_deleted. */
const innerKeys = [
  'client_msg_id',
  'type',
  'subtype',
  'user',
  'team',
  'bot_id',
  'bot_profile',
  'edited',
  'text',
  'blocks',
  'attachments',
  'files',
  'upload',
  'display_as_bot',
  'thread_ts',
  'parent_user_id',
  'is_locked',
  'subscribed',
  'ts',
  'reply_count',
  'reply_users_count',
  'latest_reply',
] as const;

/** Keys of a message that was just posted. */
const postedKeys = [
  'client_msg_id',
  'type',
  'subtype',
  'team',
  'user',
  'bot_id',
  'bot_profile',
  'text',
  'blocks',
  'attachments',
  'metadata',
  'files',
  'upload',
  'display_as_bot',
  'ts',
  'parent_user_id',
  'thread_ts',
  'inviter',
  'topic',
  'purpose',
  'name',
  'old_name',
] as const;

/** Keys of a message inside a pin. */
const pinnedKeys = [
  'type',
  'subtype',
  'user',
  'ts',
  'client_msg_id',
  'text',
  'team',
  'bot_id',
  'app_id',
  'bot_profile',
  'blocks',
  'attachments',
  'edited',
] as const;

/** Messages whose events carry no `team`; all others do. */
const withoutTeam = /_(topic|purpose)$|^file_share$/;

/** `message`, and `app_mention` for each app that is named. */
export function posted(workspace: Workspace, channel: Channel, message: Message): SlackEvent[] {
  const place = messagePlace[channel.kind];
  const json = messageJson(workspace, message);
  if (message.subtype !== undefined && !withoutTeam.test(message.subtype))
    json['team'] = workspace.team.id;
  else if (message.subtype !== undefined) delete json['team'];
  const event: Json = {
    ...pick(json, postedKeys),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: place.channel_type,
  };
  const events = [{ subscription: place.subscription, channel, event, user: message.user }];
  if (message.broadcast) broadcast(workspace, channel, message, event);
  return [...events, ...mentions(workspace, channel, message, event)];
}

function broadcast(workspace: Workspace, channel: Channel, message: Message, event: Json): void {
  const root = channel.messages.get(message.thread_ts ?? '');
  event['subtype'] = 'thread_broadcast';
  delete event['team'];
  delete event['parent_user_id'];
  if (root !== undefined) event['root'] = messageJson(workspace, root);
}

function mentions(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  posted: Json,
): SlackEvent[] {
  if (channel.kind === 'im' || (message.subtype !== undefined && message.subtype !== 'file_share'))
    return [];
  const named = [...workspace.apps.values()].filter((app) =>
    message.text.includes(`<@${app.bot_user_id}>`),
  );
  const { channel_type: _place, bot_profile: _bot, ...rest } = posted;
  return named
    .filter((app) => app.bot_user_id !== message.user)
    .map((app) => ({
      subscription: 'app_mention',
      channel,
      appId: app.id,
      user: message.user,
      event: { ...rest, type: 'app_mention' },
    }));
}

/** `message_changed`. */
export function edited(
  workspace: Workspace,
  change: Extract<Change, { kind: 'message_changed' }>,
  event_ts: string,
): SlackEvent {
  const place = messagePlace[change.channel.kind];
  const event = {
    type: 'message',
    subtype: 'message_changed',
    message: pick(messageJson(workspace, change.message), innerKeys),
    previous_message: pick(messageJson(workspace, change.previous), innerKeys),
    channel: change.channel.id,
    hidden: true,
    ts: event_ts,
    event_ts,
    channel_type: place.channel_type,
  };
  return { subscription: place.subscription, channel: change.channel, event };
}

/** `message_deleted`. */
export function deleted(
  workspace: Workspace,
  change: Extract<Change, { kind: 'message_deleted' }>,
  event_ts: string,
): SlackEvent {
  const place = messagePlace[change.channel.kind];
  const event = {
    type: 'message',
    subtype: 'message_deleted',
    previous_message: pick(messageJson(workspace, change.message), innerKeys),
    channel: change.channel.id,
    hidden: true,
    deleted_ts: change.message.ts,
    ts: event_ts,
    event_ts,
    channel_type: place.channel_type,
  };
  return { subscription: place.subscription, channel: change.channel, event };
}

/** `reaction_added` and `reaction_removed`. */
export function reaction(
  change: Extract<Change, { kind: 'reaction_added' | 'reaction_removed' }>,
  event_ts: string,
): SlackEvent {
  const event = {
    type: change.kind,
    user: change.user,
    reaction: change.reaction,
    item: { type: 'message', channel: change.channel.id, ts: change.message.ts },
    item_user: change.message.user,
    event_ts,
  };
  return { subscription: change.kind, channel: change.channel, event, user: change.user };
}

/** `pin_added` and `pin_removed`. */
export function pin(
  workspace: Workspace,
  change: Extract<Change, { kind: 'pin_added' | 'pin_removed' }>,
  event_ts: string,
): SlackEvent {
  const { channel, message } = change;
  const event = {
    type: change.kind,
    user: change.user,
    channel_id: channel.id,
    item: pinItem(workspace, channel, message, change.pin),
    item_user: message.user,
    pin_count: channel.pins.length,
    pinned_info: {
      channel: channel.id,
      pinned_by: change.pin.created_by,
      pinned_ts: change.pin.created,
    },
    ...(change.kind === 'pin_removed' ? { has_pins: channel.pins.length > 0 } : {}),
    event_ts,
  };
  return { subscription: change.kind, channel, event, user: change.user };
}

/** A pinned message as pins.list and pin events give it. */
export function pinItem(workspace: Workspace, channel: Channel, message: Message, pin: Pin): Json {
  const json = pick(messageJson(workspace, message), pinnedKeys);
  const there = channel.pins.includes(pin);
  return {
    type: 'message',
    created: pin.created,
    created_by: pin.created_by,
    channel: channel.id,
    message: {
      ...json,
      ...(there ? { pinned_to: [channel.id] } : {}),
      permalink: permalink(workspace, message),
    },
  };
}

function pick(json: Json, keys: readonly string[]): Json {
  return Object.fromEntries(
    keys.filter((key) => json[key] !== undefined).map((key) => [key, json[key]]),
  );
}
