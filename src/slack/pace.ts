/**
 * How fast one person may be: a bucket each, of which every command, press and form takes one. It
 * protects the database and everybody's attention from a stuck key or a script; whoever commands an
 * incident by hand never meets it. Each replica counts for itself.
 */

export interface Pace {
  /** Gestures at once. */
  burst: number;
  /** And then so many in a second. */
  perSecond: number;
}

/** Far beyond what hands do: a fast commander makes one gesture in a second, and two now and then. */
export const usualPace: Pace = { burst: 40, perSecond: 4 };

/** People remembered at once; who was silent longest is forgotten first, and then has a full bucket. */
const MOST_PEOPLE = 10_000;

interface Bucket {
  left: number;
  atMs: number;
}

export class Paces {
  readonly #pace: Pace | null;
  readonly #buckets = new Map<string, Bucket>();

  /** Null: as fast as they like. */
  constructor(pace: Pace | null) {
    this.#pace = pace;
  }

  /** Takes one gesture of this person; false where they had none left. `nowMs` is monotonic. */
  allows(userId: string, nowMs: number): boolean {
    if (!this.#pace) return true;
    const { burst, perSecond } = this.#pace;
    const before = this.#buckets.get(userId) ?? { left: burst, atMs: nowMs };
    const grown = before.left + ((nowMs - before.atMs) / 1000) * perSecond;
    const filled = Math.min(burst, grown);
    const isAllowed = filled >= 1;
    // Deleted first, so that the map stays in the order of who came last.
    this.#buckets.delete(userId);
    this.#buckets.set(userId, { left: isAllowed ? filled - 1 : filled, atMs: nowMs });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_PEOPLE && oldest !== undefined) this.#buckets.delete(oldest);
    return isAllowed;
  }
}
