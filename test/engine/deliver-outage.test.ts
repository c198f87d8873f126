import { describe, expect, it } from 'vitest';
import { deliveryScene } from '../support/delivery-scene.ts';

/** Patience with a Slack that is away: as in life, but for the length of the waits. */
const scene = deliveryScene({ patience: { outageMs: 60_000 }, silentProbeMs: 20 });

const metric = async (name: string) =>
  (await scene.metrics.registry.getSingleMetric(name)?.get())?.values[0]?.value;

const away = { status: 503 };

describe('a Slack that does not answer', () => {
  it('uses up no row, however often it was tried, and is sent to again once it is back', async () => {
    const incident = await scene.declare();
    const back = scene.slack.deaf(away);
    scene.delivery.start();
    await expect.poll(() => metric('muster_slack_reachable')).toBe(0);
    expect(scene.delivery.notes()).toEqual(['slack does not answer']);
    await expect
      .poll(() => scene.rows(incident, 'sync_room'))
      .toMatchObject([{ state: 'pending' }]);
    const calls = scene.slack.calls.filter(({ method }) => method !== 'auth.test').length;
    await expect.poll(() => scene.slack.count('auth.test')).toBeGreaterThan(10);
    const after = scene.slack.calls.filter(({ method }) => method !== 'auth.test').length;
    expect(after - calls, 'what is in hand when it is noticed').toBeLessThanOrEqual(1);
    back();
    await scene.settled(scene.delivery);
    expect(await metric('muster_slack_reachable')).toBe(1);
    expect(scene.delivery.notes()).toEqual([]);
    expect(scene.messages('card')).toHaveLength(1);
    expect(scene.slack.channels.size).toBe(1);
    expect((await scene.now(incident)).failed).toEqual({});
  });

  it('for one method alone gives up no row of it, and holds up no other', async () => {
    const incident = await scene.declare();
    const fault = { status: 500 };
    scene.slack.fail({ method: 'conversations.setTopic', fault, times: 25 });
    await scene.deliver();
    const topics = await scene.rows(incident, 'sync_topic');
    expect(topics).not.toEqual([]);
    // What changed after the first was sent is a row of its own.
    const sent = topics.filter(({ state }) => state === 'sent').length;
    expect(topics).toHaveLength(sent);
    expect(scene.slack.count('conversations.setTopic')).toBe(25 + sent);
    expect((await scene.now(incident)).failed).toEqual({});
  });
});

describe('a token that Slack refuses', () => {
  it('is a metric, a note and a line of the log at each probe; what is for others goes on', async () => {
    const incident = await scene.declare();
    const back = scene.slack.deaf({ error: 'token_revoked' });
    scene.delivery.start();
    await expect.poll(() => metric('muster_slack_auth')).toBe(0);
    expect(scene.delivery.notes()).toEqual(['slack refuses the token']);
    const pager = { family: 'announce', type: 'pager', page: 1, onCall: 'x', action: 'trigger' };
    await scene.engine.database.work.use(
      ({ sql }) => sql`
        insert into outbox (team_id, incident_id, lane, effect, class, priority, method,
          decided_at, correlation_id)
        values ('T0TEST', ${incident.id}, 'pager', ${JSON.stringify(pager)}::text::jsonb,
          'idempotent', 0, 'none', now(), 'c')`,
    );
    scene.engine.kick();
    await expect
      .poll(() => scene.rows(incident, 'pager'))
      .not.toMatchObject([{ state: 'pending' }]);
    back();
    await scene.settled(scene.delivery);
    expect(await metric('muster_slack_auth')).toBe(1);
    expect(scene.messages('card')).toHaveLength(1);
    expect((await scene.now(incident)).failed).toEqual({});
  });
});
