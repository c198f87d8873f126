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
