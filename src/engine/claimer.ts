import type { Pool } from '../store/pool.ts';
import { type Claimed, type ClaimedRow, type ClaimRequest, claim } from './claim.ts';
import type { Hands } from './reclaim.ts';

/** One claim takes at most so many rows. */
const batchSize = 20;

/** Walks through the lanes in rounds, a stretch at a time, and remembers where it is. */
export class Claimer {
  readonly #pool: Pick<Pool, 'use'>;
  readonly #leaseSeconds: number;
  readonly #worker: number;
  /** No method gets more hands than these, so that one that hangs leaves some to the others. */
  readonly #perMethod: number;
  readonly #underWay = new Map<string, number>();
  /** Leases that arrived here; once it ended without being written, since when (`performance.now()`). */
  readonly #leases = new Map<string, number | null>();
  #turn = 0;
  /** The first turn of the claim that is being waited for. */
  #waitsSince: number | undefined;
  /** The last lane looked at; '' between rounds. */
  #position = '';
  /** Whether another round must follow this one. */
  #again = false;
  #lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: {
    pool: Pick<Pool, 'use'>;
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
    return (await this.#take({ limit: free, urgentOnly: true, outsideOnly })).rows;
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
    const request = { limit, after, busy: this.#busy(), outsideOnly };
    const { rows, reached } = await this.#take(request);
    this.#position = reached ?? '';
    // More may have been there than hands were free.
    if (rows.length === limit) this.#again = true;
    return rows;
  }

  /** A row taken before is out of hand; whether what became of it is written down. */
  ended({ method, leaseToken }: ClaimedRow, isWritten: boolean): void {
    this.#count(method, -1);
    if (isWritten) this.#leases.delete(leaseToken);
    else this.#leases.set(leaseToken, performance.now());
  }

  /** What this worker has of what it ever asked for: the rest of it got lost on the way here. */
  hands(): Hands {
    const turn = this.#waitsSince === undefined ? this.#turn : this.#waitsSince - 1;
    return { worker: this.#worker, turn, leases: [...this.#leases.keys()] };
  }

  /** Rows whose end was not written, and whose lease was over at this moment, were given back. */
  forget(atMs: number): void {
    for (const [lease, endedAtMs] of this.#leases) {
      if (endedAtMs !== null && endedAtMs + this.#leaseSeconds * 1000 < atMs) {
        this.#leases.delete(lease);
      }
    }
  }

  async #take(request: Omit<ClaimRequest, 'leaseSeconds' | 'worker' | 'turn'>): Promise<Claimed> {
    this.#waitsSince = this.#turn + 1;
    try {
      const claimed = await this.#pool.use(({ sql }) => {
        // Asked again, what it took the first time may have been taken by us all the same.
        this.#turn += 1;
        const [leaseSeconds, worker, turn] = [this.#leaseSeconds, this.#worker, this.#turn];
        return claim(sql, { ...request, leaseSeconds, worker, turn });
      });
      for (const { method, leaseToken } of claimed.rows) {
        this.#count(method, 1);
        this.#leases.set(leaseToken, null);
      }
      return claimed;
    } finally {
      this.#waitsSince = undefined;
    }
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
