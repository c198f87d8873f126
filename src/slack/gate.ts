import type { Receiver, ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import { crashPoint } from '../store/crash-point.ts';
import { isTooDeep } from './body.ts';
import type { Bot } from './gesture.ts';

/**
 * What stands before every listener, over HTTP and over Socket Mode alike: only our own app and
 * workspace come through, and nothing is acknowledged before it is done.
 */

/** Work that has begun and must end before the process does. */
export class Underway {
  readonly #work = new Set<Promise<unknown>>();

  /** The same promise, remembered until it settles. */
  add<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work);
    const forget = () => this.#work.delete(work);
    work.then(forget, forget);
    return work;
  }

  /** Resolves when nothing is under way, with what was added meanwhile. */
  async settled(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled([...this.#work]);
  }
}

type BoltApp = Parameters<Receiver['init']>[0];

export interface Gate {
  bot: Bot;
  log: Logger;
  /** Counts what was turned away, by reason. */
  onDropped: (reason: string) => void;
  /** Slack says that it held back events of a minute. */
  onHeldBack: () => void;
  /** Told of each request that was acknowledged, for counting. */
  onAnswered?: ((answered: Answered) => void) | undefined;
  underway: Underway;
}

export interface Answered {
  /** A few: what came in. */
  kind: string;
  ms: number;
  /** Slack says that it sent this event before. */
  isRepeated: boolean;
}

/** A receiver with the gate in front of Bolt. */
export function gated(inner: Receiver, gate: Gate): Receiver {
  return {
    init(app) {
      const processEvent = (event: ReceiverEvent) => gate.underway.add(pass(app, gate, event));
      // A receiver asks nothing of the app but this one method.
      inner.init({ processEvent } as unknown as BoltApp);
    },
    start: (...args: unknown[]) => inner.start(...args),
    stop: (...args: unknown[]) => inner.stop(...args),
  };
}

async function pass(
  app: BoltApp,
  { bot, log, onDropped, onHeldBack, onAnswered }: Gate,
  event: ReceiverEvent,
): Promise<void> {
  const begunMs = performance.now();
  const reason = strangeness(event.body, bot);
  if (reason) {
    // Answered like success: who sends what is not ours learns nothing, and Slack does not repeat it.
    log.warn({ reason }, 'request dropped');
    onDropped(reason);
    await event.ack();
    return;
  }
  // It comes in the place of events, and Bolt does not know it.
  if (event.body['type'] === 'app_rate_limited') {
    onHeldBack();
    await event.ack();
    return;
  }
  // Bolt acknowledges events before any listener runs; here the acknowledgement waits for the end.
  let acknowledged = false;
  let response: unknown;
  await app.processEvent({
    ...event,
    ack: async (given) => {
      acknowledged = true;
      response = given;
    },
  });
  // Nobody listens to this: Slack says that it failed, at once.
  if (!acknowledged) throw new Error('no listener for this request');
  const what = kindOf(event.body);
  crashPoint(`${what}.before_ack`);
  await event.ack(response);
  onAnswered?.({
    kind: known.has(what) ? what : 'other',
    ms: performance.now() - begunMs,
    isRepeated: (event.retryNum ?? 0) > 0,
  });
  crashPoint(`${what}.after_ack`);
}

/** Kinds of requests that are counted apart. */
const known: ReadonlySet<string> = new Set([
  'command',
  'event_callback',
  'block_actions',
  'block_suggestion',
  'view_submission',
  'view_closed',
  'shortcut',
  'message_action',
]);

/** What came in, as the crash points name it. */
function kindOf(body: ReceiverEvent['body']): string {
  return text(body['command']) === undefined ? (text(body['type']) ?? 'other') : 'command';
}

/** Why a request is none of our business; null when it is. */
function strangeness(body: ReceiverEvent['body'], bot: Bot): string | null {
  if (isTooDeep(body)) return 'too_deep';
  const app = body['api_app_id'];
  if (bot.appId !== undefined && app !== undefined && app !== bot.appId) return 'other_app';
  const team = idOf(body['team']) ?? text(body['team_id']);
  const enterprise = idOf(body['enterprise']) ?? text(body['enterprise_id']);
  if (team === bot.teamId) return null;
  if (bot.enterpriseId !== undefined && enterprise === bot.enterpriseId) return null;
  return 'other_team';
}

function idOf(value: unknown): string | undefined {
  return value !== null && typeof value === 'object' && 'id' in value ? text(value.id) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
