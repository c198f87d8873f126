import type { IncomingMessage } from 'node:http';

/** A body that is larger than allowed. */
export class BodyTooLarge extends Error {}

/** The whole body of a request in bytes; `BodyTooLarge` beyond `most` bytes. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.byteLength;
    if (size > most) throw new BodyTooLarge(`more than ${most} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
