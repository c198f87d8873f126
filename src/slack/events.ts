import { z } from 'zod';
import { homeView } from '../views/home.ts';
import { mentioned, messageSaid } from './direct-messages.ts';
import { type Desk, gestureOf } from './gesture.ts';
import { channelId, Envelope, type Happening, userId } from './happening.ts';
import { readHome } from './home-content.ts';
import { pinned, reacted } from './kept-messages.ts';
import { readOnCall } from './on-call/answers.ts';
import type { Gesture } from './ports.ts';

/**
 * What happens in Slack by itself. An event that cannot be recorded throws, and Slack sends it
 * again. Events of other rooms and of ourselves are passed by.
 */

type Handler = (happening: Happening) => Promise<void>;

/** What each event means to us. The manifest subscribes to exactly these. */
const eventTable: Record<string, Handler> = {
  app_home_opened: homeOpened,
  app_mention: mentioned,
  message: messageSaid,
  reaction_added: (happening) => reacted(happening, 'set'),
  reaction_removed: (happening) => reacted(happening, 'removed'),
  pin_added: (happening) => pinned(happening, 'set'),
  pin_removed: (happening) => pinned(happening, 'removed'),
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
  await eventTable[event.type]?.({ desk, event, gesture: gestureOf(desk, `ev:${event_id}`) });
}

async function homeOpened({ desk, event }: Happening): Promise<void> {
  const opened = z.object({ user: userId, tab: z.string().optional() }).safeParse(event).data;
  if (!opened || (opened.tab ?? 'home') !== 'home') return;
  const { user } = opened;
  const { ports, calls } = desk;
  const policy = ports.activePolicy();
  if (!(await ports.mayAct(user, undefined))) {
    await calls.publishHome(user, homeView(policy, null));
    return;
  }
  const [found, { state, people }] = await Promise.all([
    readHome(ports.read, user),
    readOnCall(desk),
  ]);
  const onCall = { viewer: user, state, people };
  const content = { ...found, now: ports.now(), viewer: user, onCall };
  await calls.publishHome(user, homeView(policy, content));
}

async function memberMoved(
  { desk, event, gesture }: Happening,
  type: 'join_room' | 'leave_room',
): Promise<void> {
  const moved = z.object({ user: userId, channel: channelId }).safeParse(event).data;
  if (!moved) return;
  if (moved.user === desk.bot.userId && type === 'leave_room') return;
  // Slack tells of the rooms that we make, too; then there is nothing to record.
  if (moved.user === desk.bot.userId) return roomUsable(desk, moved.channel, gesture);
  const room = await desk.ports.roomOf(moved.channel);
  // Apps need no brief and have no Home tab; they do not work on an incident.
  if (room === null || (await desk.ports.isApp(moved.user))) return;
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
  await roomUsable(desk, back.channel, gesture);
}

/** A room that we could not use can be used again. */
async function roomUsable(desk: Desk, channel: string, gesture: Gesture): Promise<void> {
  const room = await desk.ports.lostRoomOf(channel);
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

async function memberChanged({ desk, event, gesture }: Happening): Promise<void> {
  const user = z.object({ user: z.looseObject({ id: userId }) }).safeParse(event).data?.user;
  if (!user) return;
  await desk.ports.directoryChanged({ kind: 'user', user });
  if (user['deleted'] === true) await desk.ports.memberGone(user.id, gesture);
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
