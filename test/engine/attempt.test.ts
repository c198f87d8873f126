import { pino } from 'pino';
import { expect, it } from 'vitest';
import { attempt } from '../../src/engine/attempt.ts';
import type { ClaimedRow } from '../../src/engine/claim.ts';
import { defaultPatience } from '../../src/engine/patience.ts';
import type { Means } from '../../src/engine/sending.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { Unavailable } from '../../src/slack/ports.ts';

const never = () => Promise.reject<Policy>(new Error('nobody asks'));

/** What becomes of a row whose incident this release cannot read, or whose policy the database keeps. */
async function unreadable(priority: number, policyOf = never, incident: object | null = null) {
  const effect = { family: 'announce', type: 'page', page: 1, who: [] };
  const row = { id: 1, attempts: 1, priority, effect, incident, ambiguous: false };
  const means = { log: pino({ level: 'silent' }) } as unknown as Means;
  const claimed = { ...row, claimedAtMs: performance.now() } as unknown as ClaimedRow;
  return (await attempt(claimed, means, policyOf, defaultPatience)).settlement;
}

it('a page that this replica cannot read is another one’s within a second, and counts as no attempt', async () => {
  expect(await unreadable(0)).toMatchObject({ outcome: 'pending', waitMs: 1_000, counted: false });
  expect(await unreadable(4)).toMatchObject({ outcome: 'pending', waitMs: 60_000, counted: false });
});

/** A row of `incidents` that can be read. */
const stored = {
  policy_hash: 'h',
  declared_at: '2026-05-01T00:00:00Z',
  updated_at: '2026-05-01T00:00:00Z',
  state_version: 2,
  state: {
    ...{ summary: '', origin: null, roles: {}, offers: {}, fired: {}, failedSteps: {} },
    updates: { last: null, nextDueAt: null, promisedAt: null, ownedBy: null, snooze: null },
    ...{ commanderlessSince: null, outcome: null },
  },
};

it('a database that is away for a moment keeps no row waiting for a minute', async () => {
  const away = () => Promise.reject<Policy>(new Unavailable(new Error('no answer')));
  expect(await unreadable(4, away, stored)).toMatchObject({
    ...{ outcome: 'pending', error: 'unavailable', waitMs: defaultPatience.backOffMs },
    counted: false,
  });
});
