import { setTimeout as wait } from 'node:timers/promises';
import type { Replica, Rig } from '../scenario.ts';
import { statusOf } from './load.ts';

/** How often it asks whether a replica is ready: as often as balancers in front of few do. */
const everyMs = 500;

/** Sends Slack's requests to those that say that they are ready, as a load balancer does. */
export class Balancer {
  readonly #ready: Replica[] = [];
  #turn = 0;
  #goesOn = true;

  constructor(rig: Rig) {
    Object.defineProperty(rig.sandbox.app, 'request_url', {
      configurable: true,
      get: () => this.#next(),
      set: () => undefined,
    });
    rig.onEnd(() => {
      this.#goesOn = false;
    });
  }

  /** Takes these into account; resolves when they are ready. */
  async follows(...replicas: Replica[]): Promise<void> {
    await Promise.all(replicas.map((each) => this.#follow(each)));
  }

  async #follow(replica: Replica): Promise<void> {
    while ((await statusOf(replica, '/readyz')) !== 200) await wait(50);
    this.#ready.push(replica);
    void this.#watch(replica);
  }

  async #watch(replica: Replica): Promise<void> {
    let isGone = false;
    void replica.ended.then(() => {
      isGone = true;
    });
    while (this.#goesOn && !isGone) {
      await wait(everyMs, undefined, { ref: false });
      const isReady = (await statusOf(replica, '/readyz')) === 200;
      const place = this.#ready.indexOf(replica);
      if (isReady && place < 0) this.#ready.push(replica);
      if (!isReady && place >= 0) this.#ready.splice(place, 1);
    }
  }

  #next(): string | undefined {
    this.#turn += 1;
    const next = this.#ready[this.#turn % Math.max(this.#ready.length, 1)];
    return next && `http://127.0.0.1:${next.port}/slack/events`;
  }
}
