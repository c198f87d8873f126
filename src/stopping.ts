import type { Logger } from 'pino';

/** What is stopped, in the order in which it is. */
export interface Stoppable {
  /** `/readyz` answers 503 from now on, and the heartbeat is silent. */
  drain(): void;
  /** Takes no new requests; resolves when those under way are answered. */
  endRequests(): Promise<void>;
  /** Begins no more passes, claims no more, and gives back what was not sent; ends what is under way. */
  endWork(): Promise<unknown>;
  endDatabase(): Promise<void>;
}

/** Each step has so long; together they stay below the 25 s after which the process is ended. */
const requestsMs = 6_000;
const workMs = 12_000;
const databaseMs = 5_000;

/**
 * Ends Muster without a request left unanswered: says that it is going, goes on answering for as long
 * as balancers need to hear of it, and then stops one thing after another. What hangs is left behind:
 * nothing depends on a good end, because leases run out and transactions roll back.
 */
export async function endWell(parts: Stoppable, waitMs: number, log: Logger): Promise<void> {
  parts.drain();
  await pause(waitMs);
  const steps: [what: string, ms: number, step: () => Promise<unknown>][] = [
    ['requests', requestsMs, parts.endRequests],
    ['work', workMs, parts.endWork],
    ['database', databaseMs, parts.endDatabase],
  ];
  for (const [what, ms, step] of steps) {
    const isDone = await Promise.race([ended(step), pause(ms).then(() => false)]);
    if (isDone !== true) log.warn({ what, ms }, 'did not end in time; left behind');
  }
  log.info('muster stopped');
}

async function ended(step: () => Promise<unknown>): Promise<boolean> {
  await step();
  return true;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    // Alone, this keeps no process alive.
    const timer = setTimeout(resolve, ms);
    if (ms > 2_000) timer.unref();
  });
}
