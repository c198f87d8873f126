import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declareIncident } from '../../src/engine/declare.ts';
import type { Engine } from '../../src/engine/engine.ts';
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

  it('must be there before anything is declared', async () => {
    const stranger = { ...engine, teamId: 'T0NEW' };
    await expect(declareIncident(stranger, declaration(), gesture())).rejects.toThrow(
      /organisation is not set up/,
    );
  });
});
