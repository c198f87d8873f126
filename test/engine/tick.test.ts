import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import type { Engine, Rules } from '../../src/engine/engine.ts';
import { rules } from '../../src/engine/engine.ts';
import type { Poisoned } from '../../src/engine/poison.ts';
import { tick } from '../../src/engine/tick.ts';
import { transact } from '../../src/engine/transact.ts';
import { tellRoom } from '../../src/incident/decision.ts';
import type { Incident, Timer } from '../../src/incident/types.ts';
import { testDatabase } from '../support/database.ts';
import { declared, gesture, startEngine } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
/** An engine in which nudging for a commander throws. */
let poisoned: Engine;

beforeAll(async () => {
  engine = await startEngine(database.url);
  poisoned = await startEngine(database.url, {
    rules: {
      decide(incident, command, policy, now) {
        const isPoison =
          command.type === 'fire_timers' &&
          incident.title === 'poison' &&
          command.keys.some((key) => key.startsWith('commander_missing'));
        if (isPoison) throw new Error('this rule is broken');
        return rules.decide(incident, command, policy, now);
      },
    },
  });
});
afterAll(() => Promise.all([engine.database.close(), poisoned.database.close()]));

interface TimerRow {
  key: string;
  kind: string;
  attempts: number;
  parked: boolean;
  due_at: Date;
}

async function timers(id: number): Promise<TimerRow[]> {
  return await engine.database.work.use(
    ({ sql }) => sql<TimerRow[]>`
      select key, kind, attempts, parked_at is not null as parked, due_at from timers
      where incident_id = ${id} order by due_at, key`,
  );
}

async function facts(id: number): Promise<string[]> {
  const rows = await engine.database.work.use(
    ({ sql }) => sql<{ type: string }[]>`
      select effect -> 'fact' ->> 'type' as type from outbox
      where incident_id = ${id} and effect ->> 'type' = 'announce' order by id`,
  );
  return rows.map((row) => row.type);
}

function fail(): never {
  throw new Error('this rule is broken');
}

/** The incident with more than an incident may hold. */
function grown(incident: Incident): Incident {
  return { ...incident, state: { ...incident.state, summary: 'x'.repeat(50_000) } };
}

/** The rules with a step that calls people after five minutes, and a nudge that goes wrong. */
function withLadder(nudged: (after: Incident) => Incident): Partial<Rules> {
  const stepOf = ({ declaredAt }: Incident): Timer => ({
    key: `ladder_step:invented:${declaredAt.toISOString()}`,
    kind: 'ladder_step',
    dueAt: new Date(declaredAt.getTime() + 5 * 60_000),
  });
  return {
    timersFor(incident, policy) {
      const step = stepOf(incident);
      const others = rules.timersFor(incident, policy);
      return step.key in incident.state.fired ? others : [step, ...others];
    },
    decide(incident, command, policy, now) {
      const decision = rules.decide(incident, command, policy, now);
      if (command.type !== 'fire_timers' || !decision.ok) return decision;
      let { incident: after, effects } = decision;
      if (command.keys.some((key) => key.startsWith('commander_missing'))) after = nudged(after);
      const { key } = stepOf(incident);
      if (command.keys.includes(key)) {
        after = {
          ...after,
          state: { ...after.state, fired: { ...after.state.fired, [key]: now } },
        };
        effects = [...effects, tellRoom({ type: 'brief' })];
      }
      return { ...decision, incident: after, effects };
    },
  };
}

/** As if the timers of the incident had waited out what went wrong. */
async function haveWaited(id: number): Promise<void> {
  await engine.database.work.use(
    ({ sql }) => sql`update timers set not_before = '-infinity' where incident_id = ${id}`,
  );
}

describe('timers', () => {
  it('are kept by difference: a decision leaves those alone that it does not change', async () => {
    const { id } = await declared(engine);
    const before = await timers(id);
    await engine.database.work.use(
      ({ sql }) => sql`update timers set attempts = 3 where incident_id = ${id}`,
    );
    await transact(engine, {
      incidentId: id,
      command: { type: 'take_role', by: 'U0BEN', role: 'commander' },
      gesture: gesture(),
    });
    const after = await timers(id);
    const updates = before.filter((timer) => timer.kind.startsWith('update'));
    expect(after).toEqual(updates.map((timer) => ({ ...timer, attempts: 3 })));
  });

  it('fire when they are due, and not before', async () => {
    const { id } = await declared(engine);
    await tick(engine);
    expect(await facts(id)).toEqual([]);
    await advance(database.url, 6 * 60_000);
    await tick(engine);
    await tick(engine);
    expect(await facts(id)).toEqual(['commander_missing']);
  });

  it('do not storm after a week: one reminder, one nudge', async () => {
    const { id } = await declared(engine);
    await advance(database.url, 7 * 24 * 60 * 60_000);
    await tick(engine);
    await tick(engine);
    expect((await facts(id)).sort()).toEqual(['commander_missing', 'update_reminder']);
    expect(await timers(id)).toEqual([]);
  });

  it('whose index lags behind the state are put right without a word', async () => {
    const { id } = await declared(engine);
    await engine.database.work.use(
      ({ sql }) => sql`
        insert into timers (incident_id, key, team_id, kind, due_at)
        values (${id}, 'archive_room:long-ago', ${engine.teamId}, 'archive_room',
          now() - interval '1 day')`,
    );
    const before = await timers(id);
    expect(await tick(engine)).toMatchObject({ incidents: 1, fired: [] });
    const after = await timers(id);
    expect(before.map((timer) => timer.kind)).toContain('archive_room');
    expect(after.map((timer) => timer.kind)).not.toContain('archive_room');
    expect(await facts(id)).toEqual([]);
  });
});

describe('a rule that throws', () => {
  it('holds up its own timer and no other, backs off, and is given up at last', async () => {
    const { id } = await declared(engine, { title: 'poison' });
    const { id: other } = await declared(engine);
    await advance(database.url, 31 * 60_000);
    const faults: Poisoned[] = [];
    const ticked = await tick(poisoned, { onPoison: (fault) => faults.push(fault) });
    expect(ticked.failed).toBe(3);
    expect(await facts(id)).toEqual(['update_reminder']);
    expect((await facts(other)).sort()).toEqual(['commander_missing', 'update_reminder']);
    expect(faults.map((fault) => fault.incidentId)).toEqual([id, id, id]);
    expect((await timers(id)).filter((timer) => timer.attempts === 1)).toHaveLength(3);

    expect((await tick(poisoned)).failed).toBe(0);
    for (let attempt = 2; attempt <= 5; attempt += 1) {
      expect(faults.some(({ isParked }) => isParked)).toBe(false);
      await haveWaited(id);
      await tick(poisoned, { onPoison: (fault) => faults.push(fault) });
    }
    expect(faults.filter(({ isParked }) => isParked)).toHaveLength(3);
    const nudges = (await timers(id)).filter((timer) => timer.kind === 'commander_missing');
    expect(nudges.map(({ attempts, parked }) => ({ attempts, parked }))).toEqual(
      Array(3).fill({ attempts: 5, parked: true }),
    );
    await haveWaited(id);
    expect(await tick(poisoned)).toMatchObject({ failed: 0, parked: 3 });
  });

  it.each([
    ['throws', (): never => fail()],
    ['cannot be saved', (after: Incident) => grown(after)],
  ])('%s never keeps anybody from being called', async (_what, happens) => {
    const paging = await startEngine(database.url, { rules: withLadder(happens) });
    const { id } = await declared(paging);
    await advance(database.url, 31 * 60_000);
    const faults: Poisoned[] = [];
    const { fired } = await tick(paging, { onPoison: (fault) => faults.push(fault) });
    expect(fired.map(({ kind }) => kind)).toContain('ladder_step');
    expect(faults.map(({ incidentId, key }) => [incidentId, key?.split(':')[0]])).toEqual(
      Array(3).fill([id, 'commander_missing']),
    );
    // Neither the page nor the reminder of the same incident waited for it.
    expect((await facts(id)).sort()).toEqual(['brief', 'update_reminder']);
    expect((await tick(paging)).fired).toEqual([]);
    await engine.database.work.use(({ sql }) => sql`delete from timers where incident_id = ${id}`);
    await paging.database.close();
  });

  it('that does not record what it fired is taken for one that throws', async () => {
    const forgetful = await startEngine(database.url, {
      rules: {
        decide(incident, command, policy, now) {
          const decision = rules.decide(incident, command, policy, now);
          return command.type === 'fire_timers' && decision.ok
            ? { ...decision, incident: { ...decision.incident, state: incident.state } }
            : decision;
        },
      },
    });
    const { id } = await declared(engine);
    await advance(database.url, 6 * 60_000);
    const ticked = await tick(forgetful);
    await forgetful.database.close();
    expect(ticked.failed).toBeGreaterThan(0);
    expect(await facts(id)).toEqual([]);
  });
});

describe('an incident that cannot be read', () => {
  it('does not hold up the others, and waits its turn', async () => {
    const { id: broken } = await declared(engine);
    const { id: other } = await declared(engine);
    await engine.database.work.use(
      ({ sql }) => sql`update incidents set state = '{}' where id = ${broken}`,
    );
    await advance(database.url, 6 * 60_000);
    const faults: Poisoned[] = [];
    await tick(engine, { onPoison: (fault) => faults.push(fault) });
    expect(await facts(other)).toEqual(['commander_missing']);
    expect(faults.map((fault) => fault.incidentId)).toEqual([broken]);
    faults.length = 0;
    await tick(engine, { onPoison: (fault) => faults.push(fault) });
    expect(faults).toEqual([]);
  });

  it('because a newer release wrote it is left to that release, and counts as no failure', async () => {
    const { id } = await declared(engine);
    await engine.database.work.use(
      ({ sql }) => sql`update incidents set state_version = 99 where id = ${id}`,
    );
    await advance(database.url, 6 * 60_000);
    const faults: Poisoned[] = [];
    await tick(engine, { onPoison: (fault) => faults.push(fault) });
    expect(faults.filter(({ incidentId }) => incidentId === id)).toEqual([]);
    expect((await timers(id)).map(({ attempts }) => attempts)).not.toContain(1);
    expect(await facts(id)).toEqual([]);
    await engine.database.work.use(({ sql }) => sql`delete from timers where incident_id = ${id}`);
  });
});
