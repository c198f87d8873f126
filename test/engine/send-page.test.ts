import { beforeEach, describe, expect, it } from 'vitest';
import { type Rules, rules } from '../../src/engine/engine.ts';
import type { Page } from '../../src/incident/escalation/types.ts';
import type { Command, Effect, Fact, Incident, Invitee } from '../../src/incident/types.ts';
import { deliveryScene } from '../support/delivery-scene.ts';

const groups: Record<string, string[]> = { '@sre': ['U0BEN', 'U0CAT'], U0BEN: ['U0BEN'] };
const scene = deliveryScene({
  directory: {
    people: async (ref) => {
      if (ref === 'on_call:empty') return { error: 'nobody_on_call' };
      return { userIds: groups[ref] ?? [ref] };
    },
  },
});

/** What incidents were told by delivery, in order. */
let told: Command[] = [];
/** What the next command leaves in the outbox; the rules of pages are tried elsewhere. */
let effects: Effect[] = [];

const decide: Rules['decide'] = (incident, command, policy, now) => {
  if (/^page_/.test(command.type)) told.push(command);
  if (command.type !== 'page') return rules.decide(incident, command, policy, now);
  const called: Page = {
    ...{ id: 1, at: now, by: command.by, who: command.who, reason: command.reason, ladder: null },
    ...{
      asked: command.who,
      instead: null,
      movedOnAt: null,
      reached: [],
      failed: [],
      quiet: [],
      acknowledged: [],
      cannot: [],
      endedAt: null,
    },
  };
  const after = { ...incident, version: incident.version + 1, updatedAt: now };
  const state = { ...incident.state, pages: [called] };
  return { ok: true, incident: { ...after, state }, entry: null, effects };
};

beforeEach(() => {
  told = [];
  scene.engine.rules = { ...rules, decide };
});

const page: Command = { type: 'page', by: 'U0ANA', who: ['x'], reason: 'the disk is full' };
const reports = (type: string) => told.filter((each) => each.type === type);
const wake = (...who: Invitee[]): Effect => ({ family: 'announce', type: 'page', page: 1, who });

/** Leaves these effects behind, and waits until they are delivered. */
async function paged(incident: Incident, ...given: Effect[]): Promise<void> {
  effects = given;
  await scene.run(incident, page);
  await scene.settled(scene.delivery);
}

async function ready(): Promise<Incident> {
  const incident = await scene.declare();
  await scene.deliver();
  return incident;
}

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

  it('whose end is unknown for one is looked up for all, and told nobody twice', async () => {
    const incident = await ready();
    const when = ({ channel }: Record<string, string>) => channel === 'DU0CAT';
    scene.slack.fail({ method: 'chat.postMessage', fault: { lost: 'after' }, when });
    await paged(incident, wake({ ref: '@sre' }));
    expect(scene.slack.in('DU0BEN')).toHaveLength(1);
    expect(scene.slack.in('DU0CAT')).toHaveLength(1);
    expect(told).toEqual([{ type: 'page_reached', page: 1, userIds: ['U0BEN', 'U0CAT'] }]);
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

  it('of which Slack says nothing is left out', async () => {
    const incident = await ready();
    const release = scene.slack.hold('dnd.info');
    const startedAt = performance.now();
    const done = paged(incident, wake({ userId: 'U0BEN' }));
    await expect.poll(() => scene.slack.in('DU0BEN')).toHaveLength(1);
    expect(performance.now() - startedAt, 'nobody waited for it').toBeLessThan(900);
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
    effects = users.flatMap((userId) => [whisper(userId), home(userId)]);
    await scene.run(incident, page);
    await expect.poll(underWay).toBe(8);
    effects = [wake({ userId: 'U0BEN' })];
    await scene.run(incident, page);
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
