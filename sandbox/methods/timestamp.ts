import type { Arguments } from '../server/arguments.ts';
import { SlackError } from '../server/method.ts';

/** True for text that has the form of a message's timestamp: seconds, up to six decimals. */
export function isTs(text: string): boolean {
  return /^\d{1,12}(\.\d{1,6})?$/.test(text);
}

/** A timestamp in whole microseconds since 1970, so that timestamps can be compared. */
export function micros(ts: string): number {
  const [seconds = '0', decimals = ''] = ts.split('.');
  return Number(seconds) * 1_000_000 + Number(decimals.padEnd(6, '0'));
}

/** The timestamp in the argument `name`, undefined when absent; `code` when it has another form. */
export function tsOf(args: Arguments, name: string, code: string): string | undefined {
  const ts = args.text(name);
  if (ts !== undefined && !isTs(ts)) throw new SlackError(code);
  return ts;
}
