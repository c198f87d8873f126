/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  #state = 0;

  constructor(seed: number) {
    this.reseed(seed);
  }

  /** Begins again from a seed. */
  reseed(seed: number): void {
    this.#state = seed >>> 0;
  }

  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A number between the two, both possible in the limit. */
  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** One of `items`; undefined when there are none. */
  pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.next() * items.length)];
  }
}
