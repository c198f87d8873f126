import type { Pool } from '../store/pool.ts';

/**
 * How long things stay that nobody reads any more. Keys of gestures must outlast every redelivery;
 * rows with a once key stay for good, because they are what keeps a brief from being told twice.
 */
const keep = { inboxDays: 7, sentDays: 30, deadDays: 90 };

/** One replica sweeps at a time; scoped to the database. */
const sweepLock = 7_266_150_002;
const batch = 1000;

/** Deletes what is past its time, in small batches. Real time. Returns how many rows went. */
export async function sweep(pool: Pool): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await pool.transaction(async (tx) => {
      const [lock] = await tx<{ ours: boolean }[]>`
        select pg_try_advisory_xact_lock(${sweepLock}) as ours`;
      if (!lock?.ours) return 0;
      const keys = await tx`
        delete from inbox where ctid in (
          select ctid from inbox
          where received_at < pg_catalog.clock_timestamp() - ${keep.inboxDays} * interval '1 day'
          limit ${batch})`;
      const rows = await tx`
        delete from outbox where id in (
          select id from outbox
          where once_key is null and settled_at < pg_catalog.clock_timestamp() - interval '1 day' *
            case when state in ('sent', 'superseded') then ${keep.sentDays}::int
              when state = 'dead' then ${keep.deadDays}::int end
          limit ${batch})`;
      await tx`
        delete from rate_blocks
        where blocked_until < pg_catalog.clock_timestamp() - interval '1 hour'`;
      return keys.count + rows.count;
    });
    total += count;
    if (count < batch) return total;
  }
}
