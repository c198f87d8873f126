import type { IncomingMessage } from 'node:http';

/** Slack's own requests stay far below this. */
const MOST_BYTES = 1_048_576;

/** The whole body of a request; null when it is too large, and then the rest of it is thrown away. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced <= MOST_BYTES) {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk as Buffer);
      bytes += chunks.at(-1)?.length ?? 0;
      if (bytes > MOST_BYTES) break;
    }
    if (bytes <= MOST_BYTES) return Buffer.concat(chunks);
  }
  request.resume();
  return null;
}

/** Whether a body is JSON's `null`, as it is or in a form, which Bolt takes for an object. */
export function isNull(body: Buffer): boolean {
  return body.length < 100 && /^\s*(payload=\+*)?null\s*(&|$)/.test(body.toString());
}

/** Whether it is Slack's check of the certificate, which is a form with `ssl_check=1`. */
export function isSslCheck({ headers }: IncomingMessage, body: Buffer): boolean {
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return false;
  return body.length < 4_096 && new URLSearchParams(body.toString()).get('ssl_check') === '1';
}

/** Nothing that Slack sends to us lies deeper. */
const MOST_LEVELS = 20;

/** Whether lists and objects lie in one another too deep; looked at level by level, not by recursion. */
export function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= MOST_LEVELS; depth += 1) {
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}
