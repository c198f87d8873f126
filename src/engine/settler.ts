import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';
import { Unavailable } from '../slack/ports.ts';
import type { Pool } from '../store/pool.ts';
import { type Settlement, settle } from './settle.ts';

/** One statement settles at most so many rows. */
const batchSize = 20;
/** Tries of one settlement when another transaction stands in its way. */
const tries = 3;
/** Pause of a row whose outcome could not be written as it was. */
const unwritableWaitMs = 5_000;

/**
 * Writes outcomes in batches: those that come while one statement is under way go together in the
 * next.
 */
export class Settler {
  readonly #pool: Pick<Pool, 'use'>;
  readonly #metrics: Metrics;
  readonly #log: Logger;
  #waiting: Array<{ settlement: Settlement; done: (error?: unknown) => void }> = [];
  #writing = false;

  constructor({ pool, metrics, log }: { pool: Pick<Pool, 'use'>; metrics: Metrics; log: Logger }) {
    this.#pool = pool;
    this.#metrics = metrics;
    this.#log = log;
  }

  /**
   * Resolves when the outcome is written, or when it turned out that the lease was lost. Throws
   * `Unavailable` while the database does not answer: what is known is then kept by who asks.
   */
  settle(settlement: Settlement): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: unknown) => (error === undefined ? resolve() : reject(error));
      this.#waiting.push({ settlement, done });
      if (!this.#writing) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchSize);
      try {
        await this.#try(batch.map(({ settlement }) => settlement));
        for (const { done } of batch) done();
      } catch {
        // One of them is in the way of the others, e.g. its successor came at the same moment.
        for (const { settlement, done } of batch) {
          await this.#alone(settlement).then(() => done(), done);
        }
      }
    }
    this.#writing = false;
  }

  async #alone(settlement: Settlement): Promise<void> {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      try {
        return await this.#try([settlement]);
      } catch (error) {
        // Nothing is wrong with this one: sent again for want of a database, it would be there twice.
        if (error instanceof Unavailable) throw error;
        this.#log.warn({ err: error, outboxId: settlement.row.id }, 'settling failed');
      }
    }
    const { row } = settlement;
    await this.#try([
      { row, outcome: 'pending', doubt: 'now', error: 'unwritable', waitMs: unwritableWaitMs },
    ]);
  }

  async #try(batch: Settlement[]): Promise<void> {
    const written = await this.#pool.use(({ sql }) => settle(sql, batch));
    this.#metrics.lostLeases.inc(batch.length - written.size);
  }
}
