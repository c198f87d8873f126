import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PagerAction } from '../../src/incident/escalation/types.ts';
import type { Effect } from '../../src/incident/types.ts';
import { NoPagerKey, type Pager } from '../../src/integrations/pager.ts';
import { createPagerDuty } from '../../src/integrations/pagerduty.ts';
import { openLog } from '../../src/log.ts';
import { pagedScene } from '../support/paged-scene.ts';
import { PagerDuty } from '../support/pagerduty.ts';

const key = 'e93facc04764012d7bfb002500d5d1a6';
const pagerDuty = new PagerDuty([key]);
const log = openLog({ level: 'silent' });
let pagers: Record<string, Pager> = {};

const { scene, told, ready, leave, paged } = pagedScene({
  pagerOf: (schedule) => {
    if (schedule === 'keyless') throw new NoPagerKey('KEY', 'is not set');
    return pagers[schedule] ?? null;
  },
});

beforeAll(async () => {
  const url = await pagerDuty.open();
  const of = (routingKey: string) => createPagerDuty({ url, routingKey, timeoutMs: 20_000, log });
  pagers = { primary: of(key), wrong: of('no key') };
});
afterAll(() => pagerDuty.close());
beforeEach(() => {
  pagerDuty.events.length = 0;
  pagerDuty.alerts.clear();
  pagerDuty.rings = 0;
});

const ask = (action: PagerAction, onCall = 'primary'): Effect => ({
  ...{ family: 'announce', type: 'pager', page: 1 },
  ...{ action, onCall },
});
const failedBecause = (onCall: string, error: string) => [
  { type: 'page_failed', page: 1, who: `pager:${onCall}`, error },
];

describe('an outside pager', () => {
  it('rings once, and falls silent when somebody comes', async () => {
    const incident = await ready();
    await paged(incident, ask('trigger'));
    const [event] = pagerDuty.events;
    expect(event).toMatchObject({
      dedup_key: `muster-T0TEST-${incident.number}-1`,
      payload: {
        summary: `#${incident.number} SEV1 API is down`,
        severity: 'critical',
        custom_details: { reason: 'the disk is full' },
      },
    });
    expect(event?.links?.[0]?.href).toContain(
      (await scene.now(incident)).places['room']?.channel_id,
    );
    await paged(incident, ask('acknowledge'));
    expect([...pagerDuty.alerts.values()]).toEqual(['acknowledged']);
    await paged(incident, ask('resolve'));
    expect([...pagerDuty.alerts.values()]).toEqual(['resolved']);
    expect([pagerDuty.rings, told]).toEqual([1, []]);
  });

  it('that took it and lost the answer is asked again under the same key, and rings once', async () => {
    const incident = await ready();
    pagerDuty.fail({ lost: 'after' }, { status: 503 }, { status: 429, retryAfter: 1 });
    await paged(incident, ask('trigger'));
    expect(new Set(pagerDuty.actions()).size).toBe(1);
    expect(pagerDuty.actions()).toHaveLength(4);
    expect(pagerDuty.rings).toBe(1);
    expect(told, 'the room hears of it after three tries').toEqual(
      failedBecause('primary', 'pager_busy'),
    );
  });

  it.each([
    ['wrong', 'pager_refused'],
    ['keyless', 'pager_no_key'],
  ])('that is %s is given up at once, and the room is told', async (onCall, error) => {
    const incident = await ready();
    await paged(incident, ask('trigger', onCall));
    expect(await scene.rows(incident, 'pager')).toEqual([
      { state: 'dead', last_error: error, attempts: 1 },
    ]);
    expect(told).toEqual(failedBecause(onCall, error));
  });

  it('never hears of a drill, nor of the title of a private incident', async () => {
    const drill = await ready({ isDrill: true });
    await paged(drill, ask('trigger'));
    expect(pagerDuty.events).toEqual([]);
    expect(await scene.rows(drill, 'pager')).toMatchObject([{ last_error: 'drill' }]);
    const secret = await ready({ isPrivate: true, title: 'Keys leaked', summary: 'by Ben' });
    await paged(secret, ask('trigger'));
    expect(pagerDuty.rings).toBe(1);
    expect(JSON.stringify(pagerDuty.events)).not.toMatch(/leaked|by Ben|disk/);
  });

  it('that is still being tried hears at last only how it ended', async () => {
    const incident = await ready();
    pagerDuty.fail({ status: 429, retryAfter: 1 });
    await leave(incident, [ask('trigger')]);
    await expect.poll(() => pagerDuty.events.length).toBe(1);
    await paged(incident, ask('acknowledge'));
    expect(pagerDuty.actions().map((action) => action.split(' ')[0])).toEqual([
      'trigger',
      'acknowledge',
    ]);
    expect(pagerDuty.rings).toBe(0);
  });

  it('does not ring for what somebody answered meanwhile', async () => {
    const incident = await ready();
    await leave(incident, [ask('trigger')], { endedAt: new Date() });
    await scene.settled(scene.delivery);
    expect(pagerDuty.rings).toBe(0);
  });
});
