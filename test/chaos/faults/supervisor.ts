import type { Replica, ReplicaOptions, Rig } from '../scenario.ts';

/** Starts another replica whenever one ends, as an orchestrator does. */
export class Supervisor {
  /** How many ended and were replaced. */
  deaths = 0;
  readonly #rig: Rig;
  readonly #options: ReplicaOptions;
  #goesOn = true;
  readonly #watches: Promise<void>[] = [];

  constructor(rig: Rig, options: ReplicaOptions = {}) {
    this.#rig = rig;
    this.#options = options;
  }

  /** Resolves when so many run. */
  async keep(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      this.#watches.push(this.#watch(await this.#rig.start(this.#options)));
    }
  }

  /** Replaces nobody any more; resolves when the last one that was being started runs. */
  async end(): Promise<void> {
    this.#goesOn = false;
    this.#wake();
    await Promise.all(this.#watches);
  }

  #wake: () => void = () => {};
  readonly #over = new Promise<void>((resolve) => {
    this.#wake = resolve;
  });

  async #watch(first: Replica): Promise<void> {
    let replica = first;
    while (this.#goesOn) {
      await Promise.race([replica.ended, this.#over]);
      if (!this.#goesOn) return;
      this.deaths += 1;
      // One that dies while it starts is replaced like any other.
      const next = await this.#rig.start(this.#options).catch(() => null);
      if (next) replica = next;
    }
  }
}
