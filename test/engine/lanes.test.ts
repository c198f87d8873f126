import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { routeOf } from '../../src/engine/lanes.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command, Effect, Fact } from '../../src/incident/types.ts';
import { testDatabase } from '../support/database.ts';
import { declared, gesture, startEngine } from '../support/engine.ts';

const incident = { id: 42, teamId: 'T1' };
const brief: Fact = { type: 'brief' };

const announce = (to: Extract<Effect, { type: 'announce' }>['to'], fact: Fact): Effect => ({
  family: 'announce',
  type: 'announce',
  to,
  fact,
});

describe('the way of an effect', () => {
  it.each([
    ['sync_room', '42:room', null],
    ['sync_topic', '42:topic', 'room'],
    ['sync_purpose', '42:purpose', 'room'],
    ['sync_card', '42:card', 'room'],
    ['sync_pin', '42:pin', 'card'],
    ['sync_bookmark', '42:bookmark', 'card'],
    ['sync_news', '42:news', null],
    ['sync_archive', '42:archive', 'room'],
  ] as const)('%s goes by %s and needs %s; a second one says nothing new', (type, lane, needs) => {
    const route = routeOf({ family: 'sync', type }, incident);
    expect(route).toMatchObject({ lane, needs, coalesceKey: lane, onceKey: null });
  });

  it('invitations are not merged: each names other people', () => {
    const route = routeOf({ family: 'sync', type: 'sync_invite', who: [] }, incident);
    expect(route).toMatchObject({ lane: '42:invite', needs: 'room', coalesceKey: null });
  });

  it('a Home tab is one place for all incidents, and goes last', () => {
    const effect: Effect = { family: 'sync', type: 'sync_home', userId: 'U1' };
    const first = routeOf(effect, incident);
    expect(first).toEqual(routeOf(effect, { ...incident, id: 43 }));
    expect(first).toMatchObject({ lane: 'home:T1:U1', priority: 9 });
  });

  it.each([
    [{ place: 'room' } as const, '42:talk', 'room'],
    [{ place: 'origin' } as const, '42:origin', 'room'],
    [{ place: 'dm', userId: 'U1' } as const, 'dm:T1:U1', null],
    [{ place: 'whisper', userId: 'U1' } as const, '42:whisper:U1', 'room'],
  ])('what is told to %o goes by %s', (to, lane, needs) => {
    const fact: Fact = { type: 'closed', reason: '', by: 'U1' };
    expect(routeOf(announce(to, fact), incident)).toMatchObject({ lane, needs, coalesceKey: null });
  });

  it('a brief is told to each person once per incident', () => {
    const route = routeOf(announce({ place: 'whisper', userId: 'U1' }, brief), incident);
    expect(route.onceKey).toBe('brief:42:U1');
  });

  it('reminders go before talk', () => {
    const at = new Date(0);
    const reminder: Fact = { type: 'update_reminder', stage: 'due', dueAt: at, lastAt: at };
    const urgent = routeOf(announce({ place: 'room' }, reminder), incident);
    const talk = routeOf(
      announce({ place: 'room' }, { type: 'closed', reason: '', by: 'U1' }),
      incident,
    );
    expect(urgent.priority).toBeLessThan(talk.priority);
  });
});

describe('what waits to be sent', () => {
  const database = testDatabase();
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(database.url);
  });
  afterAll(() => engine.database.close());

  const run = (incidentId: number, command: Command) =>
    transact(engine, { incidentId, command, gesture: gesture() });

  async function cards(id: number) {
    const rows = await engine.database.work.use(
      ({ sql }) => sql<{ state: string; decided_at: Date }[]>`
        select state, decided_at from outbox where lane = ${`${id}:card`} order by id`,
    );
    return [...rows];
  }

  it('is one card, however many decisions changed it', async () => {
    const { id } = await declared(engine);
    const [first] = await cards(id);
    await run(id, { type: 'take_role', by: 'U0BEN', role: 'commander' });
    await run(id, { type: 'change_title', by: 'U0BEN', title: 'API is slow', reason: 'better' });
    const [only, ...others] = await cards(id);
    expect(others).toEqual([]);
    expect(only?.decided_at.getTime()).toBeGreaterThan(first?.decided_at.getTime() ?? 0);
  });

  it('is another card once the first is on its way', async () => {
    const { id } = await declared(engine);
    await engine.database.work.use(
      ({ sql }) => sql`update outbox set state = 'sending' where lane = ${`${id}:card`}`,
    );
    await run(id, { type: 'take_role', by: 'U0BEN', role: 'commander' });
    await run(id, { type: 'give_up_role', by: 'U0BEN', role: 'commander' });
    expect((await cards(id)).map((row) => row.state)).toEqual(['sending', 'pending']);
  });

  it('holds a brief for each who joined, once, also after it was sent', async () => {
    const { id } = await declared(engine);
    const briefs = () =>
      engine.database.work.use(
        ({ sql }) => sql`
          select once_key from outbox where incident_id = ${id} and once_key is not null`,
      );
    await advance(database.url, 5 * 60_000);
    await run(id, { type: 'join_room', by: 'U0BEN' });
    await engine.database.work.use(({ sql }) => sql`update outbox set state = 'sent'`);
    await run(id, { type: 'leave_room', by: 'U0BEN' });
    await run(id, { type: 'join_room', by: 'U0BEN' });
    await run(id, { type: 'join_room', by: 'U0CAT' });
    expect((await briefs()).map((row) => row['once_key']).sort()).toEqual([
      `brief:${id}:U0BEN`,
      `brief:${id}:U0CAT`,
    ]);
  });
});
