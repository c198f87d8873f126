import type { SlackCallError } from '../slack/client.ts';
import type { ClaimedRow } from './claim.ts';
import type { Patience } from './patience.ts';
import { isLookUp } from './post.ts';
import type { Bound } from './sending.ts';

/** How long a row waits after an attempt that failed, and how long it is kept. Milliseconds of real time. */

/** Urgent enough that waiting long for certainty is worse than a second copy. */
const urgentPriority = 1;

/** Longest pause between tries of a page: whoever sleeps must not sleep on when Slack is back. */
const pageBackOffMs = 15_000;
/** So long a page is tried whatever Slack answers, which is as long as all tries of anything else take. */
const pageKeptMs = 15 * 60_000;

/** Pages in Slack; an outside pager keeps a pace of its own. */
function isPage({ priority, method }: ClaimedRow): boolean {
  return priority === 0 && method !== 'none';
}

/** The pause after this attempt. */
export function backOffMs(row: ClaimedRow, patience: Patience): number {
  const mostMs = isPage(row)
    ? Math.min(pageBackOffMs, patience.maxBackOffMs)
    : patience.maxBackOffMs;
  return Math.min(patience.backOffMs * 2 ** (row.attempts - 1), mostMs);
}

/** Whether a page is tried on, however often it was: tried at short intervals, it had less time than others. */
export function isKeptAsUrgent(row: ClaimedRow, code: string): boolean {
  return isPage(row) && row.triedForMs < pageKeptMs && code !== 'bug';
}

/** How long Slack may take to show what may have got through; then it is looked for. */
export function doubtMs(row: ClaimedRow, patience: Patience): number {
  const isUrgent = row.priority <= urgentPriority || row.class === 'duplicate_ok';
  const settleMs = isUrgent ? patience.urgentSettleMs : patience.settleMs;
  const isLast = row.attempts >= patience.maxAttempts;
  return isLast ? Math.max(settleMs, backOffMs(row, patience)) : settleMs;
}

/** The pause of a row to which Slack said wait. */
export function rateWaitMs(
  { row, repeatAfterMs }: Pick<Bound, 'row' | 'repeatAfterMs'>,
  error: SlackCallError,
  blockMs: number,
): number {
  // Rows that wait for the same bucket should not all come back in the same millisecond; but who is
  // to be woken waits no longer than Slack says.
  const isUrgent = row.priority <= urgentPriority;
  const waitMs = isUrgent ? blockMs : blockMs * (1 + Math.random() * 0.1);
  if (!isLookUp(error) || repeatAfterMs === null || !row.ambiguous) return waitMs;
  // What others look up uses the same limit: by then it is sent again without a look.
  return Math.min(waitMs, Math.max(repeatAfterMs - row.doubtForMs, 0) + 1);
}

/**
 * Whether it was no fault of the row: Slack was not there. An outage of an hour uses up no row; what
 * makes Slack itself fail each time is given up like anything else.
 */
export function isOutage({ fault }: SlackCallError): boolean {
  return fault.kind !== 'slack' || outageCodes.has(fault.code);
}

const outageCodes = new Set(['service_unavailable', 'request_timeout']);

/** Whether it is tried on because Slack was not there, and not for long enough yet. */
export function isOutlasted(row: ClaimedRow, error: SlackCallError, patience: Patience): boolean {
  return isOutage(error) && row.triedForMs < patience.outageMs;
}
