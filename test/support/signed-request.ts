import { createHmac } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';

/** Requests to Muster's port as Slack would send them, or as somebody would who is not Slack. */

export interface Answer {
  /** 0 when the connection was cut without an answer. */
  status: number;
  body: string;
}

export interface Sending {
  secret: string;
  /** What stands in the header, and under the signature; the present second unless said. */
  timestamp?: string | undefined;
  /** In place of the right one; null: no such header. */
  signature?: string | null;
  /** No timestamp header at all. */
  timeless?: boolean;
  type?: string;
  /** Sent in pieces without a length. */
  chunked?: boolean;
  /** Beside the others. */
  headers?: Readonly<Record<string, string>>;
}

export const formType = 'application/x-www-form-urlencoded';
export const jsonType = 'application/json';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** The present second, moved by so many seconds, as the header has it. */
export function timestampIn(seconds: number): string {
  return String(Math.floor(Date.now() / 1000) + seconds);
}

/** The signature of a body: HMAC-SHA256 over version, timestamp and the raw bytes. */
export function sign(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** Fields as a form; what is no text goes as JSON. */
export function asForm(fields: Record<string, unknown>): string {
  const pairs = Object.entries(fields).map(([key, value]): [string, string] => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(pairs).toString();
}

/** Sends one request to `/slack/events` and resolves with what came back. */
export function send(port: number, body: string, sending: Sending): Promise<Answer> {
  const timestamp = sending.timestamp ?? timestampIn(0);
  const signature =
    sending.signature === undefined ? sign(sending.secret, timestamp, body) : sending.signature;
  return new Promise((resolve) => {
    const outgoing = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path: '/slack/events',
        method: 'POST',
        headers: {
          'content-type': sending.type ?? formType,
          ...(sending.chunked ? {} : { 'content-length': Buffer.byteLength(body) }),
          ...(sending.timeless ? {} : { 'x-slack-request-timestamp': timestamp }),
          ...(signature === null ? {} : { 'x-slack-signature': signature }),
          ...sending.headers,
        },
      },
      (response) => void read(response).then(resolve),
    );
    // A refusal may come before all was sent; without one the connection was simply cut.
    outgoing.on('error', () => resolve({ status: 0, body: '' }));
    outgoing.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
  } catch {
    // Cut in the middle: what came so far is what there is.
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() };
}
