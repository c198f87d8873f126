import type { Delivery } from '../../src/engine/deliver.ts';
import type { Engine } from '../../src/engine/engine.ts';

/**
 * Resolves when delivery owes Slack nothing that it could send, now or after a pause: what is left
 * waits for a place that does not exist. Says which lanes still move when that takes too long.
 */
export async function settledAll(engine: Engine, delivery: Delivery): Promise<void> {
  const end = performance.now() + 45_000;
  for (;;) {
    await delivery.idle();
    const moving = await engine.database.work.use(
      ({ sql }) => sql<{ lane: string; last_error: string | null }[]>`
        select lane, last_error from outbox o where state in ('pending', 'sending')
          and effect->>'type' <> 'second_look'
          and (needs is null or needs = 'news' or exists (
            select from places p where p.incident_id = o.incident_id and p.place = o.needs))`,
    );
    if (moving.length === 0) return;
    if (performance.now() > end) throw new Error(`still moving: ${JSON.stringify(moving)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
