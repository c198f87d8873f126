import { randomUUID } from 'node:crypto';
import type { Database } from '../store/connect.ts';

/** Wakes delivery after a commit: here at once, on other replicas by a throttled NOTIFY. */
export interface Hints {
  kick(): void;
  /** Listens to the others. Where that cannot be had, their pulse finds the rows. */
  listen(): Promise<void>;
  stop(): void;
}

/** PostgreSQL tells every replica on this channel that the outbox has something. */
export const outboxChannel = 'muster_outbox';
const throttleMs = 50;

/** Hints never fail a command: what they would have told, the next pulse finds. */
export function createHints(database: Database, wake: () => void): Hints {
  const self = randomUUID();
  let timer: NodeJS.Timeout | undefined;

  function tellOthers() {
    timer = undefined;
    database.work
      .use(({ sql }) => sql`select pg_notify(${outboxChannel}, ${self})`, 1_000)
      .catch(() => undefined);
  }

  return {
    kick() {
      wake();
      timer ??= setTimeout(tellOthers, throttleMs).unref();
    },
    listen: () =>
      database.listen(outboxChannel, (payload) => {
        if (payload !== self) wake();
      }),
    stop: () => clearTimeout(timer),
  };
}
