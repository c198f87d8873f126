import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Command, UserId } from '../incident/types.ts';
import { SlackCallError, type SlackClient } from '../slack/client.ts';
import type { Engine } from './engine.ts';
import { membersOf } from './held-back.ts';
import { transact } from './transact.ts';

/**
 * Who is in the room of a private incident sees it. Slack's events say who came and went; one that was
 * lost would leave somebody with eyes that they no longer have, so the rooms are looked at now and then.
 * Where Slack does not answer, what was known last counts: an outage of Slack must not lock out who works.
 */

interface Means {
  slack: Pick<SlackClient, 'call'>;
  /** Whether it is the user of an app; those do not work on an incident. */
  isApp(userId: UserId): Promise<boolean>;
  self: { userId: UserId };
  log: Logger;
}

/** Milliseconds between two looks. */
const everyMs = 5 * 60_000;
/** Whoever was let in may still be on their way into the room for so many minutes. */
const arriveWithinMinutes = 10;
/** Rooms of what ended longer ago are put away, and nobody is put out of them. */
const endedWithinDays = 30;

/** Looks at the rooms every five minutes, one after another. Returns what ends that. */
export function startWatchingRooms(engine: Engine, means: Means): () => void {
  const look = () =>
    confirmPrivateRooms(engine, means).catch((error: unknown) =>
      means.log.warn({ err: error }, 'private rooms not looked at'),
    );
  const timer = setInterval(look, everyMs).unref();
  return () => clearInterval(timer);
}

/** Makes who sees private incidents equal to who is in their rooms. Returns how many came or went. */
export async function confirmPrivateRooms(engine: Engine, means: Means): Promise<number> {
  let changed = 0;
  for (const room of await privateRooms(engine)) {
    const present = await membersOf(means, room.channel).catch((error: unknown) => {
      if (!(error instanceof SlackCallError)) throw error;
      means.log.warn({ incident: room.id, reason: error.code }, 'private room not looked at');
      return null;
    });
    if (present) changed += await confirm(engine, room, present);
  }
  return changed;
}

async function confirm(engine: Engine, room: Room, present: UserId[]): Promise<number> {
  const came = present.filter((user) => !room.people.some((each) => each.user === user));
  const went = room.people.filter(({ user, isLong }) => isLong && !present.includes(user));
  const commands: { command: Command; key: string }[] = [
    ...came.map((by) => ({ command: { type: 'join_room', by } as const, key: `in:${by}` })),
    ...went.map(({ user: by }) => ({
      command: { type: 'leave_room', by } as const,
      key: `out:${by}`,
    })),
  ];
  for (const { command, key } of commands) {
    // Another replica may have seen the same; what changed since has another version.
    const gesture = {
      key: `room:${room.id}:${key}:${room.version}`,
      correlationId: randomUUID(),
    };
    await transact(engine, { incidentId: room.id, command, gesture });
  }
  return commands.length;
}

interface Room {
  id: number;
  version: number;
  channel: string;
  /** Who may see it; `isLong`: for long enough to have come into the room. */
  people: { user: UserId; isLong: boolean }[];
}

function privateRooms({ database, teamId }: Engine): Promise<Room[]> {
  return database.work.use(
    ({ sql }) => sql<Room[]>`
      select i.id, i.version, r.channel_id as channel, coalesce((
        select jsonb_agg(jsonb_build_object('user', p.user_id, 'isLong',
          greatest(p.joined_at, r.at) < now() - ${arriveWithinMinutes} * interval '1 minute'))
        from participants p where p.incident_id = i.id and p.left_at is null), '[]'::jsonb) as people
      from incidents i join places r on r.incident_id = i.id and r.place = 'room'
      where i.team_id = ${teamId} and i.is_private and r.thread_ts is null
        and r.channel_id not like 'D%'
        and (i.closed_at is null or i.closed_at > now() - ${endedWithinDays} * interval '1 day')
      order by i.id`,
  );
}
