import type postgres from 'postgres';

/**
 * Keeps a transaction whose connection died from touching anything else.
 *
 * When a backend goes away in the middle of `sql.begin`, postgres.js 3.4 rejects the promise, but
 * the callback runs on: its later statements, and the COMMIT or ROLLBACK after it, go out on the
 * connection that replaced the dead one, outside any transaction or inside somebody else's. The
 * fence makes every later statement of such a callback throw, and never lets the callback's end
 * reach postgres.js, so neither COMMIT nor ROLLBACK is sent.
 *
 * Changes `sql` and returns it; `onTrip` is told of each transaction that was kept from going on; drizzle looks `begin` up when it is called, so
 * `db.transaction` is fenced too, whether built before or after.
 */
export function fence(sql: postgres.Sql, onTrip?: () => void): postgres.Sql {
  const begin = sql.begin.bind(sql) as (options: string, body: Body) => Promise<unknown>;

  const fencedBegin = (...args: [Body] | [string, Body]) => {
    const [options, body] = args.length === 1 ? ['', args[0]] : args;
    const fate: Fate = { lost: undefined, onTrip };
    const outcome = begin(options, fencedBody(body, fate));
    outcome.catch((error: unknown) => lose(fate, error));
    return outcome;
  };
  sql.begin = fencedBegin as typeof sql.begin;
  return sql;
}

type Body = (tx: postgres.TransactionSql) => unknown;
/** Why the connection of one transaction is gone; undefined while it lives. */
type Fate = { lost: Error | undefined; onTrip?: (() => void) | undefined };

const never = new Promise<never>(() => {});

const lostCodes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  // admin_shutdown, crash_shutdown, cannot_connect_now, idle_in_transaction_session_timeout
  '57P01',
  '57P02',
  '57P03',
  '25P03',
]);

/** Whether this error of postgres.js says that the connection is gone. */
export function isConnectionLost(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && lostCodes.has(code);
}

function lose(fate: Fate, error: unknown) {
  fate.lost ??= error instanceof Error ? error : new Error(String(error));
}

function fenced(tx: postgres.TransactionSql, fate: Fate): postgres.TransactionSql {
  return new Proxy(tx, {
    apply(target, self, args) {
      if (fate.lost) throw fate.lost;
      return watched(Reflect.apply(target, self, args), fate);
    },
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (fate.lost) throw fate.lost;
        const inner = name === 'savepoint' ? args.map((arg) => fencedArgument(arg, fate)) : args;
        return watched(Reflect.apply(value, target, inner), fate);
      };
    },
  });
}

/** `savepoint` takes a name, a callback, or both. */
function fencedArgument(argument: unknown, fate: Fate): unknown {
  return typeof argument === 'function' ? fencedBody(argument as Body, fate) : argument;
}

/** The callback of a transaction or savepoint. What ends it would send COMMIT or ROLLBACK. */
function fencedBody(body: Body, fate: Fate): Body {
  return async (tx) => {
    try {
      const result = await body(fenced(tx, fate));
      return fate.lost ? await held(fate) : result;
    } catch (error) {
      if (fate.lost || isConnectionLost(error)) return held(fate);
      throw error;
    }
  };
}

/** What never ends sends nothing. */
function held({ onTrip }: Fate): Promise<never> {
  onTrip?.();
  return never;
}

/**
 * A statement's own rejection is known before `begin` rejects; taking it from there leaves the
 * callback no moment in which it could send another.
 */
function watched(statement: unknown, fate: Fate): unknown {
  if (!(statement instanceof Promise)) return statement;
  const then = statement.then.bind(statement);
  const watching = (
    onValue?: ((value: unknown) => unknown) | null,
    onError?: ((error: unknown) => unknown) | null,
  ) =>
    then(onValue, (error: unknown) => {
      if (isConnectionLost(error)) lose(fate, error);
      if (onError) return onError(error);
      throw error;
    });
  // biome-ignore lint/suspicious/noThenProperty: the statement stays the promise it is, listened to
  return Object.assign(statement, { then: watching });
}
