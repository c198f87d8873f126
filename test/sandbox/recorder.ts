import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isObject } from '../../sandbox/server/arguments.ts';
import type { Json } from '../../sandbox/server/model.ts';

/** One request that Slack sent. */
export interface Received {
  headers: IncomingHttpHeaders;
  /** As it came. */
  raw: string;
  /** The event's envelope, the interaction, or the slash command's fields. */
  payload: Json;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Does not answer at all. */
  silent?: boolean;
}

/** An app that writes down what Slack sends it, and answers what it is told to. */
export class Recorder {
  readonly received: Received[] = [];
  /** Decides the answer to each request; an empty 200 unless set. */
  answer: (received: Received) => Reply = () => ({});
  readonly #server: Server;
  #wake: () => void = () => {};

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const received = { headers: request.headers, raw, payload: payloadOf(raw) };
        this.received.push(received);
        const { status = 200, headers = {}, body = '', silent = false } = this.answer(received);
        if (!silent) response.writeHead(status, headers).end(body);
        this.#wake();
      });
    });
  }

  /** Listens and returns its address. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/slack/events`;
  }

  /** Waits until `count` requests fit and returns them. */
  async until(fits: (received: Received) => boolean, count = 1): Promise<Received[]> {
    for (;;) {
      const found = this.received.filter(fits);
      if (found.length >= count) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The events of one type that came so far. */
  events(type: string): Json[] {
    return this.received.flatMap(({ payload }) => {
      const { event } = payload;
      return isObject(event) && event['type'] === type ? [event] : [];
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** The kind of thing that was sent: an event's type, an interaction's type, or the command. */
export function kindOf({ payload }: Received): string {
  const { event } = payload;
  if (isObject(event)) return String(event['type']);
  return String(payload['type'] ?? payload['command']);
}

function payloadOf(raw: string): Json {
  if (raw.startsWith('{')) return JSON.parse(raw) as Json;
  const fields = Object.fromEntries(new URLSearchParams(raw));
  return fields['payload'] === undefined ? fields : (JSON.parse(fields['payload']) as Json);
}
