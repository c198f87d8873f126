import { createHash, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { IncidentView } from '../incident/places.ts';
import type { UserId } from '../incident/types.ts';
import { shortMessage } from '../views/blocks.ts';
import { type ByHand, undeclaredMessage } from '../views/by-hand.ts';
import type { Message } from '../views/context.ts';
import {
  brokenMessage,
  newerMessage,
  tooFastMessage,
  unavailableMessage,
} from '../views/notice.ts';
import { say } from '../views/say.ts';
import type { SlackCalls } from './calls.ts';
import type { Paces } from './pace.ts';
import { type Gesture, NewerRelease, type Ports, Unavailable } from './ports.ts';
import type { Recent } from './recent.ts';

/** What every listener works with. */
export interface Desk {
  ports: Ports;
  calls: SlackCalls;
  log: Logger;
  bot: Bot;
  /** How fast each person is. */
  pace: Paces;
  /** Messages to us that were answered lately, by key. */
  heard: Recent;
  /** Makes of a text what nobody makes of it who has not the app's token. */
  seal(text: string): string;
  /** So many times as long as usual may be waited: see `StartOptions`. */
  leeway: number;
  /** What goes on after the acknowledgement; stopping waits for it. It must not reject. */
  afterwards(work: Promise<void>): void;
}

/** Who we are in Slack, from `auth.test`. */
export interface Bot {
  userId: string;
  botId: string;
  teamId: string;
  /** Set on Enterprise Grid, where a payload may carry it in the team's place. */
  enterpriseId?: string | undefined;
  /** Absent when Slack would not tell. */
  appId?: string | undefined;
}

/** One thing somebody did, and all that an answer to it needs. */
export interface Asking {
  desk: Desk;
  /** `command take`, `action take_role`, …, for the log. */
  what: string;
  gesture: Gesture;
  userId: UserId;
  /** The channel it happened in; null in the Home tab. */
  channelId: string | null;
  triggerId: string;
  /** Whether it was a button of somebody's own panel, which is drawn anew under the answer. */
  inPanel?: boolean;
  /** Whether it was a button of a message that everybody in the channel sees. */
  inShared?: boolean;
  /** What was typed, to be given back when it could not be recorded. */
  typed: string;
  /** What they wanted to declare, so that they can begin by hand where it cannot be recorded. */
  byHand?: ByHand;
  /** Says something to who asked, after the acknowledgement. */
  tell(message: Message): Promise<void>;
}

/** Slack waits 3 s for the answer; the rest is for its way back. */
const ANSWER_WITHIN_MS = 2_500;
/** A command ends a little earlier, so that whoever asked is told what became of it. */
const COMMIT_WITHIN_MS = 2_300;
/** A form's trigger lasts 3 s, so what it shows may take this long to read. */
const READ_WITHIN_MS = 500;

/** A gesture that begins now, with its inbox key, one budget for all it waits for, and one correlation id from here to its last Slack call. */
export function gestureOf({ leeway }: Pick<Desk, 'leeway'>, key: string): Gesture {
  const answerByMs = performance.now() + COMMIT_WITHIN_MS * leeway;
  return { key, correlationId: randomUUID(), answerByMs };
}

/**
 * The key of what came with a trigger. It is written down, and who has the trigger may open a form in
 * our name while it lasts, so it is not in it.
 */
export function keyOfTrigger(triggerId: string): string {
  return `cmd:${createHash('sha256').update(triggerId).digest('hex').slice(0, 40)}`;
}

/** The answer to a gesture, whatever happens. Null when nothing needs saying. */
export async function answer(
  asking: Asking,
  teamId: string | undefined,
  work: () => Promise<Message | null>,
): Promise<Message | null> {
  const { desk, gesture, userId } = asking;
  const startedAt = performance.now();
  if (!desk.pace.allows(userId, startedAt)) {
    desk.log.warn({ correlationId: gesture.correlationId, what: asking.what, userId }, 'too fast');
    return tooFastMessage(desk.ports.activePolicy(), asking.typed);
  }
  const said = await orExcuse(asking, () =>
    inTime(desk, async () => {
      const may = await desk.ports.mayAct(userId, teamId);
      return may ? work() : shortMessage(say(desk.ports.activePolicy(), 'refused.guest'));
    }),
  );
  const ms = Math.round(performance.now() - startedAt);
  desk.log.info({ correlationId: gesture.correlationId, what: asking.what, ms }, 'answered');
  return said;
}

/**
 * Goes on after the acknowledgement, so that Slack's own latency does not delay it; what comes of
 * `work` is told. Only for what commits nothing.
 */
export function afterwards(asking: Asking, work: () => Promise<Message | null>): void {
  asking.desk.afterwards(orExcuse(asking, work).then((said) => tell(asking, said)));
}

/** Says what there is to say to who asked. Never rejects: nobody is left to say it to. */
export async function tell(asking: Asking, said: Message | null): Promise<void> {
  const { desk, gesture, what } = asking;
  try {
    if (said) await asking.tell(said);
  } catch (error) {
    desk.log.warn({ err: error, correlationId: gesture.correlationId, what }, 'answer not shown');
  }
}

/**
 * What `work` gives, or else what to say: that the database did not answer in time, with what was
 * typed, or that we failed, with a reference to the log line.
 */
export async function orExcuse<T>(asking: Asking, work: () => Promise<T>): Promise<T | Message> {
  const { desk, gesture } = asking;
  const policy = desk.ports.activePolicy();
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unavailable) {
      desk.log.warn({ err: error, correlationId: gesture.correlationId }, 'gesture not recorded');
      const { byHand, typed } = asking;
      const { isUnsure } = error;
      if (byHand) return undeclaredMessage(policy, byHand, { typed, isUnsure });
      return unavailableMessage(policy, typed, isUnsure);
    }
    if (error instanceof NewerRelease) {
      desk.log.warn({ err: error, correlationId: gesture.correlationId }, 'gesture not recorded');
      return newerMessage(policy, asking.typed);
    }
    desk.log.error({ err: error, correlationId: gesture.correlationId }, 'gesture failed');
    return brokenMessage(policy, gesture.correlationId.slice(0, 8));
  }
}

/** What `work` gives, or `Unavailable` when that comes too late to be shown. */
export function inTime<T>({ leeway }: Desk, work: () => Promise<T>): Promise<T> {
  return within(ANSWER_WITHIN_MS * leeway, work);
}

/** What `work` gives, or `Unavailable` when it takes longer than `ms`. It is not stopped, only not waited for. */
export async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unavailable(new Error(`no answer in ${ms} ms`))), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a read gave; `late` is the same read, still going, where it was not quick. */
export type Quick<T> = { quick: true; value: T } | { quick: false; late: Promise<T> };

/** What a read gives within the time that a form's trigger leaves for it. */
export async function ifQuick<T>({ leeway }: Desk, read: Promise<T>): Promise<Quick<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ quick: false; late: Promise<T> }>((resolve) => {
    timer = setTimeout(() => resolve({ quick: false, late: read }), READ_WITHIN_MS * leeway);
  });
  try {
    return await Promise.race([read.then((value) => ({ quick: true, value }) as const), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** An incident with all that a view needs. Story time is the incident's own last instant or the wall clock. */
export async function viewOf(desk: Desk, { incident, places }: IncidentView) {
  const policy = await desk.ports.policyOf(incident);
  const nameOf = (userId: UserId) => desk.ports.nameOf(userId);
  const zoneOf = (userId: UserId) => desk.ports.timeZoneOf(userId);
  const { canMail } = desk.ports;
  return { incident, places, policy, now: desk.ports.now(), nameOf, zoneOf, canMail };
}
