import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Command, LostWhy, UserId } from '../incident/types.ts';
import { SlackCallError, type SlackClient } from '../slack/client.ts';
import type { Engine } from './engine.ts';
import { transact } from './transact.ts';

/**
 * Slack delivers so many events in an hour and holds back the rest; it says that it did, and never
 * which. What they would have told of the rooms of open incidents is looked up afterwards: who came
 * and went, and whether the room is still there. Edits of kept messages are lost until the next one.
 */

interface MakingUpMeans {
  slack: Pick<SlackClient, 'call'>;
  /** Whether it is the user of an app; those do not work on an incident. */
  isApp(userId: UserId): Promise<boolean>;
  self: { userId: UserId };
  log: Logger;
  /** Milliseconds after the last minute that was held back; 90 s. */
  pauseMs?: number;
}

interface MakingUp {
  /** Slack said that it held back events of a minute. */
  heldBack(): void;
  /** What an operator should know meanwhile. */
  notes(): string[];
  stop(): void;
}

/** Slack says it once for each minute, so two quiet ones mean that it is over. */
const usualPauseMs = 90_000;

/** Makes up for what is held back, once it is over. */
export function startMakingUp(engine: Engine, means: MakingUpMeans): MakingUp {
  const { log, pauseMs = usualPauseMs } = means;
  let timer: NodeJS.Timeout | undefined;
  const makeUp = async () => {
    const made = await makeUpForEvents(engine, means);
    timer = undefined;
    log.info(made, 'made up for events that Slack held back');
  };
  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      makeUp().catch((error: unknown) => {
        log.warn({ err: error }, 'events that Slack held back are not made up for; trying again');
        later(pauseMs);
      });
    }, ms).unref();
  };
  return {
    heldBack() {
      log.error('slack holds back events: too many in an hour; rooms are looked at afterwards');
      later(pauseMs);
    },
    notes: () => (timer ? ['slack holds back events'] : []),
    stop: () => clearTimeout(timer),
  };
}

interface Room {
  id: number;
  channel: string;
  isPrivate: boolean;
  /** Whoever came or went last, by the line that says so. */
  known: { user: UserId; isIn: boolean; seq: number }[];
}

/**
 * Looks at the room of every open incident and tells the rules what events would have told. Waits where
 * Slack says so; a room of which it says nothing is passed over. Rejects when nothing can be recorded.
 */
export async function makeUpForEvents(
  engine: Engine,
  means: MakingUpMeans,
): Promise<{ rooms: number; told: number; unseen: number }> {
  const rooms = await roomsOf(engine);
  let told = 0;
  let unseen = 0;
  for (const room of rooms) {
    const made = await makeUpFor(engine, means, room);
    if (made === null) unseen += 1;
    else told += made;
  }
  return { rooms: rooms.length, told, unseen };
}

async function makeUpFor(engine: Engine, means: MakingUpMeans, room: Room): Promise<number | null> {
  const commands = await patiently(() => missed(means, room)).catch((error: unknown) => {
    if (!(error instanceof SlackCallError)) throw error;
    means.log.warn({ incident: room.id, reason: error.code }, 'room not looked at');
    return null;
  });
  if (commands === null) return null;
  for (const { command, key } of commands) {
    // The same news by an event that comes late, or from another replica, has the same key or no effect.
    const gesture = { key: `made_up:${room.id}:${key}`, correlationId: randomUUID() };
    await transact(engine, { incidentId: room.id, command, gesture });
  }
  return commands.length;
}

/** So often a room is asked for again when Slack says wait. */
const triesMost = 5;

/** Asks again once Slack's wait is over: there may be more rooms than it answers for in a minute. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const isLimited = error instanceof SlackCallError && error.fault.kind === 'rate_limited';
      if (!isLimited || attempt === triesMost) throw error;
      const { fault } = error;
      const seconds = fault.kind === 'rate_limited' ? fault.retryAfterSeconds : 0;
      // Nobody waits for it when the process ends.
      await wait(seconds * 1_000, undefined, { ref: false });
    }
  }
}

interface Missed {
  command: Command;
  key: string;
}

async function missed(means: MakingUpMeans, room: Room): Promise<Missed[]> {
  const { channel, known } = room;
  const why = await lossOf(means, room);
  const lines = known.reduce((most, { seq }) => Math.max(most, seq), 0);
  if (why) return [{ command: { type: 'room_lost', why }, key: `${why}:${lines}` }];
  const present = new Set(await membersOf(means, channel));
  const before = new Map(known.map((each) => [each.user, each]));
  const came = [...present].filter((user) => !before.get(user)?.isIn);
  const went = known.filter(({ user, isIn }) => isIn && !present.has(user));
  return [
    ...came.map(
      (by): Missed => ({
        command: { type: 'join_room', by },
        key: `in:${by}:${before.get(by)?.seq ?? 0}`,
      }),
    ),
    ...went.map(
      ({ user: by, seq }): Missed => ({
        command: { type: 'leave_room', by },
        key: `out:${by}:${seq}`,
      }),
    ),
  ];
}

async function lossOf(
  { slack }: MakingUpMeans,
  { channel, isPrivate }: Room,
): Promise<LostWhy | null> {
  try {
    const answer = await slack.call('conversations.info', { channel }, randomUUID());
    return answer.channel?.is_archived ? 'archived' : null;
  } catch (error) {
    if (!(error instanceof SlackCallError) || error.code !== 'channel_not_found') throw error;
    // Of a private channel Slack does not say whether it is gone or we are.
    return isPrivate ? 'removed' : 'deleted';
  }
}

/** The people in a channel, without apps and ourselves. Throws `SlackCallError`. */
export async function membersOf(
  { slack, isApp, self }: Pick<MakingUpMeans, 'slack' | 'isApp' | 'self'>,
  channel: string,
) {
  const found: UserId[] = [];
  let cursor: string | undefined;
  do {
    const page = { channel, limit: 200, ...(cursor ? { cursor } : {}) };
    const answer = await slack.call('conversations.members', page, randomUUID());
    for (const user of answer.members ?? []) {
      if (user !== self.userId && !(await isApp(user))) found.push(user);
    }
    cursor = answer.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return found;
}

function roomsOf({ database, teamId }: Engine): Promise<Room[]> {
  return database.work.use(
    ({ sql }) => sql<Room[]>`
      select i.id, p.channel_id as channel, i.is_private as "isPrivate", coalesce((
        select jsonb_agg(jsonb_build_object('user', w.user_id, 'isIn', w.is_in, 'seq', w.seq))
        from (
          select distinct on (t.actor ->> 'userId') t.actor ->> 'userId' as user_id,
            t.type = 'join_room' as is_in, t.seq
          from timeline t
          where t.incident_id = i.id and t.type in ('join_room', 'leave_room')
            and t.data ->> 'asked' is null
          order by t.actor ->> 'userId', t.seq desc
        ) w), '[]'::jsonb) as known
      from incidents i join places p on p.incident_id = i.id and p.place = 'room'
      where i.team_id = ${teamId} and p.channel_id not like 'D%' and p.thread_ts is null
        and i.phase not in ('closed', 'declined', 'cancelled', 'merged')
      order by i.id`,
  );
}
