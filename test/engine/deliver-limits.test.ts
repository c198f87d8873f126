import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/incident/types.ts';
import { deliveryScene } from '../support/delivery-scene.ts';

const scene = deliveryScene();

describe('when Slack says wait', () => {
  it('only that method waits, and nothing of it counts as a failure', async () => {
    const incident = await scene.declare();
    scene.slack.fail({
      method: 'conversations.setTopic',
      fault: { status: 429, retryAfter: 1 },
    });
    await scene.deliver();
    const topics = scene.slack.calls.filter(({ method }) => method === 'conversations.setTopic');
    expect(topics).toHaveLength(2);
    const [first, second] = topics;
    const between = scene.slack.calls.filter(
      ({ at }) => at > (first?.at ?? 0) && at < (second?.at ?? 0),
    );
    expect(between.map(({ method }) => method)).toContain('pins.add');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1000);
    expect(await scene.rows(incident, 'sync_topic')).toMatchObject([
      { state: 'sent', attempts: 1 },
    ]);
  });

  it('all incidents leave that method alone', async () => {
    await scene.declare();
    await scene.declare();
    await scene.declare();
    scene.slack.fail({ method: 'pins.add', fault: { status: 429, retryAfter: 1 } });
    const other = await scene.another({ concurrency: 1 });
    other.start();
    await scene.settled(other);
    const [first, ...rest] = scene.slack.calls.filter(({ method }) => method === 'pins.add');
    expect(rest).toHaveLength(3);
    for (const { at } of rest) expect(at - (first?.at ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it('but not for how long, half a minute is left to it', async () => {
    const incident = await scene.declare();
    scene.slack.fail({ method: 'conversations.setPurpose', fault: { status: 429 } });
    scene.delivery.start();
    const row = async () => (await scene.rows(incident, 'sync_purpose'))[0];
    while ((await row())?.last_error !== 'ratelimited') await scene.delivery.idle();
    const [block] = await scene.engine.database.work.use(
      ({ sql }) => sql<{ bucket: string; seconds: number }[]>`
        select bucket, extract(epoch from blocked_until - pg_catalog.clock_timestamp())::float8
          as seconds from rate_blocks`,
    );
    expect(block?.bucket).toBe('conversations.setPurpose');
    expect(block?.seconds).toBeGreaterThan(25);
    await scene.engine.database.work.use(
      ({ sql }) => sql`delete from outbox where state in ('pending', 'sending')`,
    );
  });
});

describe('when Slack says wait again and again', () => {
  it('each wait costs a call per process at most; nothing is lost, the rest goes on, and the most urgent comes first', async () => {
    const incidents = [];
    for (let count = 0; count < 10; count += 1) incidents.push(await scene.declare());
    const other = await scene.another();
    other.start();
    await scene.deliver();
    const method = 'conversations.setTopic';
    const before = scene.slack.calls.length;
    const seconds = 1;
    let end = Number.POSITIVE_INFINITY;
    scene.slack.fail({
      method,
      fault: { status: 429, retryAfter: seconds },
      times: Number.POSITIVE_INFINITY,
      when: () => end === Number.POSITIVE_INFINITY,
    });
    for (const incident of incidents) {
      await scene.run(incident, {
        ...{ type: 'change_severity', by: 'U1', severity: 'sev2', reason: 'half of it' },
      });
    }
    const [urgent] = incidents.slice(-1);
    await scene.engine.database.work.use(
      ({ sql }) => sql`
        update outbox set priority = 1
        where lane = ${`${urgent?.id}:topic`} and state in ('pending', 'sending')`,
    );
    const called = (name: string) =>
      scene.slack.calls.slice(before).filter((call) => call.method === name);
    // Although topics are still refused: cards do not wait for them.
    await expect.poll(() => called('chat.update').length).toBeGreaterThanOrEqual(10);
    /** How many calls were refused in each wait. */
    const rounds = () => {
      const found: number[] = [];
      let since = Number.NEGATIVE_INFINITY;
      for (const { at } of called(method).filter((call) => call.at < end)) {
        if (at - since < seconds * 900) found.push((found.pop() ?? 0) + 1);
        else {
          found.push(1);
          since = at;
        }
      }
      return found;
    };
    await expect.poll(() => rounds().length).toBeGreaterThanOrEqual(3);
    end = performance.now();
    await Promise.all([scene.settled(scene.delivery), scene.settled(other)]);
    const taken = called(method).filter(({ at }) => at >= end);
    const [inFlight = 0, ...later] = rounds();
    expect(inFlight, 'those under way when Slack said it first').toBeLessThanOrEqual(16);
    expect(Math.max(...later), 'one of each process').toBeLessThanOrEqual(2);
    const topics = taken.map(({ args }) => args['channel']);
    expect(new Set(topics).size, 'nothing is lost').toBe(10);
    const room = (await scene.now(urgent as Incident)).places['room']?.channel_id;
    expect(topics.indexOf(room), 'the most urgent comes first').toBeLessThanOrEqual(1);
  });
});

describe('when Slack refuses the token', () => {
  it('nothing is lost: delivery waits and goes on once the token works again', async () => {
    const incident = await scene.declare();
    scene.slack.fail({
      method: 'conversations.create',
      fault: { error: 'token_revoked' },
    });
    scene.slack.fail({ method: 'auth.test', fault: { error: 'token_revoked' }, times: 3 });
    await scene.deliver();
    expect(scene.slack.count('auth.test')).toBe(4);
    expect(scene.messages('card')).toHaveLength(1);
    expect((await scene.now(incident)).failed).toEqual({});
  });
});

describe('a storm of changes', () => {
  it('makes few edits of the card, and the last state is shown', async () => {
    const incident = await scene.declare();
    await scene.deliver();
    // On a busy machine a change may take as long as several.
    const coolMs = 1_000;
    const cool = await scene.another({ patience: { coolMs } });
    await scene.delivery.stop();
    const begun = performance.now();
    cool.start();
    for (let count = 0; count < 40; count += 1) {
      await scene.run(incident, {
        type: 'change_title',
        by: 'U1',
        title: `Title ${count}`,
        reason: 'it is another one',
      });
    }
    await scene.settled(cool);
    const [row] = await scene.engine.database.work.use(
      ({ sql }) => sql<{ version: number }[]>`
        select version from incidents where id = ${incident.id}`,
    );
    expect(scene.messages('card')).toMatchObject([{ text: `card v${row?.version} ` }]);
    const peaces = (performance.now() - begun) / coolMs;
    expect(scene.slack.count('chat.update'), 'one in each peace').toBeLessThan(peaces + 3);
    expect(scene.slack.count('chat.update')).toBeLessThan(40);
  });
});

describe('an operator', () => {
  it('can see how much is still owed to Slack', async () => {
    const incident = await scene.declare();
    const release = scene.slack.hold('conversations.create');
    scene.delivery.start();
    await expect
      .poll(() => scene.rows(incident, 'sync_room'))
      .toMatchObject([{ state: 'sending' }]);
    const owed = async () => (await scene.metrics.outboxWaiting.get()).values[0]?.value;
    await expect.poll(owed).toBeGreaterThanOrEqual(6);
    release();
  });
});

describe('stopping', () => {
  it('ends what is under way and gives the rest back', async () => {
    for (let count = 0; count < 6; count += 1) await scene.declare();
    const held = scene.slack.holdAnswers('conversations.create');
    scene.delivery.start();
    await held.reached;
    const stopped = scene.delivery.stop();
    held.release();
    await stopped;
    const leases = await scene.engine.database.work.use(
      ({ sql }) => sql`select from outbox where state = 'sending'`,
    );
    expect(leases).toHaveLength(0);
  });
});
