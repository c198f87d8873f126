import type { Engine } from './engine.ts';
import type { Loop } from './loop.ts';
import { gathering } from './sending.ts';

/** What must come to rest. */
export interface Moving {
  engine: Engine;
  loop: Pick<Loop, 'tick'>;
  /** Resolves when delivery has nothing claimed and no call under way. */
  delivery: { kick(): void; idle(): Promise<void> };
  /** Resolves when every request is answered, with what goes on after its acknowledgement. */
  answered(): Promise<void>;
}

/**
 * Resolves when nothing is due, nothing that can be sent waits, and nothing is under way: what a
 * test or the demo waits for after moving the clock. Rows whose room does not exist yet do not
 * count, nor do timers that wait out a failure, nor what gathers changes for more than a second yet.
 * Throws after `timeoutMs` of real time, saying what is still moving.
 */
export async function waitForQuiet(moving: Moving, timeoutMs = 45_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    await moving.answered();
    await moving.loop.tick();
    moving.delivery.kick();
    await moving.delivery.idle();
    const restless = await whatMoves(moving.engine);
    if (restless.length === 0) return;
    if (performance.now() > end) throw new Error(`still moving: ${restless.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Keys of due timers and lanes of rows that are being sent or could be. */
async function whatMoves({ database }: Engine): Promise<string[]> {
  const rows = await database.work.use(
    ({ sql }) => sql<{ what: string }[]>`
      (select 'timer ' || key as what from timers
        where parked_at is null and due_at <= now()
          and not_before <= pg_catalog.clock_timestamp() limit 5)
      union all
      (select 'timer ' || key as what from organisation_timers
        where parked_at is null and due_at <= now()
          and not_before <= pg_catalog.clock_timestamp() limit 5)
      union all
      (select o.state || ' ' || o.lane || coalesce(': ' || o.last_error, '') from outbox o
        where o.state in ('pending', 'sending') and o.effect->>'type' <> 'second_look'
          and not (o.state = 'pending' and o.last_error = ${gathering}
            and o.not_before > pg_catalog.clock_timestamp() + interval '1 second')
          and (o.needs is null or o.needs = 'news' or exists (
            select from places p where p.incident_id = o.incident_id and p.place = o.needs))
        limit 5)`,
  );
  return rows.map((row) => row.what);
}
