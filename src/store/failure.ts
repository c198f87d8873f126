import { DrizzleQueryError } from 'drizzle-orm/errors';
import postgres from 'postgres';
import { Unavailable } from '../slack/ports.ts';
import { isConnectionLost } from './fence.ts';

/**
 * What went wrong in the database, without the statement, its parameters, or a message that may
 * quote them: those hold what people typed.
 */
export class DatabaseFailure extends Error {
  /** SQLSTATE, or the driver's own code. */
  readonly code: string;
  constructor(code: string, where: string) {
    super(`database error ${code}${where ? ` at ${where}` : ''}`);
    this.name = 'DatabaseFailure';
    this.code = code;
  }
}

/**
 * Whether running the same transaction again may succeed: serialization failure, deadlock, lock
 * time-out, the server going away or coming up, too many connections, a server that takes no writes
 * while another one is being made the first.
 */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return false;
  return (
    isConnectionLost(sourceOf(error)) ||
    passing.has(code) ||
    code.startsWith('08') ||
    isReplanned(error) ||
    isReadOnly(error)
  );
}

const passing = new Set(['40001', '40P01', '55P03', '53300', 'ECONNREFUSED', 'ENOTFOUND']);

/**
 * Whether the database as it is now would take it from nobody: no answer in time (57014), no room on
 * its disk (53100, 58030), no memory (53200), or a limit of its configuration (53400).
 */
function isUnable(code: string): boolean {
  return code === '57014' || code.startsWith('53') || code.startsWith('58');
}

/** Whether the server answered, over a connection that lives on. */
export function isAnswer(error: unknown): boolean {
  const source = sourceOf(error);
  return source instanceof postgres.PostgresError && !isConnectionLost(source);
}

/** Whether the server takes no writes: this connection leads to a standby, or to what was the primary. */
export function isReadOnly(error: unknown): boolean {
  return codeOf(error) === '25006';
}

/**
 * Whether a table changed under a statement that this connection had prepared, as it does when a newer
 * release is rolled out beside this one. The driver has forgotten the statement, so that the same
 * transaction succeeds at once; each connection says so once for each statement.
 */
export function isReplanned(error: unknown): boolean {
  const source = sourceOf(error);
  return (
    source instanceof postgres.PostgresError &&
    source.code === '0A000' &&
    source.routine === 'RevalidateCachedQuery'
  );
}

/**
 * The error to throw onward: `Unavailable` when the database could not do it now, a
 * `DatabaseFailure` when it would not, and anything that is not the database's unchanged.
 * `isUnsure` when an earlier or this attempt may have been committed.
 */
export function told(error: unknown, isUnsure = false): unknown {
  if (error instanceof Unavailable && isUnsure) return new Unavailable(error.cause, true);
  const code = codeOf(error);
  if (code === undefined) return error;
  const failure = new DatabaseFailure(code, placeOf(error));
  return isPassing(error) || isUnable(code) ? new Unavailable(failure, isUnsure) : failure;
}

function codeOf(error: unknown): string | undefined {
  const source = sourceOf(error);
  if (!(source instanceof Error) || !('code' in source)) return undefined;
  if (typeof source.code !== 'string') return undefined;
  const isOurs =
    source instanceof postgres.PostgresError ||
    isConnectionLost(source) ||
    passing.has(source.code);
  return isOurs ? source.code : undefined;
}

function placeOf(error: unknown): string {
  const source = sourceOf(error);
  if (!(source instanceof Error)) return '';
  if ('constraint_name' in source) return String(source.constraint_name);
  if ('table_name' in source) return String(source.table_name);
  return '';
}

/** Drizzle wraps the driver's error and quotes statement and parameters in its own message. */
export function sourceOf(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? error.cause : error;
}
