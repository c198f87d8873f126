import { z } from 'zod';
import type { Command, MessageRef } from '../incident/types.ts';
import { helpMessage } from '../views/help.ts';
import { homeView } from '../views/home.ts';
import { type Desk, gestureOf } from './gesture.ts';
import type { Gesture } from './ports.ts';
import { fromSlack } from './typed.ts';

/**
 * What happens in Slack by itself. An event that cannot be recorded throws, and Slack sends it
 * again. Events of other rooms and of ourselves are passed by.
 */

/** An event as Slack wraps it. */
export const Envelope = z.object({
  event_id: z.string().max(100),
  team_id: z.string().optional(),
  event: z.looseObject({ type: z.string(), subtype: z.string().optional() }),
});
export type Envelope = z.infer<typeof Envelope>;

interface Happening {
  desk: Desk;
  gesture: Gesture;
  event: Envelope['event'];
}

type Handler = (happening: Happening) => Promise<void>;

const userId = z.string().regex(/^[UW][A-Z0-9]{2,}$/);
const channelId = z.string().regex(/^[CGD][A-Z0-9]{2,}$/);
const ts = z.string().regex(/^\d{1,12}\.\d{1,8}$/);

/** What each event means to us. The manifest subscribes to exactly these. */
const eventTable: Record<string, Handler> = {
  app_home_opened: homeOpened,
  app_mention: mentioned,
  message: messageChanged,
  reaction_added: (happening) => reacted(happening, take),
  reaction_removed: (happening) => reacted(happening, letGo),
  pin_added: (happening) => pinned(happening, take),
  pin_removed: (happening) => pinned(happening, letGo),
  member_joined_channel: (happening) => memberMoved(happening, 'join_room'),
  member_left_channel: (happening) => memberMoved(happening, 'leave_room'),
  channel_archive: (happening) => roomGone(happening, 'archived'),
  group_archive: (happening) => roomGone(happening, 'archived'),
  channel_deleted: (happening) => roomGone(happening, 'deleted'),
  group_deleted: (happening) => roomGone(happening, 'deleted'),
  channel_unarchive: roomBack,
  group_unarchive: roomBack,
  channel_rename: channelRenamed,
  group_rename: channelRenamed,
  user_change: memberChanged,
  team_join: memberChanged,
  subteam_updated: groupChanged,
  subteam_members_changed: groupMembersChanged,
  app_uninstalled: accessLost,
  tokens_revoked: accessLost,
};

/** Every event type that is answered. */
export const eventNames: readonly string[] = Object.keys(eventTable);

/** Follows an event. Rejects when it could not be recorded, so that Slack tries again. */
export async function onEvent(desk: Desk, body: unknown): Promise<void> {
  const envelope = Envelope.safeParse(body).data;
  if (!envelope) return;
  const { event, event_id } = envelope;
  if (!Object.hasOwn(eventTable, event.type)) return;
  await eventTable[event.type]?.({ desk, event, gesture: gestureOf(`ev:${event_id}`) });
}

async function homeOpened({ desk, event }: Happening): Promise<void> {
  const opened = z.object({ user: userId, tab: z.string().optional() }).safeParse(event).data;
  if (!opened || (opened.tab ?? 'home') !== 'home') return;
  const { user } = opened;
  const { ports, calls } = desk;
  const may = await ports.mayAct(user, undefined);
  const [open, mine] = may
    ? await Promise.all([ports.read.open(user), ports.read.mine(user)])
    : [[], []];
  await calls.publishHome(user, homeView(ports.activePolicy(), { open, mine, now: ports.now() }));
}

async function mentioned({ desk, event }: Happening): Promise<void> {
  const mention = z.object({ user: userId, channel: channelId }).safeParse(event).data;
  if (!mention || mention.user === desk.bot.userId) return;
  if (!(await desk.ports.mayAct(mention.user, undefined))) return;
  await desk.calls.whisper(mention.channel, mention.user, helpMessage(desk.ports.activePolicy()));
}

/** Only edits and deletions of messages that a timeline holds. */
async function messageChanged({ desk, event, gesture }: Happening): Promise<void> {
  if (event.subtype === 'message_changed') {
    const edit = messageEdit.safeParse(event).data;
    if (!edit || edit.message.text === edit.previous_message?.text) return;
    const { channel, message } = edit;
    const source = {
      channelId: channel,
      ts: message.ts,
      authorId: message.user ?? null,
      permalink: null,
      text: fromSlack(message.text ?? '', desk.ports.nameOf),
    };
    const by = message.edited?.user ?? message.user;
    if (by) await followAll(desk, gesture, { type: 'edit_message', by, source });
  } else if (event.subtype === 'message_deleted') {
    const gone = messageDeletion.safeParse(event).data;
    if (!gone) return;
    const source = {
      channelId: gone.channel,
      ts: gone.deleted_ts,
      authorId: gone.previous_message?.user ?? null,
      permalink: null,
      text: '',
    };
    await followAll(desk, gesture, { type: 'delete_message', by: null, source });
  }
}

const said = z.object({
  ts,
  user: userId.optional(),
  text: z.string().optional(),
  edited: z.object({ user: userId.optional() }).optional(),
});
const messageEdit = z.object({
  channel: channelId,
  message: said,
  previous_message: said.partial().optional(),
});
const messageDeletion = z.object({
  channel: channelId,
  deleted_ts: ts,
  previous_message: said.partial().optional(),
});

async function followAll(
  desk: Desk,
  gesture: Gesture,
  command: Extract<Command, { type: 'edit_message' | 'delete_message' | 'unpin_message' }>,
): Promise<void> {
  const { channelId: channel, ts: at } = command.source;
  for (const id of await desk.ports.read.recordedIn(channel, at)) {
    // One event may touch several incidents; each needs a key of its own.
    await desk.ports.run(id, command, { ...gesture, key: `${gesture.key}:${id}` });
  }
}

type Keep = (happening: Happening, by: string, channel: string, at: string) => Promise<void>;

async function reacted(happening: Happening, keep: Keep): Promise<void> {
  const reaction = z
    .object({
      user: userId,
      reaction: z.string(),
      item: z.object({ type: z.literal('message'), channel: channelId, ts }),
    })
    .safeParse(happening.event).data;
  if (reaction?.reaction !== 'pushpin') return;
  await keep(happening, reaction.user, reaction.item.channel, reaction.item.ts);
}

async function pinned(happening: Happening, keep: Keep): Promise<void> {
  const pin = z
    .object({
      user: userId,
      channel_id: channelId,
      item: z.object({ type: z.literal('message'), message: z.object({ ts }) }),
    })
    .safeParse(happening.event).data;
  if (!pin) return;
  await keep(happening, pin.user, pin.channel_id, pin.item.message.ts);
}

/** Takes a message of a war room into its timeline. */
async function take(
  { desk, gesture }: Happening,
  by: string,
  channel: string,
  at: string,
): Promise<void> {
  if (by === desk.bot.userId || !(await desk.ports.mayAct(by, undefined))) return;
  const room = await desk.ports.read.byRoom(channel, by);
  if (!room) return;
  const { incident } = room;
  if ((await desk.ports.read.recordedIn(channel, at)).includes(incident.id)) return;
  const message = await desk.calls.message(channel, at);
  if (!message) return;
  const text = fromSlack(message.text, desk.ports.nameOf).slice(0, 3000);
  const source: MessageRef = { channelId: channel, ts: at, ...message, text };
  // Reaction and pin of one message are one keeping, whoever is first.
  const command = { type: 'add_note', by, kind: 'note', text, source } as const;
  await desk.ports.run(incident.id, command, gesture);
}

async function letGo(
  { desk, gesture }: Happening,
  by: string,
  channel: string,
  at: string,
): Promise<void> {
  if (by === desk.bot.userId || !(await desk.ports.mayAct(by, undefined))) return;
  const source = { channelId: channel, ts: at, authorId: null, permalink: null, text: '' };
  await followAll(desk, gesture, { type: 'unpin_message', by, source });
}

async function memberMoved(
  { desk, event, gesture }: Happening,
  type: 'join_room' | 'leave_room',
): Promise<void> {
  const moved = z.object({ user: userId, channel: channelId }).safeParse(event).data;
  if (!moved || moved.user === desk.bot.userId) return;
  const room = await desk.ports.roomOf(moved.channel);
  if (room === null) return;
  await desk.ports.run(room, { type, by: moved.user }, gesture);
}

async function roomGone(
  { desk, event, gesture }: Happening,
  why: 'archived' | 'deleted',
): Promise<void> {
  const gone = z.object({ channel: channelId, user: userId.optional() }).safeParse(event).data;
  if (!gone) return;
  if (why === 'deleted') {
    await desk.ports.directoryChanged({ kind: 'channel_gone', channelId: gone.channel });
  }
  // We put rooms away ourselves after the end; that is no loss.
  if (gone.user === desk.bot.userId) return;
  const room = await desk.ports.roomOf(gone.channel);
  if (room !== null) await desk.ports.run(room, { type: 'room_lost', why }, gesture);
}

/** The room that went away is there again: what failed because of it can be done now. */
async function roomBack({ desk, event, gesture }: Happening): Promise<void> {
  const back = z.object({ channel: channelId, user: userId.optional() }).safeParse(event).data;
  if (!back || back.user === desk.bot.userId) return;
  const room = await desk.ports.roomOf(back.channel);
  if (room !== null) await desk.ports.run(room, { type: 'step_done', step: 'room' }, gesture);
}

/** Nothing can be done from here but to say it: Slack takes no more calls of ours. */
async function accessLost({ desk, event }: Happening): Promise<void> {
  desk.log.error({ event: event.type }, 'slack took away our access; install the app again');
}

async function channelRenamed({ desk, event }: Happening): Promise<void> {
  const channel = z
    .object({ channel: z.object({ id: channelId, name: z.string() }) })
    .safeParse(event).data?.channel;
  if (!channel) return;
  const { id, name } = channel;
  await desk.ports.directoryChanged({ kind: 'channel', channelId: id, name });
}

async function memberChanged({ desk, event }: Happening): Promise<void> {
  const user = z.object({ user: z.looseObject({ id: userId }) }).safeParse(event).data?.user;
  if (user) await desk.ports.directoryChanged({ kind: 'user', user });
}

async function groupChanged({ desk, event }: Happening): Promise<void> {
  const group = z.object({ subteam: z.looseObject({ id: z.string() }) }).safeParse(event)
    .data?.subteam;
  if (group) await desk.ports.directoryChanged({ kind: 'group', group });
}

async function groupMembersChanged({ desk, event }: Happening): Promise<void> {
  const change = z
    .object({
      subteam_id: z.string(),
      added_users: z.array(userId).default([]),
      removed_users: z.array(userId).default([]),
    })
    .safeParse(event).data;
  if (!change) return;
  await desk.ports.directoryChanged({
    kind: 'group_members',
    groupId: change.subteam_id,
    added: change.added_users,
    removed: change.removed_users,
  });
}
