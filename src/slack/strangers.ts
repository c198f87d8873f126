import { isIPv4 } from 'node:net';

/**
 * Who keeps sending what nobody signed: after so many in a minute the rest of that minute is
 * refused without reading a body. Slack must never be shut out with them, so this is only for an
 * address that is one machine's own and from which Slack has not spoken.
 */

/** Forged requests from one address in a minute until the rest is not read. */
const MOST_A_MINUTE = 60;
const MINUTE_MS = 60_000;
/** An address from which Slack spoke is not shut out for so long. */
const TRUSTED_MS = 3_600_000;
/** Addresses remembered at once; the oldest are forgotten first. */
const MOST_ADDRESSES = 10_000;

interface Stranger {
  sinceMs: number;
  times: number;
}

export class Strangers {
  readonly #strangers = new Map<string, Stranger>();
  readonly #trusted = new Map<string, number>();

  /** Whether nothing more is read from there for now. `nowMs` is of `performance.now()`. */
  isShutOut(address: string, nowMs: number): boolean {
    const known = this.#strangers.get(address);
    return known !== undefined && nowMs - known.sinceMs < MINUTE_MS && known.times > MOST_A_MINUTE;
  }

  /** Something forged came from there. */
  forged(address: string, nowMs: number): void {
    if (!isOneMachine(address)) return;
    const trustedMs = this.#trusted.get(address);
    if (trustedMs !== undefined && nowMs - trustedMs < TRUSTED_MS) return;
    const known = this.#strangers.get(address);
    if (known && nowMs - known.sinceMs < MINUTE_MS) known.times += 1;
    else put(this.#strangers, address, { sinceMs: nowMs, times: 1 });
  }

  /** Slack spoke from there. */
  trusted(address: string, nowMs: number): void {
    this.#strangers.delete(address);
    put(this.#trusted, address, nowMs);
  }
}

function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST_ADDRESSES && oldest !== undefined) map.delete(oldest);
}

/**
 * Behind a proxy, a container's bridge or a load balancer everybody has its address, Slack too.
 * Those have private addresses.
 */
function isOneMachine(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  if (!isIPv4(plain)) return address !== '' && !/^(::1$|f[cd]|fe80)/i.test(address);
  const [first = 0, second = 0] = plain.split('.').map(Number);
  if (first === 10 || first === 127 || first === 0) return false;
  if (first === 172) return second < 16 || second > 31;
  if (first === 192) return second !== 168;
  if (first === 169) return second !== 254;
  return first !== 100 || second < 64 || second > 127;
}
