import type { Arguments } from '../server/arguments.ts';
import { SlackError } from '../server/method.ts';

/** One page of a list, and the cursor of the next page: empty when this is the last one. */
export interface Page<T> {
  readonly items: T[];
  readonly next_cursor: string;
}

/** How many a list method gives when the caller does not say, and at most. */
const byDefault = 100;
const most = 1000;

/** The argument `limit` of a list method: 1 to 1,000, 100 when absent; `invalid_limit` otherwise. */
export function listLimit(args: Arguments): number {
  if (args.text('limit') === undefined) return byDefault;
  const limit = args.integer('limit');
  if (limit === undefined || limit < 1 || limit > most) throw new SlackError('invalid_limit');
  return limit;
}

/**
 * Cuts the page that the argument `cursor` points at out of `all`, which must be ordered. A cursor
 * names the first item of its page, so that pages neither repeat nor skip items when others come
 * or go. Anything else than a cursor that was handed out is refused with `invalid_cursor`.
 */
export function page<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  args: Arguments,
  limit: number,
): Page<T> {
  const key = cursorOf(args);
  const start = key === undefined ? 0 : all.findIndex((item) => keyOf(item) === key);
  if (start === -1) throw new SlackError('invalid_cursor');
  const next = all[start + limit];
  return {
    items: all.slice(start, start + limit),
    next_cursor: next === undefined ? '' : cursorTo(keyOf(next)),
  };
}

const prefix = 'next:';

/** The key in the argument `cursor`, undefined when absent; `invalid_cursor` when it holds none. */
export function cursorOf(args: Arguments): string | undefined {
  const cursor = args.text('cursor');
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  if (!text.startsWith(prefix)) throw new SlackError('invalid_cursor');
  return text.slice(prefix.length);
}

/** The cursor of the page that begins with the item of this key. */
export function cursorTo(key: string): string {
  return Buffer.from(prefix + key).toString('base64');
}
