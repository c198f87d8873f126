import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import { SlackError } from './method.ts';
import type { App } from './model.ts';
import type { Settings } from './settings.ts';

/** Lets an app open one view within 3 s of the gesture. */
export interface TriggerId {
  id: string;
  app_id: string;
  user: string;
  channel?: string;
  /** The modal in which the gesture happened: needed by views.push. */
  view_id?: string;
  /** The sandbox's clock, milliseconds. */
  expiresAt: number;
  used: boolean;
}

/** Hands out trigger ids and takes them back: each opens one view, for 3 seconds, for its app. */
export class Triggers {
  readonly #clock: Clock;
  readonly #settings: Pick<Settings, 'triggerLifeMs'>;
  readonly #known = new Map<string, TriggerId>();
  #count = 0;

  constructor(clock: Clock, settings: Pick<Settings, 'triggerLifeMs'>) {
    this.#clock = clock;
    this.#settings = settings;
  }

  /** A fresh trigger id for the gesture of `user`. */
  issue(gesture: Pick<TriggerId, 'app_id' | 'user' | 'channel' | 'view_id'>): string {
    this.#forgetOld();
    this.#count += 1;
    const id = `${Math.floor(this.#clock.now())}.${1000 + this.#count}.${randomBytes(16).toString('hex')}`;
    const expiresAt = this.#clock.now() + this.#settings.triggerLifeMs;
    this.#known.set(id, { ...gesture, id, expiresAt, used: false });
    return id;
  }

  /**
   * Uses a trigger up. `invalid_trigger_id` when it was never given to this app,
   * `expired_trigger_id` after 3 s, `exchanged_trigger_id` the second time.
   */
  redeem(id: string, app: App): TriggerId {
    const trigger = this.#known.get(id);
    if (trigger === undefined || trigger.app_id !== app.id)
      throw new SlackError('invalid_trigger_id');
    if (trigger.used) throw new SlackError('exchanged_trigger_id');
    if (trigger.expiresAt < this.#clock.now()) throw new SlackError('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }

  #forgetOld(): void {
    // Kept an hour past their life, so that a late call is told apart from an invented one.
    const horizon = this.#clock.now() - 3_600_000;
    for (const [id, trigger] of this.#known) {
      if (trigger.expiresAt >= horizon && this.#known.size < 10_000) return;
      this.#known.delete(id);
    }
  }
}
