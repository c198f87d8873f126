import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import { claim } from '../../src/engine/claim.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { rules } from '../../src/engine/engine.ts';
import { lockOrganisation, saveOrganisation } from '../../src/engine/organisation-row.ts';
import { tickOrganisation } from '../../src/engine/tick-organisation.ts';
import { digestLine, hashLine } from '../../src/engine/timeline-chain.ts';
import { transactOrganisation } from '../../src/engine/transact-organisation.ts';
import { Policy } from '../../src/policy/schema.ts';
import { applyPolicy } from '../../src/store/policies.ts';
import { testDatabase } from '../support/database.ts';
import { gesture, startEngine, teamId, testPolicy } from '../support/engine.ts';

const database = testDatabase();
const day = 24 * 60 * 60_000;
let engines: Engine[];
let engine: Engine;
let statements: string[] = [];

/** Without the daily round of who has action items, which every policy has. */
const organisationTimersFor: typeof rules.organisationTimersFor = (...about) =>
  rules.organisationTimersFor(...about).filter(({ key }) => !key.includes('action_items'));

beforeAll(async () => {
  engines = [];
  const options = { rules: { organisationTimersFor } };
  for (let count = 0; count < 4; count += 1) engines.push(await startEngine(database.url, options));
  engine = await startEngine(database.url, {
    ...options,
    connect: { onStatement: (text) => statements.push(text) },
  });
});
afterAll(() => Promise.all([engine, ...engines].map((each) => each.database.close())));

const query = <T extends object>(text: string) =>
  engine.database.work.use(({ sql }) => sql.unsafe(text)) as unknown as Promise<T[]>;

beforeEach(async () => {
  await query(
    'delete from outbox; delete from organisation_timers; delete from organisation_states; delete from organisation_log; delete from inbox',
  );
});

let applied = 0;

/** Puts the test policy with these changes in force. */
async function inForce(changes: object): Promise<void> {
  applied += 1;
  const policy = Policy.parse({ ...testPolicy, announce: { channel: '#incidents' }, ...changes });
  const stored = { policy, hash: `policy ${applied}`, source: 'test' };
  await engine.database.work.use(({ sql }) => applyPolicy(sql, { teamId, ...stored }));
}

const told = () =>
  query<{ fact: { type: string; missed: number } }>(
    `select effect->'fact' as fact from outbox where incident_id is null order by id`,
  );

const timers = () =>
  query<{ key: string; attempts: number; parked: boolean }>(
    'select key, attempts, parked_at is not null as parked from organisation_timers order by due_at, key',
  );

const hourly = { key: 'hourly', name: 'Hourly', every: 'week', at: '0 * * * *' };
const daily = { key: 'daily', name: 'Daily', every: 'week', at: '30 2 * * *' };

describe('what belongs to no incident', () => {
  it('is followed when the policy changes, and fires exactly once however many processes tick', async () => {
    await inForce({ reports: [hourly, daily] });
    await Promise.all(engines.map((each) => tickOrganisation(each)));
    expect(await timers()).toHaveLength(2);
    for (let hour = 0; hour < 48; hour += 1) {
      await advance(database.url, 60 * 60_000);
      await Promise.all(engines.map((each) => tickOrganisation(each)));
    }
    const facts = (await told()).map(({ fact }) => fact);
    const of = (report: string) =>
      facts.filter((fact) => 'report' in fact && fact.report === report);
    expect(of('hourly')).toHaveLength(48);
    expect(of('daily')).toHaveLength(2);
    expect(new Set(facts.map((fact) => JSON.stringify(fact))).size).toBe(50);
    expect(facts.every(({ missed }) => missed === 0)).toBe(true);
  });

  it('comes once after a week away and says what was missed', async () => {
    await inForce({ reports: [daily] });
    await tickOrganisation(engine);
    await advance(database.url, 7 * day);
    const ticked = await Promise.all(engines.map((each) => tickOrganisation(each)));
    const fired = ticked.flatMap((each) => each.fired);
    expect(fired).toEqual([{ kind: 'comes_again', lateMs: expect.any(Number) }]);
    expect(fired[0]?.lateMs).toBeGreaterThan(5 * day);
    expect((await told()).map(({ fact }) => fact)).toMatchObject([{ missed: 6 }]);
  });

  it('costs one statement when there is nothing to do', async () => {
    await inForce({ reports: [daily] });
    await tickOrganisation(engine);
    statements = [];
    await tickOrganisation(engine);
    expect(statements).toHaveLength(1);
  });

  it('goes by the policy in force from the next pulse on', async () => {
    await inForce({ reports: [daily] });
    await tickOrganisation(engine);
    await inForce({ reports: [hourly] });
    await tickOrganisation(engine);
    expect((await timers()).map(({ key }) => key.split(':')[2])).toEqual(['hourly']);
    await inForce({});
    await tickOrganisation(engine);
    expect(await timers()).toEqual([]);
    expect(await told()).toEqual([]);
  });

  it('keeps a log that is chained', async () => {
    await inForce({ reports: [hourly] });
    await tickOrganisation(engine);
    await advance(database.url, 60 * 60_000);
    await tickOrganisation(engine);
    const command = {
      type: 'not_delivered',
      what: 'report_due',
      where: '#x',
      error: 'no',
    } as const;
    await transactOrganisation(engine, command, gesture('outbox:1'));
    await transactOrganisation(engine, command, gesture('outbox:1'));
    const lines = await query<{
      seq: number;
      at: Date;
      type: string;
      actor: { kind: 'clock' };
      data: object;
      salt: Uint8Array;
      digest: Uint8Array;
      hash: Uint8Array;
    }>('select * from organisation_log order by seq');
    expect(lines.map(({ type }) => type)).toEqual([
      'follow_policy',
      'comes_again',
      'not_delivered',
    ]);
    let head: Uint8Array = Buffer.alloc(32);
    for (const line of lines) {
      const { seq, at } = line;
      expect(Buffer.from(line.digest)).toEqual(digestLine(line.salt, line, { teamId, seq, at }));
      head = hashLine(head, line.digest);
      expect(Buffer.from(line.hash)).toEqual(head);
    }
    const [row] = await query<{ log_hash: Uint8Array }>('select log_hash from organisation_states');
    expect(Buffer.from(row?.log_hash ?? [])).toEqual(head);
  });
});

describe('the user group of a schedule', () => {
  const primary = { key: 'primary', name: 'Primary', user_group: 'S0OPS', people: ['U0ANA'] };

  it('is not made equal to who was on call before while somebody is just put on call', async () => {
    await inForce({ on_call: [primary] });
    await tickOrganisation(engine);
    const policy = await engine.database.work.use(({ sql }) =>
      engine.policies.get(sql, `policy ${applied}`),
    );
    const claimed = () =>
      engines[0]?.database.work.use(({ sql }) => claim(sql, { limit: 10, leaseSeconds: 45 }));
    await engine.database.work.transaction(async (tx) => {
      const found = await lockOrganisation(tx, teamId);
      if (!found) throw new Error('there is no row');
      const untilAt = new Date(found.now.getTime() + day);
      const who = { by: 'U0BEN', userId: 'U0BEN', schedule: 'primary' };
      const command = { type: 'override_on_call', ...who, fromAt: null, untilAt } as const;
      const decision = rules.decideOrganisation(found.organisation, command, policy, found.now);
      if (!decision.ok) throw new Error(decision.refusal.code);
      const saved = { timers: [], policyHash: found.followed, correlationId: 'test' };
      await saveOrganisation(tx, found, [decision], saved);
      expect((await claimed())?.rows).toEqual([]);
    });
    expect((await claimed())?.rows).toMatchObject([{ effect: { type: 'sync_user_group' } }]);
  });

  it('that a policy gives to a schedule is kept from then on, not from the next turn', async () => {
    const { user_group: _, ...without } = primary;
    const layers = [{ key: 'weeks', people: ['U0ANA'], from: '2026-03-23', at: '09:00' }];
    await inForce({ on_call: [{ ...without, layers }] });
    await tickOrganisation(engine);
    expect(await query('select from outbox')).toEqual([]);
    await inForce({ on_call: [{ ...primary, layers }] });
    await tickOrganisation(engine);
    expect(await query(`select effect->>'type' as type from outbox`)).toEqual([
      { type: 'sync_user_group' },
    ]);
  });
});

describe('a rule that throws', () => {
  it('holds up its own timer and no other, and is given up after five tries', async () => {
    const poisoned = {
      ...engine,
      rules: {
        ...engine.rules,
        decideOrganisation: ((organisation, command, policy, now) => {
          const isPoison =
            command.type === 'fire_timers' && command.keys.some((key) => key.includes('daily'));
          if (isPoison) throw new Error('this rule is broken');
          return rules.decideOrganisation(organisation, command, policy, now);
        }) satisfies typeof rules.decideOrganisation,
      },
    };
    await inForce({ reports: [hourly, daily] });
    await tickOrganisation(poisoned);
    await advance(database.url, day);
    const faults: (string | null)[] = [];
    const onPoison = ({ key }: { key: string | null }) => faults.push(key);
    expect(await tickOrganisation(poisoned, { onPoison })).toMatchObject({
      fired: [{ kind: 'comes_again' }],
      failed: 1,
    });
    expect(faults).toEqual([expect.stringContaining('report:daily')]);
    expect(await told()).toHaveLength(1);
    // It waits in real time.
    expect(await tickOrganisation(poisoned)).toMatchObject({ failed: 0 });
    for (let attempt = 2; attempt <= 5; attempt += 1) {
      await query(`update organisation_timers set not_before = '-infinity'`);
      await tickOrganisation(poisoned);
    }
    const parked = (await timers()).filter((timer) => timer.parked);
    expect(parked).toMatchObject([{ attempts: 5 }]);
    await query(`update organisation_timers set not_before = '-infinity'`);
    expect((await tickOrganisation(engine)).fired).toEqual([]);
  });

  it('that does not record what it fired is taken for one that throws', async () => {
    const forgetful = {
      ...engine,
      rules: {
        ...engine.rules,
        decideOrganisation: ((organisation, command, policy, now) => {
          const decision = rules.decideOrganisation(organisation, command, policy, now);
          return command.type === 'fire_timers' && decision.ok
            ? { ...decision, organisation }
            : decision;
        }) satisfies typeof rules.decideOrganisation,
      },
    };
    await inForce({ reports: [daily] });
    await tickOrganisation(forgetful);
    await advance(database.url, day);
    expect(await tickOrganisation(forgetful)).toMatchObject({ fired: [], failed: 1 });
    expect(await told()).toEqual([]);
  });
});
