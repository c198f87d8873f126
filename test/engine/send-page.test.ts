import { describe, expect, it } from 'vitest';
import type { Effect, Fact, Invitee } from '../../src/incident/types.ts';
import { pagedScene } from '../support/paged-scene.ts';
import type { StubMessage } from '../support/stub-slack.ts';

const groups: Record<string, string[]> = { '@sre': ['U0BEN', 'U0CAT'] };
const { scene, told, ready, leave, paged } = pagedScene({
  // A copy is sent long after whatever a busy machine takes to look for the first.
  patience: { urgentLookUpMs: 60_000 },
  directory: {
    people: async (ref) => {
      if (ref === 'on_call:empty') return { error: 'nobody_on_call' };
      return { userIds: groups[ref] ?? [ref] };
    },
  },
});

const isDirect = ({ channel }: StubMessage) => channel.startsWith('D');
const reports = (type: string) => told.filter((each) => each.type === type);
const wake = (...who: Invitee[]): Effect => ({ family: 'announce', type: 'page', page: 1, who });

describe('a page', () => {
  it('reaches each person once, and says so in one report', async () => {
    const incident = await ready();
    await paged(incident, wake({ ref: '@sre' }, { userId: 'U0BEN' }, { ref: 'on_call:empty' }));
    expect(scene.slack.in('DU0BEN').map(({ text }) => text)).toEqual([
      expect.stringContaining('the disk is full'),
    ]);
    expect(scene.slack.in('DU0CAT')).toHaveLength(1);
    expect(reports('page_reached')).toEqual([
      { type: 'page_reached', page: 1, userIds: ['U0BEN', 'U0CAT'] },
    ]);
    expect(reports('page_failed')).toEqual([
      { type: 'page_failed', page: 1, who: 'on_call:empty', error: 'nobody_on_call' },
    ]);
    expect(await scene.rows(incident, 'page')).toMatchObject([{ state: 'sent', attempts: 1 }]);
  });

  it('names whom Slack does not let it reach, and reaches the others', async () => {
    const incident = await ready();
    const when = ({ users }: Record<string, string>) => users === 'U0BEN';
    scene.slack.fail({ method: 'conversations.open', fault: { error: 'user_disabled' }, when });
    await paged(incident, wake({ ref: '@sre' }));
    expect(told).toEqual([
      { type: 'page_reached', page: 1, userIds: ['U0CAT'] },
      { type: 'page_failed', page: 1, who: 'U0BEN', error: 'user_disabled' },
    ]);
  });

  it('says of each whom it cannot reach why', async () => {
    const incident = await ready();
    const fault = { error: 'user_disabled' };
    scene.slack.fail({ method: 'conversations.open', fault, times: 2 });
    await paged(incident, wake({ ref: '@sre' }, { ref: 'on_call:empty' }));
    expect(reports('page_failed').map((each) => 'who' in each && each.who)).toEqual([
      'on_call:empty',
      'U0BEN',
      'U0CAT',
    ]);
  });

  it('whose end is unknown for one is looked up for all, and told nobody twice', async () => {
    const incident = await ready();
    const when = ({ channel }: Record<string, string>) => channel === 'DU0CAT';
    scene.slack.fail({ method: 'chat.postMessage', fault: { lost: 'after' }, when });
    await paged(incident, wake({ ref: '@sre' }));
    expect(scene.slack.in('DU0BEN')).toHaveLength(1);
    expect(scene.slack.in('DU0CAT')).toHaveLength(1);
    expect(told).toEqual([{ type: 'page_reached', page: 1, userIds: ['U0BEN', 'U0CAT'] }]);
  });

  it('is not told again while Slack does not let it look for the message of whom it may have reached', async () => {
    const incident = await ready();
    const when = ({ channel }: Record<string, string>) => channel === 'DU0CAT';
    scene.slack.fail({ method: 'chat.postMessage', fault: { lost: 'after' }, when });
    const busy = { status: 429, retryAfter: 1 };
    scene.slack.fail({ method: 'conversations.history', fault: busy, when });
    await paged(incident, wake({ ref: '@sre' }));
    expect(scene.slack.in('DU0BEN')).toHaveLength(1);
    expect(scene.slack.in('DU0CAT')).toHaveLength(1);
    expect(told).toEqual([{ type: 'page_reached', page: 1, userIds: ['U0BEN', 'U0CAT'] }]);
  });

  it('of a worker that froze is looked up by the next, and told nobody twice', async () => {
    const incident = await ready();
    const frozen = scene.slack.holdAnswers('chat.postMessage');
    await leave(incident, [wake({ ref: '@sre' })]);
    await frozen.reached;
    await expect.poll(() => scene.slack.messages.filter(isDirect)).toHaveLength(2);
    await scene.expireLeases();
    const other = await scene.another();
    other.start();
    await scene.settled(other);
    frozen.release();
    await scene.delivery.idle();
    expect(scene.slack.messages.filter(isDirect)).toHaveLength(2);
    expect(reports('page_reached')).toContainEqual({
      ...{ type: 'page_reached', page: 1, userIds: ['U0BEN', 'U0CAT'] },
    });
  });

  it('that one person has to wait for goes to the others at once', async () => {
    const incident = await ready();
    const when = ({ channel }: Record<string, string>) => channel === 'DU0CAT';
    const fault = { status: 429, retryAfter: 1 };
    scene.slack.fail({ method: 'chat.postMessage', fault, when, times: 2 });
    await paged(incident, wake({ ref: '@sre' }));
    expect(scene.slack.in('DU0CAT')).toHaveLength(1);
    expect(told).toEqual([
      { type: 'page_reached', page: 1, userIds: ['U0BEN'] },
      { type: 'page_reached', page: 1, userIds: ['U0CAT'] },
    ]);
  });

  it('to many leaves nobody out', async () => {
    const incident = await ready();
    const many = Array.from({ length: 33 }, (_, index) => `U0M${index}`);
    await paged(incident, wake(...many.map((userId) => ({ userId }))));
    expect(many.filter((userId) => scene.slack.in(`D${userId}`).length !== 1)).toEqual([]);
    const reached = told.flatMap((each) => (each.type === 'page_reached' ? each.userIds : []));
    expect(reached.toSorted()).toEqual(many.toSorted());
  });
});

it('a page that somebody answered meanwhile wakes nobody', async () => {
  const incident = await ready();
  await leave(incident, [wake({ ref: '@sre' })], { endedAt: new Date() });
  await scene.settled(scene.delivery);
  expect(scene.slack.in('DU0BEN')).toEqual([]);
  expect(await scene.rows(incident, 'page')).toMatchObject([{ last_error: 'page_ended' }]);
});

describe('while the incident cannot be told what became of it', () => {
  it('a page is sent once, and its row is given up at last', async () => {
    const incident = await ready();
    const { decide } = scene.engine.rules;
    scene.engine.rules.decide = (given, command, policy, now) => {
      if (command.type.startsWith('page_')) throw new Error('there is no room for it');
      return decide(given, command, policy, now);
    };
    const other = await scene.another({ patience: { maxAttempts: 2, leaseMs: 300 } });
    await scene.delivery.stop();
    await leave(incident, [wake({ userId: 'U0BEN' })]);
    other.start();
    await expect
      .poll(() => scene.rows(incident, 'page'))
      .toMatchObject([{ state: 'dead', last_error: 'too_many_attempts' }]);
    expect(scene.slack.in('DU0BEN')).toHaveLength(1);
  });
});

describe('Do Not Disturb', () => {
  it('is told of, and delays nothing', async () => {
    const incident = await ready();
    const until = Math.floor(Date.now() / 1000) + 3600;
    scene.slack.quiet.set('U0BEN', { from: until - 7200, until });
    scene.slack.quiet.set('U0CAT', { from: until, until: until + 3600 });
    await paged(incident, wake({ ref: '@sre' }));
    const posts = scene.slack.calls.filter(({ args }) => args['channel']?.startsWith('DU0'));
    expect(posts).toHaveLength(2);
    expect(reports('page_quiet')).toEqual([
      { type: 'page_quiet', page: 1, userId: 'U0BEN', untilAt: new Date(until * 1000) },
    ]);
  });

  it('is told of each of several', async () => {
    const incident = await ready();
    const until = Math.floor(Date.now() / 1000) + 3600;
    for (const userId of ['U0BEN', 'U0CAT']) {
      scene.slack.quiet.set(userId, { from: until - 7200, until });
    }
    await paged(incident, wake({ ref: '@sre' }));
    expect(reports('page_quiet').map((each) => 'userId' in each && each.userId)).toEqual([
      'U0BEN',
      'U0CAT',
    ]);
  });

  it('of which Slack says nothing is left out', async () => {
    const incident = await ready();
    const release = scene.slack.hold('dnd.info');
    const done = paged(incident, wake({ userId: 'U0BEN' }));
    await expect.poll(() => scene.slack.in('DU0BEN')).toHaveLength(1);
    const when = (method: string, key: string, value: string) =>
      scene.slack.calls.find((each) => each.method === method && each.args[key] === value)?.at ??
      Number.NaN;
    const waited =
      when('chat.postMessage', 'channel', 'DU0BEN') - when('dnd.info', 'user', 'U0BEN');
    expect(waited, 'nobody waited for it, which would take a second').toBeLessThan(1_000);
    await done;
    release();
    expect(told).toEqual([{ type: 'page_reached', page: 1, userIds: ['U0BEN'] }]);
  });
});

describe('while every other hand is full', () => {
  it('a page finds one', async () => {
    const incident = await ready();
    const held = ['chat.postEphemeral', 'views.publish'];
    const count = () => held.reduce((sum, method) => sum + scene.slack.count(method), 0);
    const before = count();
    const underWay = () => count() - before;
    const releases = held.map((method) => scene.slack.hold(method));
    const users = Array.from({ length: 8 }, (_, index) => `U0W${index}`);
    await leave(
      incident,
      users.flatMap((userId) => [whisper(userId), home(userId)]),
    );
    await expect.poll(underWay).toBe(8);
    await leave(incident, [wake({ userId: 'U0BEN' })]);
    await expect.poll(() => scene.slack.in('DU0BEN')).toHaveLength(1);
    expect(underWay(), 'all hands are still full').toBe(8);
    for (const release of releases) release();
    await scene.settled(scene.delivery);
  });
});

function home(userId: string): Effect {
  return { family: 'sync', type: 'sync_home', userId };
}

function whisper(userId: string): Effect {
  const fact: Fact = { type: 'closed', reason: 'done', by: 'U0ANA' };
  return { family: 'announce', type: 'announce', to: { place: 'whisper', userId }, fact };
}
