import { pino } from 'pino';
import { expect, it } from 'vitest';
import { attempt } from '../../src/engine/attempt.ts';
import type { ClaimedRow } from '../../src/engine/claim.ts';
import { defaultPatience } from '../../src/engine/outcome.ts';
import type { Means } from '../../src/engine/sending.ts';

/** What becomes of a row whose incident this release cannot read. */
async function unreadable(priority: number) {
  const effect = { family: 'announce', type: 'page', page: 1, who: [] };
  const row = { id: 1, attempts: 1, priority, effect, incident: null, ambiguous: false };
  const means = { log: pino({ level: 'silent' }) } as unknown as Means;
  const claimed = { ...row, claimedAtMs: performance.now() } as unknown as ClaimedRow;
  const never = () => Promise.reject(new Error('nobody asks'));
  return (await attempt(claimed, means, never, defaultPatience)).settlement;
}

it('a page that this replica cannot read is another one’s within a second, and counts as no attempt', async () => {
  expect(await unreadable(0)).toMatchObject({ outcome: 'pending', waitMs: 1_000, counted: false });
  expect(await unreadable(4)).toMatchObject({ outcome: 'pending', waitMs: 60_000, counted: false });
});
