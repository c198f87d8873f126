/**
 * Story time as well as it is known without asking: the database's clock, as far ahead of this
 * host's as when it was last seen. For showing; decisions read the database's own.
 */
export class StoryClock {
  #aheadMs = 0;

  /** The database's clock shows this now. */
  saw(now: Date): void {
    this.#aheadMs = now.getTime() - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }
}
