import { expect, it } from 'vitest';
import { failed } from '../../src/engine/outcome.ts';
import { defaultPatience } from '../../src/engine/patience.ts';
import type { Sending } from '../../src/engine/sending.ts';
import { type Method, SlackCallError } from '../../src/slack/client.ts';
import { Unavailable } from '../../src/slack/ports.ts';

/** What happens to a row of this priority when Slack says wait for seven seconds. */
function waits(priority: number) {
  const row = { id: 1, priority, class: 'reconcile', attempts: 1, correlationId: 'c' };
  const sending = { row, incident: { phase: 'active' }, doubt: false } as unknown as Sending;
  const error = new SlackCallError('conversations.open', {
    ...{ kind: 'rate_limited', retryAfterSeconds: 7 },
  } as const);
  const { settlement } = failed(sending, error, defaultPatience);
  return { row: settlement.waitMs ?? 0, block: settlement.block };
}

it('Slack’s rate limit holds a method no longer than Slack says, and a page no longer than that', () => {
  const block = { bucket: 'conversations.open', waitMs: 7000 };
  const cosmetics = Array.from({ length: 50 }, () => waits(5));
  expect(cosmetics.map((each) => each.block)).toEqual(cosmetics.map(() => block));
  expect(Math.max(...cosmetics.map(({ row }) => row)), 'they come back apart').toBeGreaterThan(
    7001,
  );
  expect(waits(0)).toEqual({ row: 7000, block });
});

it('a database that does not answer keeps a row waiting, however often, and is no fault of the row', () => {
  const row = { id: 1, priority: 3, class: 'best_effort', attempts: 40, correlationId: 'c' };
  const warned: string[] = [];
  const log = { warn: (_: object, text: string) => warned.push(text), error: () => undefined };
  const sending = { row, incident: { phase: 'active' }, doubt: false, means: { log } };
  const { settlement } = failed(
    sending as unknown as Sending,
    new Unavailable(new Error('no answer')),
    defaultPatience,
  );
  expect(settlement).toMatchObject({ outcome: 'pending', error: 'unavailable', counted: false });
  expect(warned).toHaveLength(1);
});

it('a page is tried each 15 s at least, for as long as anything else; an outside pager keeps its pace', () => {
  const after = (changes: object, called: Method = 'conversations.open') => {
    const row = { id: 1, class: 'reconcile', method: 'conversations.open', correlationId: 'c' };
    const sending = {
      row: { ...row, attempts: 12, triedForMs: 5 * 60_000, ...changes },
      effect: { family: 'announce', type: 'page', page: 1, who: [] },
      incident: { phase: 'active' },
      doubt: false,
      means: {
        log: { warn: () => undefined },
        metrics: { deadSends: { inc: () => undefined } },
        organisation: { policy: () => ({ operators: { people: [] } }) },
      },
    } as unknown as Sending;
    const error = new SlackCallError(called, {
      ...{ kind: 'slack', code: 'internal_error', users: [] },
    } as const);
    const { outcome, waitMs, counted } = failed(sending, error, defaultPatience).settlement;
    return { outcome, waitMs, counted };
  };
  expect(after({ priority: 0 })).toEqual({ outcome: 'pending', waitMs: 15_000, counted: false });
  expect(after({ priority: 0, triedForMs: 16 * 60_000 })).toMatchObject({ outcome: 'dead' });
  expect(after({ priority: 4 })).toMatchObject({ outcome: 'dead' });
  // Of this one nobody knows whether it got through: it is looked for first each time.
  const said = { outcome: 'pending', waitMs: 15_000, counted: false };
  expect(after({ priority: 0 }, 'chat.postMessage')).toEqual(said);
  expect(after({ priority: 4 }, 'chat.postMessage')).toMatchObject({ outcome: 'dead' });
  const pager = { priority: 0, method: 'none', attempts: 11 };
  expect(after(pager)).toMatchObject({ outcome: 'pending', waitMs: 300_000 });
});
