import { describe, expect, it } from 'vitest';
import { deliveryScene } from '../support/delivery-scene.ts';
import type { StubFault } from '../support/stub-slack.ts';

const scene = deliveryScene();

const lostAfter: Array<[string, StubFault]> = [
  ['and the answer is lost', { lost: 'after' }],
  ['and answers 500', { status: 500, after: true }],
];

describe.each(lostAfter)('when Slack does what was asked %s', (_, fault) => {
  it('posts the card once', async () => {
    const incident = await scene.declare();
    scene.slack.fail({ method: 'chat.postMessage', fault });
    await scene.deliver();
    expect(scene.messages('card')).toHaveLength(1);
    expect((await scene.now(incident)).places['card']?.ts).toBe(scene.messages('card')[0]?.ts);
  });

  it('makes the room once', async () => {
    const incident = await scene.declare();
    scene.slack.fail({ method: 'conversations.create', fault });
    await scene.deliver();
    expect([...scene.slack.channels.values()].map(({ name }) => name)).toEqual([
      `inc-${incident.number}-api-is-down`,
    ]);
    expect(scene.messages('card')).toHaveLength(1);
  });

  it('tells a fact once, in a direct conversation too', async () => {
    const incident = await scene.declare();
    await scene.run(incident, { type: 'take_role', by: 'U1', role: 'commander' });
    scene.slack.fail({
      method: 'chat.postMessage',
      fault,
      when: ({ channel }) => channel?.startsWith('D') ?? false,
    });
    await scene.run(incident, { type: 'offer_handover', by: 'U1', role: 'commander', to: 'U2' });
    await scene.deliver();
    expect(scene.messages('fact handover_offered')).toHaveLength(1);
  });
});

describe('when Slack never got it', () => {
  it('asks again and makes one room and one card', async () => {
    await scene.declare();
    scene.slack.fail({ method: 'conversations.create', fault: { lost: 'before' } });
    scene.slack.fail({ method: 'chat.postMessage', fault: { lost: 'before' }, times: 2 });
    await scene.deliver();
    expect(scene.slack.channels.size).toBe(1);
    expect(scene.messages('card')).toHaveLength(1);
  });

  it('looks before it posts again, and does not post while it cannot look', async () => {
    await scene.declare();
    scene.slack.fail({ method: 'chat.postMessage', fault: { lost: 'after' } });
    scene.slack.fail({ method: 'conversations.history', fault: { status: 503 }, times: 3 });
    await scene.deliver();
    expect(scene.slack.count('chat.postMessage')).toBe(1);
    expect(scene.slack.count('conversations.history')).toBe(4);
    expect(scene.messages('card')).toHaveLength(1);
  });
});

describe('when a process freezes between Slack and the database', () => {
  it.each(['conversations.create', 'chat.postMessage'])(
    'another takes over after %s, and the late answer changes nothing',
    async (method) => {
      const incident = await scene.declare();
      const frozen = scene.slack.holdAnswers(method);
      scene.delivery.start();
      await frozen.reached;
      await scene.expireLeases();
      const other = await scene.another();
      other.start();
      await scene.settled(other);
      const before = await scene.now(incident);
      frozen.release();
      await scene.delivery.idle();
      expect(scene.slack.channels.size).toBe(1);
      expect(scene.messages('card')).toHaveLength(1);
      expect(await scene.now(incident)).toEqual(before);
    },
  );
});

describe('two processes', () => {
  it('send each thing once between them', async () => {
    const incidents = [];
    for (let count = 0; count < 12; count += 1) incidents.push(await scene.declare());
    const other = await scene.another();
    other.start();
    await scene.deliver();
    const keys = scene.slack.messages.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(scene.messages('card')).toHaveLength(incidents.length);
    expect(scene.slack.channels.size).toBe(incidents.length);
  });
});
