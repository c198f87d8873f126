import { Pool } from 'undici';
import type { FaultKind } from '../protocol-operate.ts';
import { type Faults, type Hook, type Occasion, ofKind } from './faults.ts';
import type { Journal } from './journal.ts';
import type { App, Json } from './model.ts';
import { signature } from './sign.ts';
import type { SocketHub } from './socket-hub.ts';
import type { Workspace } from './workspace.ts';

export type Envelope = 'events_api' | 'slash_commands' | 'interactive';

/** Something that Slack hands to an app. */
export interface Parcel {
  app: App;
  envelope: Envelope;
  payload: Json;
  /** The event's type, the command, or the interaction's type: for faults and the journal. */
  name: string;
  channel?: string;
  user?: string;
  /** 0 at first, then the number of the retry. */
  attempt?: number;
  retryReason?: string;
  /** Another address than the app's own: menus may have one. */
  url?: string;
  /** Faults that already struck; undefined: the courier looks for them. */
  struck?: readonly FaultKind[];
}

export type Trouble = 'http_timeout' | 'connection_failed' | 'http_error' | 'too_many_redirects';

/** What came back within the 3 seconds. `body` is parsed JSON, text, or '' for an empty ack. */
export type Ack =
  | { ok: true; body: unknown }
  | { ok: false; reason: Trouble; status: number; noRetry: boolean };

type Sent = Ack & { status: number };

/** Brings parcels to apps: over Socket Mode when they have a connection, else over signed HTTP. */
export class Courier {
  readonly #workspace: Workspace;
  readonly #journal: Journal;
  readonly #faults: Faults;
  readonly #sockets: SocketHub;
  readonly #hook: Hook;
  readonly #pools = new Map<string, Pool>();
  #underWay = 0;

  constructor(parts: {
    workspace: Workspace;
    journal: Journal;
    faults: Faults;
    sockets: SocketHub;
    hook: Hook;
  }) {
    this.#workspace = parts.workspace;
    this.#journal = parts.journal;
    this.#faults = parts.faults;
    this.#sockets = parts.sockets;
    this.#hook = parts.hook;
  }

  /** How many parcels wait for their ack. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Delivers once and waits for the ack, 3 seconds at most. Never throws. */
  async deliver(parcel: Parcel): Promise<Ack> {
    const struck = parcel.struck ?? this.#faults.strike(occasionOf(parcel));
    const socket = this.#sockets.has(parcel.app);
    const entry = this.#journal.begin({
      direction: 'delivery',
      name: parcel.name,
      app_id: parcel.app.id,
      channel: parcel.channel ?? null,
      user: parcel.user ?? null,
      request: parcel.payload,
      attempt: parcel.attempt ?? 0,
      transport: socket ? 'socket' : 'http',
      trouble: struck[0]?.kind ?? null,
    });
    this.#underWay += 1;
    try {
      const sent = await this.#send(parcel, socket, struck);
      const trouble = sent.ok ? undefined : sent.reason;
      this.#journal.finish(entry, sent.status, sent.ok ? sent.body : null, trouble);
      return sent;
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Closes the connections to apps. */
  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }

  async #send(parcel: Parcel, socket: boolean, struck: readonly FaultKind[]): Promise<Sent> {
    if (ofKind(struck, 'lose') !== undefined) return failed('http_timeout');
    const address = parcel.url ?? parcel.app.request_url;
    const sent = socket ? await this.#overSocket(parcel) : await this.#overHttp(parcel, address);
    const hook = ofKind(struck, 'hook');
    if (hook !== undefined) this.#hook(hook.name, address ?? '');
    return ofKind(struck, 'drop_ack') === undefined ? sent : failed('http_timeout');
  }

  async #overSocket(parcel: Parcel): Promise<Sent> {
    const retry =
      parcel.attempt === undefined || parcel.attempt === 0
        ? {}
        : { retry_attempt: parcel.attempt, retry_reason: parcel.retryReason ?? '' };
    const answer = await this.#sockets.send(
      parcel.app,
      { type: parcel.envelope, payload: parcel.payload, ...retry },
      this.#workspace.settings.ackTimeoutMs,
    );
    return answer.acked
      ? { ok: true, status: 200, body: answer.payload ?? '' }
      : failed(answer.reason);
  }

  async #overHttp(parcel: Parcel, address: string | undefined): Promise<Sent> {
    if (address === undefined) return failed('connection_failed');
    const url = new URL(address);
    const { body, contentType } = encode(parcel);
    const timestamp = Math.floor(Date.now() / 1000);
    try {
      const answer = await this.#pool(url.origin).request({
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        body,
        signal: AbortSignal.timeout(this.#workspace.settings.ackTimeoutMs),
        headers: {
          'content-type': contentType,
          accept: 'application/json,*/*',
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          'x-slack-request-timestamp': String(timestamp),
          'x-slack-signature': signature(parcel.app.signing_secret, timestamp, body),
          ...retryHeaders(parcel),
        },
      });
      const text = await answer.body.text();
      const noRetry = answer.headers['x-slack-no-retry'] === '1';
      if (answer.statusCode < 200 || answer.statusCode >= 300)
        return { ok: false, reason: 'http_error', status: answer.statusCode, noRetry };
      return { ok: true, status: answer.statusCode, body: parsed(text) };
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError';
      return failed(late ? 'http_timeout' : 'connection_failed');
    }
  }

  #pool(origin: string): Pool {
    const known = this.#pools.get(origin);
    if (known !== undefined) return known;
    const pool = new Pool(origin, { connections: 64, pipelining: 1 });
    this.#pools.set(origin, pool);
    return pool;
  }
}

/** What faults look at to decide whether a parcel is meant. */
export function occasionOf(parcel: Parcel): Occasion {
  const on = (
    { events_api: 'event', slash_commands: 'command', interactive: 'interaction' } as const
  )[parcel.envelope];
  return {
    on,
    name: parcel.name,
    ...(parcel.channel === undefined ? {} : { channel: parcel.channel }),
    ...(parcel.user === undefined ? {} : { user: parcel.user }),
  };
}

function encode(parcel: Parcel): { body: string; contentType: string } {
  if (parcel.envelope === 'events_api')
    return { body: JSON.stringify(parcel.payload), contentType: 'application/json' };
  // Exactly this content type, without a charset: Bolt compares it so, as Slack sends it so.
  const contentType = 'application/x-www-form-urlencoded';
  const fields =
    parcel.envelope === 'interactive'
      ? { payload: JSON.stringify(parcel.payload) }
      : Object.fromEntries(
          Object.entries(parcel.payload).map(([key, value]) => [key, String(value)]),
        );
  return { body: new URLSearchParams(fields).toString(), contentType };
}

function retryHeaders(parcel: Parcel): Record<string, string> {
  if (parcel.attempt === undefined || parcel.attempt === 0) return {};
  return {
    'x-slack-retry-num': String(parcel.attempt),
    'x-slack-retry-reason': parcel.retryReason ?? 'unknown_error',
  };
}

function failed(reason: Trouble): Sent {
  return { ok: false, reason, status: 0, noRetry: false };
}

function parsed(text: string): unknown {
  if (text === '') return '';
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
