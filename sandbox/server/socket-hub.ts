import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { isObject } from './arguments.ts';
import type { App, Json } from './model.ts';
import type { Random } from './random.ts';
import type { Workspace } from './workspace.ts';

/** Slack refreshes a connection after about this long; `debug_reconnects=true` shortens it. */
const lifeSeconds = 18_060;
const shortLifeSeconds = 360;
const warningMs = 10_000;
const pingMs = 15_000;
/** No app may hold more connections than these. */
const mostConnections = 10;

export type SocketAnswer =
  | { acked: true; payload: unknown }
  | { acked: false; reason: 'http_timeout' | 'connection_failed' };

interface Connection {
  app: App;
  socket: WebSocket;
  pending: Map<string, (answer: SocketAnswer) => void>;
  timers: NodeJS.Timeout[];
  /** The app was told that it is about to end. */
  isWarned: boolean;
}

/** The Socket Mode side: connections of apps, envelopes out, acks in. */
export class SocketHub {
  readonly #workspace: Workspace;
  readonly #random: Random;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Map<string, App>();
  readonly #connections = new Set<Connection>();

  constructor(workspace: Workspace, random: Random) {
    this.#workspace = workspace;
    this.#random = random;
  }

  /** A URL that opens one connection for the app. */
  url(app: App): string {
    const ticket = this.#workspace.ids.secret();
    this.#tickets.set(ticket, app);
    return `${this.#workspace.url.replace(/^http/, 'ws')}/socket/?ticket=${ticket}&app_id=${app.id}`;
  }

  has(app: App): boolean {
    return this.count(app) > 0;
  }

  /** Open connections of an app. */
  count(app: App): number {
    return this.#open(app).length;
  }

  /** Those that neither side has hung up; over the others only answers still come. */
  #open(app: App): Connection[] {
    return [...this.#connections].filter(
      ({ app: own, socket }) => own === app && socket.readyState === socket.OPEN,
    );
  }

  /** Takes over an HTTP upgrade of a URL handed out by `url`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const query = new URL(request.url ?? '/', 'http://local').searchParams;
    const ticket = query.get('ticket') ?? '';
    const app = this.#tickets.get(ticket);
    if (app === undefined || this.count(app) >= mostConnections) {
      socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    this.#tickets.delete(ticket);
    this.#server.handleUpgrade(request, socket, head, (opened) =>
      this.#welcome(app, opened, query.get('debug_reconnects') === 'true'),
    );
  }

  /** Sends an envelope over any one connection and waits for its ack. */
  async send(app: App, content: Json, timeoutMs: number): Promise<SocketAnswer> {
    const open = this.#open(app);
    const connection = this.#random.pick(open);
    if (connection === undefined) return { acked: false, reason: 'connection_failed' };
    const envelope_id = this.#workspace.ids.secret();
    return new Promise((resolve) => {
      const settle = (answer: SocketAnswer): void => {
        clearTimeout(timer);
        connection.pending.delete(envelope_id);
        resolve(answer);
      };
      const timer = setTimeout(() => settle({ acked: false, reason: 'http_timeout' }), timeoutMs);
      connection.pending.set(envelope_id, settle);
      const accepts_response_payload = content['type'] !== 'events_api';
      connection.socket.send(JSON.stringify({ ...content, envelope_id, accepts_response_payload }));
    });
  }

  /**
   * Says that the app's connections are about to end, or ends them: `refresh_requested` those that were
   * warned, where some were, `link_disabled` all.
   */
  disconnect(app: App, reason: 'warning' | 'refresh_requested' | 'link_disabled'): void {
    const open = this.#open(app);
    const warned = open.filter((each) => each.isWarned);
    const those = reason === 'refresh_requested' && warned.length > 0 ? warned : open;
    for (const connection of those) this.#disconnect(connection, reason);
  }

  close(): void {
    for (const connection of this.#connections) connection.socket.terminate();
    this.#server.close();
  }

  #welcome(app: App, socket: WebSocket, short: boolean): void {
    const connection: Connection = { app, socket, pending: new Map(), timers: [], isWarned: false };
    this.#connections.add(connection);
    socket.on('message', (data) => receive(connection, data));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#forget(connection));
    const seconds = short ? shortLifeSeconds : lifeSeconds;
    const later = (ms: number, run: () => void): void => {
      connection.timers.push(setTimeout(run, ms).unref());
    };
    connection.timers.push(setInterval(() => socket.ping(), pingMs).unref());
    later(seconds * 1000 - warningMs, () => this.#disconnect(connection, 'warning'));
    later(seconds * 1000, () => this.#disconnect(connection, 'refresh_requested'));
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.count(app),
        debug_info: {
          host: 'local-slack',
          build_number: 1,
          approximate_connection_time: seconds,
        },
        connection_info: { app_id: app.id },
      }),
    );
    this.#workspace.announce({ kind: 'app_changed', app });
  }

  #disconnect(connection: Connection, reason: string): void {
    connection.socket.send(
      JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'local-slack' } }),
    );
    connection.isWarned = true;
    if (reason !== 'warning') connection.socket.close(1000);
  }

  #forget(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    for (const timer of connection.timers) clearTimeout(timer);
    for (const settle of connection.pending.values())
      settle({ acked: false, reason: 'connection_failed' });
    this.#workspace.announce({ kind: 'app_changed', app: connection.app });
  }
}

function receive(connection: Connection, data: RawData): void {
  const text = Array.isArray(data)
    ? Buffer.concat(data).toString()
    : Buffer.from(data as Buffer).toString();
  let ack: unknown;
  try {
    ack = JSON.parse(text);
  } catch {
    return;
  }
  if (!isObject(ack) || typeof ack['envelope_id'] !== 'string') return;
  const payload = ack['payload'];
  // An empty payload is an empty ack: what Socket Mode clients send for a bare ack().
  const empty = isObject(payload) && Object.keys(payload).length === 0;
  connection.pending.get(ack['envelope_id'])?.({
    acked: true,
    payload: empty ? undefined : payload,
  });
}
