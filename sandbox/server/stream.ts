import type { ServerResponse } from 'node:http';
import type { StreamEvent } from '../protocol.ts';
import type { Change } from './changes.ts';
import type { Workspace } from './workspace.ts';

/** Keeps proxies and browsers from closing a quiet stream. */
const heartbeatMs = 20_000;

/** The server-sent events that tell pages and clients to read again. */
export class Stream {
  readonly #workspace: Workspace;
  readonly #listeners = new Set<ServerResponse>();
  readonly #stop: () => void;
  readonly #heart: NodeJS.Timeout;
  #sequence = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.#stop = workspace.onChange((change) => this.send(whereOf(change)));
    this.#heart = setInterval(() => {
      for (const listener of this.#listeners) listener.write(': still here\n\n');
    }, heartbeatMs).unref();
  }

  /** Turns a response into a stream that lasts until its reader leaves. */
  attach(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      connection: 'keep-alive',
    });
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
    response.write(asEvent(this.#event({ kind: 'hello' })));
  }

  /** Tells everybody who reads that something changed. */
  send(where: Partial<StreamEvent> & { kind: string }): void {
    this.#sequence += 1;
    if (this.#listeners.size === 0) return;
    const text = asEvent(this.#event(where));
    for (const listener of this.#listeners) listener.write(text);
  }

  close(): void {
    this.#stop();
    clearInterval(this.#heart);
    for (const listener of this.#listeners) listener.end();
    this.#listeners.clear();
  }

  #event(where: Partial<StreamEvent> & { kind: string }): StreamEvent {
    return { ...where, sequence: this.#sequence, now: this.#workspace.clock.now() };
  }
}

function asEvent(event: StreamEvent): string {
  return `event: change\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Where something changed, in as few words as a reader needs. */
export function whereOf(change: Change): Partial<StreamEvent> & { kind: string } {
  const where: Partial<StreamEvent> & { kind: string } = { kind: change.kind };
  if ('channel' in change) where.channel = change.channel.id;
  if ('message' in change) {
    where.ts = change.message.ts;
    if (change.message.thread_ts !== undefined) where.thread_ts = change.message.thread_ts;
  }
  if ('view' in change) where.view = change.view.id;
  if ('app' in change) where.app = change.app.id;
  if ('user' in change) where.user = typeof change.user === 'string' ? change.user : change.user.id;
  return where;
}
