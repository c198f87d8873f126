import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from '../store/pool.ts';

/**
 * How long things stay that nobody reads any more. Keys of gestures must outlast every redelivery;
 * rows with a once key stay for good, because they are what keeps a brief from being told twice.
 * Timers need no sweep: one that fired, or is needed no more, is deleted in the decision that says so.
 * Timelines stay until somebody has one erased.
 */
const keep = { inboxDays: 7, sentDays: 30, deadDays: 90 };

/** One replica sweeps at a time; scoped to the database. */
const sweepLock = 7_266_150_002;
const batch = 1000;
/** Between two batches, so that a long sweep is a small part of what the database does. */
const restMs = 20;
/** A sweep waits so long at most for people who wait for the database. */
const courtesyMs = 1_000;

/** What is swept, as the metrics name it. */
export type Swept = 'inbox' | 'outbox' | 'rate_blocks';

export interface SweepOptions {
  /** Told what each batch deleted. */
  onSwept?: (what: Swept, rows: number) => void;
  /** Whether somebody waits for the database now; their answers go first. */
  peopleWait?: () => boolean;
}

/**
 * Deletes what is past its time, in batches of 1,000 rows. Real time. Returns how many rows went.
 * Where another replica sweeps, or the database takes no writes, that is none.
 */
export async function sweep(pool: Pool, options: SweepOptions = {}): Promise<number> {
  let total = 0;
  for (;;) {
    await letPeopleFirst(options.peopleWait);
    const gone = await sweepOnce(pool);
    for (const [what, rows] of Object.entries(gone)) {
      if (rows > 0) options.onSwept?.(what as Swept, rows);
    }
    total += gone.inbox + gone.outbox;
    if (gone.inbox < batch && gone.outbox < batch) return total;
    await wait(restMs);
  }
}

async function letPeopleFirst(peopleWait: SweepOptions['peopleWait'] = () => false): Promise<void> {
  const end = performance.now() + courtesyMs;
  while (peopleWait() && performance.now() < end) await wait(restMs);
}

function sweepOnce(pool: Pool): Promise<Record<Swept, number>> {
  return pool.transaction(async (tx) => {
    const [lock] = await tx<{ ours: boolean }[]>`
      select pg_try_advisory_xact_lock(${sweepLock}) as ours`;
    if (!lock?.ours) return { inbox: 0, outbox: 0, rate_blocks: 0 };
    const keys = await tx`
      delete from inbox where ctid in (
        select ctid from inbox
        where received_at < pg_catalog.clock_timestamp() - ${keep.inboxDays} * interval '1 day'
        limit ${batch})`;
    const rows = await tx`
      delete from outbox where id in (
        select id from outbox
        where once_key is null
          and settled_at < (select pg_catalog.clock_timestamp())
            - ${Math.min(keep.sentDays, keep.deadDays)}::int * interval '1 day'
          and settled_at < pg_catalog.clock_timestamp() - interval '1 day' *
            case when state in ('sent', 'superseded') then ${keep.sentDays}::int
              when state = 'dead' then ${keep.deadDays}::int end
        order by settled_at limit ${batch})`;
    const blocks = await tx`
      delete from rate_blocks
      where blocked_until < pg_catalog.clock_timestamp() - interval '1 hour'`;
    return { inbox: keys.count, outbox: rows.count, rate_blocks: blocks.count };
  });
}
