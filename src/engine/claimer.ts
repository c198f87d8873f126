import type { Pool } from '../store/pool.ts';
import { type ClaimedRow, claim } from './claim.ts';

/** One claim takes at most so many rows. */
const batchSize = 20;

/** Walks through the lanes in rounds, a stretch at a time, and remembers where it is. */
export class Claimer {
  readonly #pool: Pool;
  readonly #leaseSeconds: number;
  readonly #worker: number;
  /** No method gets more hands than these, so that one that hangs leaves some to the others. */
  readonly #perMethod: number;
  readonly #underWay = new Map<string, number>();
  /** The last lane looked at; '' between rounds. */
  #position = '';
  /** Whether another round must follow this one. */
  #again = false;
  #lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: {
    pool: Pool;
    leaseSeconds: number;
    concurrency: number;
    worker: number;
  }) {
    this.#pool = options.pool;
    this.#leaseSeconds = options.leaseSeconds;
    this.#worker = options.worker;
    this.#perMethod = Math.max(Math.floor(options.concurrency / 2), 1);
  }

  /** Whether there are lanes it has not looked at since it was told to. */
  get hasMore(): boolean {
    return this.#again || this.#position !== '';
  }

  /** Milliseconds since the last claim began. */
  get sinceLastMs(): number {
    return performance.now() - this.#lastAtMs;
  }

  /** There may be something new, also in lanes that this round has passed. */
  lookAgain(): void {
    this.#again = true;
  }

  /** Takes what wakes people, and leaves the round where it is. Throws what the database throws. */
  async urgent(free: number, outsideOnly = false): Promise<ClaimedRow[]> {
    this.#lastAtMs = performance.now();
    const request = {
      limit: free,
      leaseSeconds: this.#leaseSeconds,
      worker: this.#worker,
      urgentOnly: true,
      outsideOnly,
    };
    const { rows } = await this.#pool.use(({ sql }) => claim(sql, request));
    for (const { method } of rows) this.#count(method, 1);
    return rows;
  }

  /**
   * Takes rows from the next stretch of lanes; with `outsideOnly` those that are not for Slack. Throws
   * what the database throws.
   */
  async next(free: number, outsideOnly = false): Promise<ClaimedRow[]> {
    this.#lastAtMs = performance.now();
    const limit = Math.min(batchSize, free);
    const after = this.#position;
    // The claim sees the outbox as it is now; what comes from here on is for another round.
    if (after === '') this.#again = false;
    this.#position = '';
    const request = {
      limit,
      leaseSeconds: this.#leaseSeconds,
      after,
      busy: this.#busy(),
      worker: this.#worker,
      outsideOnly,
    };
    const { rows, reached } = await this.#pool.use(({ sql }) => claim(sql, request));
    this.#position = reached ?? '';
    // More may have been there than hands were free.
    if (rows.length === limit) this.#again = true;
    for (const { method } of rows) this.#count(method, 1);
    return rows;
  }

  /** A row taken before is settled. */
  ended({ method }: ClaimedRow): void {
    this.#count(method, -1);
  }

  #busy(): string[] {
    return [...this.#underWay]
      .filter(([, count]) => count >= this.#perMethod)
      .map(([method]) => method);
  }

  #count(method: string, by: number): void {
    const count = (this.#underWay.get(method) ?? 0) + by;
    if (count > 0) this.#underWay.set(method, count);
    else this.#underWay.delete(method);
  }
}
