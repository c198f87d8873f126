import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../src/incident/types.ts';
import { deliveryScene } from '../support/delivery-scene.ts';

const scene = deliveryScene({
  directory: {
    channelId: async (name) =>
      [...scene.slack.channels.values()].find((each) => `#${each.name}` === name)?.id ?? null,
    people: async (ref) =>
      ref === '@gone' ? { error: 'no_such_subteam' } : { userIds: ['U7', 'U8', 'U9'] },
  },
});

const announcing = { announce: { channel: '#incidents' } };
beforeEach(() => scene.policy({}));

describe('the room', () => {
  it('gets the next free name where its own is taken', async () => {
    const incident = await scene.declare();
    scene.slack.addChannel(`inc-${incident.number}-api-is-down`);
    await scene.deliver();
    const { places } = await scene.now(incident);
    expect(scene.slack.channels.get(places['room']?.channel_id ?? '')?.name).toBe(
      `inc-${incident.number}-api-is-down-2`,
    );
  });

  it('is the thread under the announcement where the workspace allows no channel', async () => {
    await scene.policy(announcing);
    const news = scene.slack.addChannel('incidents');
    const incident = await scene.declare();
    scene.slack.fail({
      method: 'conversations.create',
      fault: { error: 'restricted_action' },
      times: 9,
    });
    await scene.deliver();
    const [announcement] = scene.messages('news');
    expect(announcement?.channel).toBe(news.id);
    const { places, failed } = await scene.now(incident);
    expect(places['room']).toMatchObject({ channel_id: news.id, thread_ts: announcement?.ts });
    expect(failed).toMatchObject({ room: { error: 'restricted_action' } });
    expect(scene.messages('card')).toMatchObject([
      { channel: news.id, thread_ts: announcement?.ts },
    ]);
    expect(scene.messages('fact step_failed')).toMatchObject([{ channel: 'DU0ANA' }]);
    for (const type of ['sync_topic', 'sync_pin', 'sync_bookmark']) {
      expect(await scene.rows(incident, type)).toMatchObject([
        { state: 'superseded', last_error: 'room_is_thread' },
      ]);
    }
    expect(scene.messages('asked U0ANA')).toMatchObject([{ thread_ts: announcement?.ts }]);
  });

  it('is that thread too when Slack refuses late, after the announcement was posted', async () => {
    await scene.policy(announcing);
    const news = scene.slack.addChannel('incidents');
    const incident = await scene.declare();
    const release = scene.slack.hold('conversations.create');
    scene.slack.fail({ method: 'conversations.create', fault: { error: 'restricted_action' } });
    scene.delivery.start();
    const sent = [{ state: 'sent' }];
    await expect.poll(() => scene.rows(incident, 'sync_news')).toMatchObject(sent);
    release();
    await scene.deliver();
    expect((await scene.now(incident)).places['room']).toMatchObject({ channel_id: news.id });
  });

  it('moves from the thread to a channel once the workspace allows one', async () => {
    await scene.policy(announcing);
    scene.slack.addChannel('incidents');
    const incident = await scene.declare();
    const fault = { error: 'restricted_action' };
    scene.slack.fail({ method: 'conversations.create', fault });
    await scene.deliver();
    const { places: old } = await scene.now(incident);
    await scene.run(incident, { type: 'retry_step', by: 'U1', step: 'room' });
    await scene.deliver();
    const { places, failed } = await scene.now(incident);
    expect(failed).toEqual({});
    expect(places['room']).toMatchObject({ thread_ts: null });
    expect(scene.slack.pins).toEqual([places['card']?.ts]);
    const removed = scene.slack.calls.filter(({ method }) => method === 'chat.delete');
    expect(removed.map(({ args }) => args['ts'])).toEqual([old['card']?.ts]);
    expect(scene.messages('news')[0]?.text).toContain(places['room']?.channel_id);
  });

  it('of a private incident is then a direct conversation, and no announcement is made', async () => {
    await scene.policy(announcing);
    const news = scene.slack.addChannel('incidents');
    const incident = await scene.declare({ isPrivate: true });
    scene.slack.fail({ method: 'conversations.create', fault: { error: 'no_permission' } });
    await scene.deliver();
    expect(scene.slack.in(news.id)).toEqual([]);
    expect((await scene.now(incident)).places['room']).toMatchObject({ channel_id: 'DU0ANA' });
    expect(scene.messages('card')[0]).toMatchObject({
      channel: 'DU0ANA',
      thread_ts: scene.messages('news')[0]?.ts,
    });
  });

  it('that was archived under people is brought back where Slack lets us', async () => {
    const incident = await scene.declare();
    await scene.deliver();
    const { places } = await scene.now(incident);
    const room = scene.slack.channels.get(places['room']?.channel_id ?? '');
    if (room) room.is_archived = true;
    scene.slack.fail({ method: 'chat.update', fault: { error: 'is_inactive' } });
    await scene.run(incident, { type: 'take_role', by: 'U1', role: 'commander' });
    await scene.deliver();
    expect(room?.is_archived).toBe(false);
    const now = await scene.now(incident);
    expect(now.places['room']?.channel_id).toBe(room?.id);
    expect(now.failed).toEqual({});
    expect(scene.slack.in(room?.id ?? '').map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^card .*commander=U1/),
    );
  });

  it('that stays archived is made anew with all that belongs to it', async () => {
    const incident = await scene.declare();
    await scene.deliver();
    const lost = await archivedForGood(incident);
    await scene.run(incident, { type: 'take_role', by: 'U1', role: 'commander' });
    await scene.deliver();
    const now = await scene.now(incident);
    const room = now.places['room']?.channel_id ?? '';
    expect(room).not.toBe(lost?.id);
    expect(now.failed).toEqual({});
    expect(scene.slack.in(room).map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^card .*commander=U1/),
    );
    expect(scene.slack.pins).toContain(now.places['card']?.ts);
  });

  it('that is private and made anew is not opened to who was put out of the one before', async () => {
    const incident = await scene.declare({ isPrivate: true });
    await scene.run(incident, { type: 'join_room', by: 'U1' });
    await scene.run(incident, { type: 'take_role', by: 'U1', role: 'commander' });
    await scene.deliver();
    await scene.run(incident, { type: 'leave_room', by: 'U1' });
    const lost = await archivedForGood(incident);
    const before = scene.slack.calls.length;
    await scene.run(incident, { type: 'change_title', by: 'U0ANA', title: 'Other', reason: 'x' });
    await scene.deliver();
    expect((await scene.now(incident)).places['room']?.channel_id).not.toBe(lost?.id);
    const since = scene.slack.calls.slice(before);
    const invited = since.filter(({ method }) => method === 'conversations.invite');
    expect(invited.map(({ args }) => args['users'])).toEqual([incident.declaredBy]);
  });
});

/** Archives its room, and nobody may open that again. */
async function archivedForGood(incident: Incident) {
  const { places } = await scene.now(incident);
  const lost = scene.slack.channels.get(places['room']?.channel_id ?? '');
  if (lost) lost.is_archived = true;
  const refused = { error: 'no_permission' };
  scene.slack.fail({ method: 'conversations.unarchive', fault: refused, times: 99 });
  scene.slack.fail({ method: 'chat.update', fault: { error: 'is_inactive' } });
  return lost;
}
