import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { createWhoIsOnCall } from '../../src/engine/who-is-behind.ts';
import { OnCall } from '../../src/policy/language/on-call.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { applyPolicy } from '../../src/store/policies.ts';
import { testDatabase } from '../support/database.ts';
import { startEngine, teamId, testPolicy } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;

const schedule = (key: string, ...people: string[]) => OnCall.parse({ key, name: key, people });
const policy: Policy = {
  ...testPolicy,
  on_call: [
    schedule('primary', 'U0ANA', 'team:core', 'U0ANA'),
    schedule('nobody'),
    schedule('lost', '@gone'),
    schedule('partly', '@gone', 'U0BEN'),
    schedule('there', 'on_call:back', 'U0BEN'),
    schedule('back', 'on_call:there', 'U0CAT'),
  ],
  directory: {
    ...testPolicy.directory,
    teams: [
      { key: 'core', name: 'Core', members: ['ben@example.com'] },
    ] as Policy['directory']['teams'],
  },
};

beforeAll(async () => {
  engine = await startEngine(database.url);
  await engine.database.work.use(async ({ sql }) => {
    await applyPolicy(sql, { teamId, policy, hash: 'on-call', source: 'test' });
    await engine.policies.activate(sql, 'on-call');
  });
});
afterAll(() => engine.database.close());

const people = async (ref: string) => {
  if (ref === '@gone') return { error: 'no_such_subteam' };
  return { userIds: [ref === 'ben@example.com' ? 'U0BEN' : ref] };
};

it.each([
  ['primary', { userIds: ['U0ANA', 'U0BEN'] }],
  ['nobody', { error: 'nobody_on_call' }],
  ['lost', { error: 'no_such_subteam' }],
  ['partly', { userIds: ['U0BEN'] }],
  ['there', { userIds: ['U0CAT', 'U0BEN'] }],
  ['unheard', { error: 'no_such_schedule' }],
])('who is on call by %s is found once each, as far as they can be', async (key, expected) => {
  const whoIsOnCall = createWhoIsOnCall(engine, engine.database.work);
  expect(await whoIsOnCall(key, people)).toEqual(expected);
});
