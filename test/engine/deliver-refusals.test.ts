import { beforeEach, describe, expect, it } from 'vitest';
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

describe('invitations', () => {
  beforeEach(() => scene.policy({ invite: { always: ['@oncall', '@gone'] } }));

  it('leave out who cannot be invited, and say whom', async () => {
    const incident = await scene.declare();
    scene.slack.fail({
      method: 'conversations.invite',
      fault: { error: 'user_not_found' },
      times: 99,
      when: ({ users }) => users?.includes('U8') ?? false,
    });
    await scene.deliver();
    const invited = scene.slack.calls
      .filter(
        ({ method, args }) => method === 'conversations.invite' && !args['users']?.includes('U8'),
      )
      .flatMap(({ args }) => args['users']?.split(','));
    expect(new Set(invited)).toEqual(new Set(['U0ANA', 'U7', 'U9']));
    expect((await scene.now(incident)).failed).toMatchObject({
      invite: { error: 'no_such_subteam: @gone; user_not_found: U8' },
    });
  });

  it.each([
    ['public', false, ['U0ANA', 'U8', 'U9']],
    ['private', true, ['U0ANA']],
  ])(
    'of a repair leave out who left a %s room; a role holder comes back only into a public one',
    async (_, isPrivate, expected) => {
      await scene.policy({ invite: { always: ['@oncall'] } });
      const incident = await scene.declare({ isPrivate });
      await scene.deliver();
      for (const by of ['U7', 'U8']) await scene.run(incident, { type: 'join_room', by });
      const led = { type: 'take_role', by: 'U8', role: 'commander' } as const;
      expect(await scene.run(incident, led)).toMatchObject({ ok: true });
      for (const by of ['U7', 'U8']) await scene.run(incident, { type: 'leave_room', by });
      await scene.settled(scene.delivery);
      const before = scene.slack.calls.length;
      await scene.run(incident, { type: 'repair', by: 'U0ANA', what: ['invite'] });
      await scene.settled(scene.delivery);
      const invited = scene.slack.calls
        .slice(before)
        .filter(({ method }) => method === 'conversations.invite')
        .flatMap(({ args }) => args['users']?.split(','));
      expect(invited.sort()).toEqual(expected);
    },
  );

  it('ask again only for the others where Slack names who is in already', async () => {
    await scene.policy({ invite: { always: ['@oncall'] } });
    const incident = await scene.declare();
    const named = ['U0ANA', 'U7'].map((user) => ({
      user,
      error: 'already_in_channel',
      ok: false as const,
    }));
    scene.slack.fail({
      method: 'conversations.invite',
      fault: { error: 'already_in_channel', errors: named },
    });
    await scene.deliver();
    const asked = scene.slack.calls
      .filter(({ method }) => method === 'conversations.invite')
      .map(({ args }) => args['users']);
    expect(asked).toEqual(['U0ANA,U7,U8,U9', 'U8,U9']);
    expect((await scene.now(incident)).failed).toEqual({});
  });

  it('take at most a hundred people at a time', async () => {
    const crowd = Array.from({ length: 250 }, (_, index) => `U${1000 + index}`);
    const other = await scene.another({ directory: { people: async () => ({ userIds: crowd }) } });
    await scene.declare();
    other.start();
    await scene.settled(other);
    const sizes = scene.slack.calls
      .filter(({ method }) => method === 'conversations.invite')
      .map(({ args }) => args['users']?.split(',').length);
    expect(sizes).toEqual([100, 100, 51]);
  });
});

describe('the announcement', () => {
  beforeEach(() => scene.policy(announcing));

  it('is posted once, then edited to show where the room is', async () => {
    const news = scene.slack.addChannel('incidents');
    const incident = await scene.declare();
    await scene.deliver();
    const { places } = await scene.now(incident);
    expect(scene.slack.in(news.id).map(({ text }) => text)).toEqual([
      `news API is down ${places['room']?.channel_id}`,
    ]);
  });

  it('makes Muster join a public channel that it is not in', async () => {
    const news = scene.slack.addChannel('incidents', []);
    await scene.declare();
    await scene.deliver();
    expect(scene.slack.count('conversations.join')).toBe(1);
    expect(scene.slack.in(news.id)).toHaveLength(1);
  });

  it('that no channel takes is a failed step, which can be repeated', async () => {
    const incident = await scene.declare();
    await scene.deliver();
    expect((await scene.now(incident)).failed).toMatchObject({
      news: { error: 'channel_not_found' },
    });
    const news = scene.slack.addChannel('incidents');
    await scene.run(incident, { type: 'retry_step', by: 'U1', step: 'news' });
    await scene.deliver();
    expect(scene.slack.in(news.id)).toHaveLength(1);
    expect((await scene.now(incident)).failed).toEqual({});
  });
});

describe('a message', () => {
  it('whose blocks Slack refuses goes out as text alone', async () => {
    await scene.declare();
    scene.slack.fail({
      method: 'chat.postMessage',
      fault: { error: 'invalid_blocks' },
      when: ({ blocks }) => blocks !== '[]',
    });
    await scene.deliver();
    expect(scene.messages('card')).toHaveLength(1);
  });

  it('never previews links, links names, or carries more than its key', async () => {
    await scene.declare();
    await scene.deliver();
    const posts = scene.slack.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(posts.length).toBeGreaterThan(0);
    for (const { args } of posts) {
      expect(args).toMatchObject({
        unfurl_links: 'false',
        unfurl_media: 'false',
        link_names: 'false',
      });
      expect(JSON.parse(args['metadata'] ?? '')).toEqual({
        event_type: 'muster',
        event_payload: { k: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      });
    }
  });

  it('that somebody deleted is posted anew, and pinned', async () => {
    const incident = await scene.declare();
    await scene.deliver();
    scene.slack.fail({ method: 'chat.update', fault: { error: 'message_not_found' } });
    await scene.run(incident, { type: 'take_role', by: 'U1', role: 'commander' });
    await scene.deliver();
    const { places } = await scene.now(incident);
    expect(scene.messages('card')).toHaveLength(2);
    expect(scene.slack.pins.at(-1)).toBe(places['card']?.ts);
  });

  it('that is not true any more when it would be sent is left out', async () => {
    const incident = await scene.declare();
    const release = scene.slack.hold('conversations.create');
    await scene.engine.database.work.use(
      ({ sql }) => sql`
        insert into outbox (team_id, incident_id, lane, needs, effect, class, priority, method,
          decided_at, correlation_id)
        values ('T0TEST', ${incident.id}, ${`${incident.id}:talk`}, 'room', ${JSON.stringify({
          family: 'announce',
          type: 'announce',
          to: { place: 'room' },
          fact: { type: 'commander_missing', sinceAt: incident.declaredAt },
          guard: { roleEmpty: 'commander' },
        })}::text::jsonb, 'reconcile', 1, 'chat.postMessage', now(), 'c')`,
    );
    await scene.run(incident, { type: 'take_role', by: 'U1', role: 'commander' });
    release();
    await scene.deliver();
    expect(scene.messages('fact commander_missing')).toEqual([]);
  });

  it('for one person in the room reaches them directly where they are not in it', async () => {
    const incident = await scene.declare();
    await scene.deliver();
    scene.slack.fail({ method: 'chat.postEphemeral', fault: { error: 'user_not_in_channel' } });
    await scene.engine.database.work.use(
      ({ sql }) => sql`update incidents set declared_at = declared_at - interval '5 minutes'`,
    );
    await scene.run(incident, { type: 'join_room', by: 'U5' });
    await scene.deliver();
    expect(scene.messages('fact brief')).toMatchObject([{ channel: 'DU5' }]);
  });
});

describe('a step that fails for good', () => {
  it('is told, can be repeated, and is then forgotten', async () => {
    const incident = await scene.declare();
    scene.slack.fail({ method: 'bookmarks.add', fault: { error: 'missing_scope' } });
    await scene.deliver();
    expect((await scene.now(incident)).failed).toMatchObject({
      bookmark: { error: 'missing_scope' },
    });
    expect(await scene.rows(incident, 'sync_bookmark')).toMatchObject([{ state: 'dead' }]);
    await scene.run(incident, { type: 'retry_step', by: 'U1', step: 'bookmark' });
    await scene.deliver();
    expect((await scene.now(incident)).failed).toEqual({});
  });

  it('is given up when it was begun again and again without an end', async () => {
    const incident = await scene.declare();
    await scene.engine.database.work.use(
      ({ sql }) => sql`
        update outbox set attempts = 12
        where incident_id = ${incident.id} and effect->>'type' = 'sync_topic'`,
    );
    await scene.deliver();
    expect(scene.slack.count('conversations.setTopic')).toBe(0);
    expect((await scene.now(incident)).failed).toMatchObject({
      topic: { error: 'too_many_attempts' },
    });
  });

  it('does not keep the others from being done', async () => {
    const incident = await scene.declare();
    scene.slack.fail({ method: 'conversations.setTopic', fault: { status: 500 }, times: 99 });
    await scene.deliver();
    expect((await scene.now(incident)).failed).toMatchObject({ topic: { error: 'http_500' } });
    expect(await scene.rows(incident, 'sync_topic')).toMatchObject([{ attempts: 12 }]);
    expect(scene.messages('card')).toHaveLength(1);
  });
});
