import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { rules } from '../../src/engine/engine.ts';
import { type Looked, look } from '../../src/engine/look.ts';
import { tick } from '../../src/engine/tick.ts';
import type { FireTimers } from '../../src/incident/clock.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine, teamId } from '../support/engine.ts';
import { wentBy } from '../support/went-by.ts';

const database = testDatabase();
const statements: string[] = [];
/** What the clock asked of the rules. */
const asked: FireTimers[] = [];
let engine: Engine;

beforeAll(async () => {
  engine = await startEngine(database.url, {
    connect: { onStatement: (text) => statements.push(text) },
    rules: {
      decide(incident, command, policy, now) {
        if (command.type === 'fire_timers') asked.push(command);
        return rules.decide(incident, command, policy, now);
      },
    },
  });
});
afterAll(() => engine.database.close());

const ask = (text: string) => engine.database.work.use(({ sql }) => sql.unsafe(text));

async function lookOnce(): Promise<Looked> {
  const looked = await engine.database.work.use(({ sql }) => look(sql, teamId));
  if (!looked) throw new Error('nothing was seen');
  return looked;
}

/** Blocks of tables and indexes that one look reads. */
function blocksRead(): Promise<number> {
  return engine.database.work.use(async ({ sql }) => {
    const plans: [{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }][] = [];
    // The very statement, explained: `look` sees a driver that puts EXPLAIN before it.
    const explaining = (text: TemplateStringsArray, ...values: never[]) => {
      if (!text[0]?.includes('with gate')) return sql(text, ...values);
      const raw = [`explain (analyze, buffers, format json) ${text[0]}`, ...text.slice(1)];
      const explained = Object.assign(raw, { raw }) as unknown as TemplateStringsArray;
      return sql(explained, ...values).then((rows) => {
        plans.push(rows as never);
        return [];
      });
    };
    await look(explaining as never, teamId);
    const plan = plans[0]?.[0]['QUERY PLAN'][0].Plan;
    if (!plan) throw new Error('nothing was explained');
    return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
  });
}

async function arm(count: number, at: string, more = `'update_due', false`): Promise<void> {
  await ask(`
    insert into timers (incident_id, key, team_id, kind, is_urgent, due_at)
    select (select min(id) from incidents), 'k' || random(), '${teamId}', ${more},
      ${at} + n * interval '1 millisecond' from generate_series(1, ${count}) n`);
}

describe('a look at the clock', () => {
  it('reads no more when a hundred times as many timers are armed for later', async () => {
    await declared(engine);
    await arm(300, `now() + interval '1 day'`);
    await ask('analyze timers');
    await lookOnce();
    const few = await blocksRead();
    await arm(30_000, `now() + interval '1 day'`);
    // With what the planner knew before, and with what it knows then.
    const unknowing = await blocksRead();
    await ask('analyze timers');
    const many = await blocksRead();
    expect(Math.max(unknowing, many)).toBeLessThan(few + 30);
  });

  it('reads a stretch of what is due, however much that is, and says that there is more', async () => {
    await ask('delete from timers');
    await arm(3_000, `now() - interval '1 day'`);
    await ask('analyze timers');
    const some = await blocksRead();
    expect(await lookOnce()).toMatchObject({ isFull: true });
    await arm(20_000, `now() - interval '1 hour'`);
    await ask('analyze timers');
    expect(await blocksRead()).toBeLessThan(some * 2);
    await ask('delete from timers');
    expect(await lookOnce()).toMatchObject({ ids: [], isFull: false });
  });

  it('sees first where somebody is called, whatever else is late since when', async () => {
    const calm = await declared(engine);
    const urgent = await declared(engine);
    await ask('delete from timers');
    const due = (id: number, at: string, more: string) =>
      ask(`insert into timers (incident_id, key, team_id, kind, is_urgent, due_at)
        values (${id}, 'k', '${teamId}', ${more}, now() - interval '${at}')`);
    await due(calm.id, '7 days', `'update_due', false`);
    await due(urgent.id, '1 second', `'ladder_step', true`);
    expect((await lookOnce()).ids).toEqual([urgent.id, calm.id]);
    await ask('delete from timers');
  });

  it('fires fifty incidents with nine statements', async () => {
    for (let n = 0; n < 50; n += 1) await declared(engine);
    await advance(database.url, 6 * 60_000);
    statements.length = 0;
    const { fired } = await tick(engine);
    expect(fired).toHaveLength(50);
    const words = statements.map((text) => text.trim().split(/\s/)[0]);
    // Two batches at the same time, in whatever order.
    expect([words[0], ...words.slice(1).sort()]).toEqual([
      'with',
      ...['begin', 'begin', 'commit', 'commit', 'select', 'select', 'with', 'with'],
    ]);
    statements.length = 0;
    await tick(engine);
    expect(statements).toHaveLength(1);
  });

  it('tells the rules that Muster was away, only of what became due meanwhile', async () => {
    await declared(engine);
    asked.length = 0;
    // Moving the story's clock is no absence.
    await advance(database.url, 60 * 60_000);
    await tick(engine);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every(({ away }) => away === undefined)).toBe(true);

    await declared(engine);
    const { now: before } = await lookOnce();
    const after = await advance(database.url, 60 * 60_000);
    await wentBy(database.url, '1 hour');
    asked.length = 0;
    await tick(engine);
    const [first] = asked;
    expect(asked.every(({ away }) => away !== undefined)).toBe(true);
    // To the ten seconds in which a pulse is not written down again, and what a busy machine takes.
    expect(Math.abs(Number(first?.away?.fromAt) - before.getTime())).toBeLessThan(60_000);
    expect(Math.abs(Number(first?.away?.toAt) - after.getTime())).toBeLessThan(60_000);

    await declared(engine);
    await advance(database.url, 6 * 60_000);
    asked.length = 0;
    await tick(engine);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.away).toBeUndefined();
  });
});
