import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/incident/types.ts';
import { deliveryScene } from '../support/delivery-scene.ts';

const scene = deliveryScene();
const hide: Command = { type: 'make_private', by: 'U0ANA', reason: 'keys leaked' };

describe('an incident that becomes private', () => {
  it('deletes its announcement, also one of which nobody knows whether it got through', async () => {
    const { id: channel } = scene.slack.addChannel('incidents');
    await scene.policy({ announce: { channel } });
    const incident = await scene.declare();
    scene.slack.fail({
      method: 'chat.postMessage',
      fault: { lost: 'after' },
      when: (args) => args['channel'] === channel,
    });
    scene.slack.fail({ method: 'conversations.history', fault: { status: 503 }, times: 6 });
    scene.delivery.start();
    await expect.poll(() => scene.messages('news').length).toBe(1);
    await scene.run(incident, hide);
    await scene.settled(scene.delivery);
    expect(scene.messages('news')).toEqual([]);
    expect((await scene.now(incident)).places['news']).toBeUndefined();
  });

  it('goes on in a second channel, and puts the first one away once', async () => {
    await scene.policy({});
    const incident = await scene.declare();
    await scene.deliver();
    const first = (await scene.now(incident)).places['room']?.channel_id;
    scene.slack.fail({ method: 'conversations.archive', fault: { status: 503 } });
    await scene.run(incident, hide);
    await scene.settled(scene.delivery);
    const { places, failed } = await scene.now(incident);
    expect(places['room']?.channel_id).not.toBe(first);
    expect(places['card']?.channel_id).toBe(places['room']?.channel_id);
    expect(Object.keys(places)).not.toContain('old_room');
    expect(failed).toEqual({});
    expect(scene.messages('moved').map((message) => message.channel)).toEqual([first]);
    expect(scene.messages('card').map((message) => message.channel)).toEqual([
      places['room']?.channel_id,
    ]);
  });
});
