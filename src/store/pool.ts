import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { Unavailable } from '../slack/ports.ts';
import { isAnswer, isPassing, isReadOnly, isReplanned, told } from './failure.ts';
import type * as schema from './schema.ts';

/** One generation of connections: the driver, and drizzle over the same connections. */
export interface Client {
  sql: postgres.Sql;
  db: PostgresJsDatabase<typeof schema>;
}

export interface PoolLimits {
  connections: number;
  /** From asking for a connection to the answer, retries included. */
  deadlineMs: number;
  /** So many times as long as a deadline says is waited; 1. */
  leeway?: number;
  /**
   * A statement given up at its deadline that has still no answer after this is not slow: the
   * server's own time-outs would have ended it. The connections are then replaced.
   */
  silentAfterMs: number;
  /** Told of what went wrong, for counting. */
  onTrouble?: ((trouble: Trouble) => void) | undefined;
}

/**
 * What an operator counts: a transaction kept from going on after its connection died, an answer that
 * did not come in time, nobody free to ask in time, connections given up for new ones.
 */
export type Trouble = 'fence' | 'deadline' | 'queue' | 'replaced';

/** How far one attempt came. */
interface Given {
  /** Nobody waits for it any more. */
  up: boolean;
  /** Its COMMIT is on the way. */
  isCommitting: boolean;
}

/** Once for each statement of a transaction on each connection, at worst; each costs a millisecond. */
const mostReplans = 20;

const leavePauseMs = 1_000;

/** A transaction's handle: the driver's, for statements written by hand. */
export type Tx = postgres.TransactionSql;

/**
 * Connections with a deadline. Callers wait here for a connection, never inside the driver, so a
 * deadline that passes while waiting means load and one that passes after it means silence.
 */
export class Pool {
  readonly #open: () => Client;
  readonly #limits: PoolLimits;
  #client: Client;
  #free: number;
  #waiting: Array<() => void> = [];
  #replaced = 0;
  #replacedAtMs = Number.NEGATIVE_INFINITY;

  constructor(open: () => Client, limits: PoolLimits) {
    this.#open = open;
    this.#limits = limits;
    this.#client = open();
    this.#free = limits.connections;
  }

  /** Whether someone waits for a connection. */
  get isQueued(): boolean {
    return this.#waiting.length > 0;
  }

  /** How many times a silent server made the connections be replaced. */
  get replaced(): number {
    return this.#replaced;
  }

  /** Runs statements outside a transaction, one after another. Throws `Unavailable` at the deadline. */
  use<T>(body: (client: Client) => Promise<T>, deadlineMs?: number): Promise<T> {
    return this.#attempts((client) => body(client), deadlineMs);
  }

  /**
   * Runs a whole transaction, and again up to three times when it failed in a way that passes.
   * The body may run more than once and must do nothing but ask the database. Throws
   * `Unavailable` at the deadline; what had not begun to commit by then is rolled back, and where
   * a COMMIT was sent and not answered, the error is unsure.
   */
  transaction<T>(body: (tx: Tx) => Promise<T>, deadlineMs?: number): Promise<T> {
    return this.#attempts(async ({ sql }, given) => {
      const result = await sql.begin(async (tx) => {
        const value = await body(tx);
        // Whoever asked was told that nothing was recorded, so nothing is.
        if (given.up) throw new Unavailable('given up');
        given.isCommitting = true;
        return { value };
      });
      return result.value as T;
    }, deadlineMs);
  }

  /**
   * Runs statements outside a transaction of which the last one writes, and says so before it is sent
   * (`writing`): it commits by itself, in the server, and what it locks waits for no answer of ours.
   * Otherwise as `transaction`.
   */
  statement<T>(
    body: (client: Client, writing: () => void) => Promise<T>,
    deadlineMs?: number,
  ): Promise<T> {
    return this.#attempts(async (client, given) => {
      const writing = () => {
        if (given.up) throw new Unavailable('given up');
        given.isCommitting = true;
      };
      try {
        return await body(client, writing);
      } catch (error) {
        // What the server answers with an error it has undone.
        if (isAnswer(error)) given.isCommitting = false;
        throw error;
      }
    }, deadlineMs);
  }

  /** Waits for what runs, 3 s at most; nothing new is let in. */
  async close(): Promise<void> {
    const end = performance.now() + 3_000;
    const held = Array.from({ length: this.#limits.connections }, () => this.#permit(end));
    await Promise.allSettled(held);
    // Not the driver's own graceful end: that hangs once a connection was lost.
    await endSoon(this.#client.sql, 0);
  }

  async #attempts<T>(
    body: (client: Client, given: Given) => Promise<T>,
    deadlineMs = this.#limits.deadlineMs,
  ): Promise<T> {
    const end = performance.now() + deadlineMs * (this.#limits.leeway ?? 1);
    let isUnsure = false;
    let attempt = 0;
    for (let replans = 0; ; ) {
      const given: Given = { up: false, isCommitting: false };
      const client = this.#client;
      try {
        return await this.#once(body, end, given);
      } catch (error) {
        isUnsure ||= given.isCommitting;
        // Whoever asks next gets a connection that leads to where writes are taken by then.
        if (isReadOnly(error) && client === this.#client) this.leave();
        const left = end - performance.now();
        if (isReplanned(error) && replans < mostReplans) replans += 1;
        else attempt += 1;
        if (attempt === 3 || !isPassing(error) || left < 50) throw told(error, isUnsure);
        if (attempt > 0) await pause(Math.min(left / 4, 20 * attempt));
      }
    }
  }

  async #once<T>(
    body: (client: Client, given: Given) => Promise<T>,
    end: number,
    given: Given,
  ): Promise<T> {
    await this.#permit(end);
    const client = this.#client;
    const running = body(client, given).finally(() => this.#release(client));
    let deadline: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      deadline = setTimeout(
        () => {
          given.up = true;
          this.#limits.onTrouble?.('deadline');
          this.#suspect(client, running);
          reject(new Unavailable(new Error('no answer before the deadline')));
        },
        Math.max(end - performance.now(), 1),
      );
    });
    return Promise.race([running, late]).finally(() => clearTimeout(deadline));
  }

  #permit(end: number): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const granted = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(
        () => {
          this.#waiting = this.#waiting.filter((each) => each !== granted);
          this.#limits.onTrouble?.('queue');
          reject(new Unavailable(new Error('no connection free before the deadline')));
        },
        Math.max(end - performance.now(), 1),
      );
      this.#waiting.push(granted);
    });
  }

  #release(client: Client) {
    // A permit of connections since replaced was already given back with them.
    if (client !== this.#client) return;
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }

  /** Replaces the connections unless the abandoned work ends within the server's own time-outs. */
  #suspect(client: Client, running: Promise<unknown>) {
    const timer = setTimeout(() => {
      if (client === this.#client) this.#replace();
    }, this.#limits.silentAfterMs);
    const settled = () => clearTimeout(timer);
    running.then(settled, settled);
  }

  /**
   * Asks over new connections from now on, because these lead to a server that takes no writes: what
   * runs on them is ended and asked again. At most once a second.
   */
  leave() {
    const isRecent = performance.now() - this.#replacedAtMs < leavePauseMs;
    if (!isRecent) this.#replace();
  }

  #replace() {
    this.#replacedAtMs = performance.now();
    const old = this.#client;
    this.#replaced += 1;
    this.#limits.onTrouble?.('replaced');
    this.#client = this.#open();
    this.#free = this.#limits.connections;
    while (this.#free > 0 && this.#waiting.length > 0) {
      this.#free -= 1;
      this.#waiting.shift()?.();
    }
    void endSoon(old.sql, 0);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Ends a client; the driver's own `end` may hang after a lost connection, so it is not waited for long. */
export async function endSoon(sql: postgres.Sql, seconds: number): Promise<void> {
  const ended = sql.end({ timeout: seconds }).catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000 + 2000);
  });
  await Promise.race([ended, late]);
  clearTimeout(timer);
}
