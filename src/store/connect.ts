import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { fence } from './fence.ts';
import { type Client, endSoon, Pool, type Trouble } from './pool.ts';
import * as schema from './schema.ts';

/** Everything Muster asks of PostgreSQL goes through one of the two pools. */
export interface Database {
  /** For what a person waits for: gives up within 2 s. */
  ack: Pool;
  /** For the clock and delivery. */
  work: Pool;
  /**
   * Calls back on every NOTIFY on the channel, and without a payload whenever listening starts
   * (again), because what was notified in between is lost. Notifications are hints for speed;
   * nothing depends on them.
   */
  listen(channel: string, onHint: (payload?: string) => void): Promise<void>;
  /** One connection past any pooler: a lock its session takes is let go when this process dies. */
  session(): postgres.Sql;
  /** Lets running statements finish for up to 3 s. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Where LISTEN connects, when `url` is a transaction pooler. */
  directUrl?: string;
  /** Called with the text of every statement sent, never with its parameters. */
  onStatement?: (text: string) => void;
  /** So many times as long as usual everything may take; 1. */
  leeway?: number;
  ackConnections?: number;
  workConnections?: number;
  /** Told of what went wrong with a pool, for counting. */
  onTrouble?: (pool: 'ack' | 'work', trouble: Trouble) => void;
}

/**
 * The server's time-outs come before the client's deadline, so that a slow statement or a held
 * lock is an error from a healthy connection, and only a silent server costs the pool.
 */
const ackTimeouts = { statement_timeout: 1200, lock_timeout: 700 };
const workTimeouts = { statement_timeout: 5000, lock_timeout: 2000 };

/** Connects lazily: nothing is sent until the first statement. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const { leeway = 1 } = options;
  const pool = (name: 'ack' | 'work', max: number, usual: Timeouts, deadlineMs: number) => {
    const timeouts = {
      statement_timeout: usual.statement_timeout * leeway,
      lock_timeout: usual.lock_timeout * leeway,
    };
    const onTrouble = (trouble: Trouble) => options.onTrouble?.(name, trouble);
    const opened = () =>
      openClient(url, max, timeouts, { ...options, onTrip: () => onTrouble('fence') });
    const silentAfterMs = timeouts.statement_timeout + 300;
    return new Pool(opened, { connections: max, deadlineMs, leeway, silentAfterMs, onTrouble });
  };
  const ack = pool('ack', options.ackConnections ?? 4, ackTimeouts, 2000);
  const work = pool('work', options.workConnections ?? 6, workTimeouts, 10_000);
  const listeners: postgres.Sql[] = [];
  let listener: postgres.Sql | undefined;
  const single = (more: object = {}) => {
    const client = postgres(options.directUrl ?? url, { ...always, max: 1, ...more });
    listeners.push(client);
    return client;
  };
  return {
    ack,
    work,
    async listen(channel, onHint) {
      // One connection hears all channels.
      listener ??= single();
      await listener.listen(channel, onHint, () => onHint());
    },
    session: () => {
      const lasting = { idle_timeout: 0, max_lifetime: null };
      return single({ ...lasting, connection: workTimeouts }) as unknown as postgres.Sql;
    },
    async close() {
      await Promise.all([ack.close(), work.close(), ...listeners.map((each) => endSoon(each, 0))]);
    },
  };
}

type Timeouts = { statement_timeout: number; lock_timeout: number };

const always = {
  connect_timeout: 5,
  idle_timeout: 60,
  max_lifetime: 1800,
  backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 1),
  onnotice: () => {},
  // The driver asks for the array types on each new connection, and nobody catches it when that one
  // dies: the process would end. So lists travel as JSON or as `in (…)`, not as arrays.
  fetch_types: false,
  // bigint columns are ids and counts, far below 2^53
  types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
};

/**
 * Every statement here is a few index look-ups. Plans are made once per connection and kept, and a
 * plan made while tables were small would scan them whole until the next ANALYZE: after 2,000
 * declarations commands were half as fast.
 */
const indexed = {
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  // Up to PostgreSQL 17, what is off counts as so dear that the server compiles the statement first:
  // a claim of nothing took over 3 s on a server of version 15 as it is installed.
  jit: 'off',
};

function openClient(
  url: string,
  max: number,
  timeouts: Timeouts,
  { onStatement, onTrip }: ConnectOptions & { onTrip?: () => void },
): Client {
  const sql = postgres(url, {
    ...always,
    max,
    ...(onStatement ? { debug: (_connection, text) => onStatement(text) } : {}),
    connection: {
      application_name: 'muster',
      TimeZone: 'UTC',
      // Safe only behind the fence: unfenced, a transaction ended by it crashes the process.
      idle_in_transaction_session_timeout: 5000,
      ...indexed,
      ...timeouts,
    },
  });
  const db = drizzle(fence(sql as unknown as postgres.Sql, onTrip), { schema });
  keepTypes(sql as unknown as postgres.Sql);
  return { sql: sql as unknown as postgres.Sql, db };
}

/**
 * Drizzle makes the driver hand over instants and JSON as text, because it converts them itself.
 * Its conversions accept values too, so the driver's own are put back: statements written by hand
 * and drizzle's then speak the same types.
 */
function keepTypes({ options: { parsers, serializers } }: postgres.Sql) {
  parsers[timestamptz] = parseInstant;
  serializers[timestamptz] = (value: Date | string) =>
    value instanceof Date ? value.toISOString() : value;
  for (const type of [json, jsonb]) {
    serializers[type] = (value: unknown) =>
      typeof value === 'string' ? value : JSON.stringify(value);
  }
}

const timestamptz = 1184;
const json = 114;
const jsonb = 3802;

function parseInstant(text: string): Date {
  if (text === 'infinity') return new Date(8.64e15);
  if (text === '-infinity') return new Date(-8.64e15);
  return new Date(text);
}
