import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import { declareIncident } from '../../src/engine/declare.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { followApplied, followPolicy } from '../../src/engine/policy-in-force.ts';
import { createReads } from '../../src/engine/ports.ts';
import { tick } from '../../src/engine/tick.ts';
import { severityOf, statusName } from '../../src/incident/lookup.ts';
import {
  applyPolicy,
  ensureOrganisation,
  NewerPolicy,
  Policies,
} from '../../src/store/policies.ts';
import { testDatabase } from '../support/database.ts';
import {
  declaration,
  declared,
  gesture,
  startEngine,
  teamId,
  testPolicy,
} from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());

const renamed = { ...testPolicy, name: 'Second' };

function activate(hash: string, policy = renamed) {
  return engine.database.work.use(({ sql }) =>
    applyPolicy(sql, { teamId, policy, hash, source: 'test' }),
  );
}

describe('the active policy', () => {
  it('is the one that new incidents keep, and older ones keep theirs', async () => {
    const before = await declared(engine);
    await activate('second');
    const after = await declared(engine);
    expect([before.policyHash, after.policyHash]).toEqual(['test', 'second']);
    expect(engine.policies.active().name).toBe('Second');
    await activate('test', testPolicy);
    expect((await declared(engine)).policyHash).toBe('test');
  });

  it('can be set by several processes at once, and keeps the count of incidents', async () => {
    const before = await declared(engine);
    await Promise.all(Array.from({ length: 5 }, () => activate('second')));
    expect((await declared(engine)).number).toBe(before.number + 1);
  });

  it('of an unknown incident is read once, then known', async () => {
    const policies = new Policies();
    expect(() => policies.active()).toThrow(/ensureOrganisation/);
    const [first, again] = await engine.database.work.use(async ({ sql }) => [
      await policies.get(sql, 'test'),
      await policies.get(sql, 'test'),
    ]);
    expect(first).toEqual(testPolicy);
    expect(again).toBe(first);
    await expect(
      engine.database.work.use(({ sql }) => policies.get(sql, 'never stored')),
    ).rejects.toThrow('is not stored');
  });

  it('stays as it is when a process starts with another file; only applying changes it', async () => {
    const start = () =>
      engine.database.work.use(({ sql }) =>
        ensureOrganisation(sql, { teamId, policy: renamed, hash: 'third', source: 'test' }),
      );
    await activate('test', testPolicy);
    expect(await start()).toBe('test');
    await activate('second');
    expect(await start()).toBe('second');
    await activate('test', testPolicy);
  });

  it('is told to be another one, or the same, or that of no workspace', async () => {
    await activate('test', testPolicy);
    expect(await activate('second')).toBe(true);
    expect(await activate('second')).toBe(false);
    const stored = { policy: renamed, hash: 'second', source: 'test' };
    const nowhere = engine.database.work.use(({ sql }) =>
      applyPolicy(sql, { teamId: 'T0NEW', ...stored }),
    );
    expect(await nowhere).toBeNull();
    await activate('test', testPolicy);
  });

  it('is followed by every process, at once where PostgreSQL says so', async () => {
    const others = [await startEngine(database.url), await startEngine(database.url)];
    const [listening, ticking] = others as [Engine, Engine];
    const followed = new Promise<void>((resolve) => {
      const activate = listening.policies.activate.bind(listening.policies);
      listening.policies.activate = async (sql, hash) => {
        const policy = await activate(sql, hash);
        resolve();
        return policy;
      };
    });
    await followApplied(listening, { warn: (why: unknown) => expect.fail(String(why)) });
    await activate('second');
    await followed;
    expect(listening.policies.active().name).toBe('Second');
    expect(ticking.policies.active().name).toBe('Test');
    await tick(ticking);
    expect(ticking.policies.active().name).toBe('Second');
    await activate('test', testPolicy);
    await Promise.all(others.map((each) => each.database.close()));
  });

  it('must be there before anything is declared', async () => {
    const stranger = { ...engine, teamId: 'T0NEW' };
    await expect(declareIncident(stranger, declaration(), gesture())).rejects.toThrow(
      /organisation is not set up/,
    );
  });
});

describe('a policy that another release stored', () => {
  const store = (hash: string, body: object, version: number) =>
    engine.database.work.use(
      ({ sql }) => sql`
        insert into policies (hash, body, body_version, source)
        values (${hash}, ${JSON.stringify(body)}::jsonb, ${version}, 'test')`,
    );

  it('is read in today’s language when it was an older one', async () => {
    const { version: _, ...body } = testPolicy;
    await store('older', { ...body, version: 1 }, 1);
    const policy = await engine.database.work.use(({ sql }) => new Policies().get(sql, 'older'));
    expect(policy).toEqual(testPolicy);
  });

  it('of a newer one keeps neither lists nor the clock from what this one can read', async () => {
    const mine = await declared(engine);
    const newer = await declared(engine);
    await store('newer', { version: 99, name: 'Tomorrow' }, 99);
    await engine.database.work.use(
      ({ sql }) => sql`
        update incidents set policy_hash = 'newer', severity = 'sev9', status = 'tomorrow'
        where id = ${newer.id}`,
    );
    await expect(
      engine.database.work.use(({ sql }) => engine.policies.get(sql, 'newer')),
    ).rejects.toThrow(NewerPolicy);

    const open = await createReads(engine, engine.database.work).open('U0ANA');
    const shown = open.find(({ incident }) => incident.id === newer.id);
    expect(open.map(({ incident }) => incident.id)).toContain(mine.id);
    expect(shown && statusName(shown.incident, shown.policy ?? testPolicy)).toBe('tomorrow');
    expect(shown && severityOf(shown.policy ?? testPolicy, shown.incident.severity)?.name).toBe(
      'sev9',
    );

    await advance(database.url, 31 * 60_000);
    const { failed, fired } = await tick(engine);
    expect({ failed, fired: fired.length > 0 }).toEqual({ failed: 0, fired: true });
    await engine.database.work.use(
      ({ sql }) => sql`delete from timers where incident_id = ${newer.id}`,
    );
  });

  it('goes into force elsewhere, and this one goes on with what it knows', async () => {
    await followPolicy(engine, 'newer');
    expect(engine.policies.active().name).toBe('Test');
  });
});
