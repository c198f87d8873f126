import { factsOf, type RateTier } from '../methods/facts.ts';
import type { Clock } from './clock.ts';

/** Calls a minute by tier; special methods by name. */
const perMinute: Record<RateTier, number> = {
  1: 1,
  2: 20,
  3: 50,
  4: 100,
  'auth.test': 600,
  'chat.getPermalink': 600,
  // "Several hundred a minute" in the whole workspace; one a second per channel is counted apart.
  'chat.postMessage': 400,
};

/** One message a second in a channel, with a small burst: Slack gives no number for the burst. */
const channelBurst = 5;
const windowMs = 60_000;

/** Counts calls the way Slack does: per method, workspace and app, each with its own window. */
export class Rates {
  readonly #clock: Clock;
  readonly #windows = new Map<string, number[]>();
  readonly #buckets = new Map<string, { level: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts the call; answers the seconds to wait when it is one too many, otherwise undefined. */
  take(appId: string, method: string, channel: string | undefined): number | undefined {
    const tier = factsOf(method)?.tier ?? 3;
    const wait = this.#takeWindow(`${appId} ${method}`, perMinute[tier]);
    if (wait !== undefined) return wait;
    if (method === 'chat.postMessage' && channel !== undefined)
      return this.#takeBucket(`${appId} ${channel}`);
    return undefined;
  }

  clear(): void {
    this.#windows.clear();
    this.#buckets.clear();
  }

  #takeWindow(key: string, limit: number): number | undefined {
    const now = this.#clock.now();
    const calls = (this.#windows.get(key) ?? []).filter((at) => at > now - windowMs);
    this.#windows.set(key, calls);
    const oldest = calls[0];
    if (oldest !== undefined && calls.length >= limit)
      return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
    calls.push(now);
    return undefined;
  }

  #takeBucket(key: string): number | undefined {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { level: channelBurst, at: now };
    const level = Math.min(channelBurst, bucket.level + (now - bucket.at) / 1000);
    if (level < 1) {
      this.#buckets.set(key, { level, at: now });
      return Math.max(1, Math.ceil(1 - level));
    }
    this.#buckets.set(key, { level: level - 1, at: now });
    return undefined;
  }
}
