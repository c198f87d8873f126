import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a request comes from Slack: an HMAC-SHA256 over version, second and raw bytes, with the
 * app's signing secret. Bolt's own check takes one secret, any time in the future and `1e3` for a
 * number, so it is off and this stands before it.
 */

/** Slack's clock and ours may differ by this much, either way. */
const MOST_SKEW_SECONDS = 300;

/** The signing secrets that hold. Two of them while they are exchanged. */
export interface Signing {
  secret: string;
  /** The one before, for as long as Slack may still sign with it. */
  previous?: string | undefined;
}

/** Why a request is not believed. `stale` and `future` may mean that a clock is wrong. */
type Disbelief = 'signature' | 'stale' | 'future';

type Belief = { by: keyof Signing } | { disbelief: Disbelief };

/** A header as Node gives it. */
type Header = string | string[] | undefined;

export interface SignedHeaders {
  timestamp: Header;
  signature: Header;
}

/**
 * What the headers alone tell against a request, before any of its body is read; null when nothing
 * does. `nowSeconds` is since 1970.
 */
export function headersFault(headers: SignedHeaders, nowSeconds: number): Disbelief | null {
  const { timestamp, signature } = headers;
  if (typeof timestamp !== 'string' || !/^[1-9]\d{0,11}$/.test(timestamp)) return 'signature';
  if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature)) return 'signature';
  const ahead = Number(timestamp) - nowSeconds;
  if (ahead > MOST_SKEW_SECONDS) return 'future';
  return ahead < -MOST_SKEW_SECONDS ? 'stale' : null;
}

/** Whether the body is signed with one of the secrets, and with which. `nowSeconds` is since 1970. */
export function believe(
  signing: Signing,
  headers: SignedHeaders,
  body: Buffer,
  nowSeconds: number,
): Belief {
  const fault = headersFault(headers, nowSeconds);
  if (fault) return { disbelief: fault };
  const given = Buffer.from(String(headers.signature).slice(3), 'hex');
  const isSignedWith = (secret: string | undefined) => {
    // Nobody's secret is empty: a signature with it would be anybody's.
    if (!secret) return false;
    const signed = `v0:${headers.timestamp}:`;
    // Both are 32 bytes, and comparing them takes the same time wherever they differ.
    return timingSafeEqual(
      createHmac('sha256', secret).update(signed).update(body).digest(),
      given,
    );
  };
  if (isSignedWith(signing.secret)) return { by: 'secret' };
  return isSignedWith(signing.previous) ? { by: 'previous' } : { disbelief: 'signature' };
}
