import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { tick } from '../../src/engine/tick.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command } from '../../src/incident/types.ts';
import type { Outcome } from '../../src/slack/ports.ts';
import { testDatabase } from '../support/database.ts';
import { declared, gesture, startEngine } from '../support/engine.ts';

const database = testDatabase();
/** Two processes over one database. */
let left: Engine;
let right: Engine;

beforeAll(async () => {
  left = await startEngine(database.url);
  right = await startEngine(database.url);
});
afterAll(() => Promise.all([left.database.close(), right.database.close()]));

function press(engine: Engine, incidentId: number, command: Command): Promise<Outcome> {
  return transact(engine, { incidentId, command, gesture: gesture() });
}

function deadlocks(): Promise<number> {
  return left.database.work.use(async ({ sql }) => {
    const [row] = await sql<{ deadlocks: number }[]>`
      select deadlocks from pg_stat_database where datname = current_database()`;
    return row?.deadlocks ?? 0;
  });
}

describe('two people who press the same button', () => {
  it('never both get the role: a thousand times, one wins and the other is told who', async () => {
    const { id } = await declared(left);
    const odd: unknown[] = [];
    const lost = { ana: 0, ben: 0 };
    for (let round = 0; round < 1000; round += 1) {
      const expectation = { expect: { holders: [] } };
      const [ana, ben] = await Promise.all([
        press(left, id, { type: 'take_role', by: 'U0ANA', role: 'commander', ...expectation }),
        press(right, id, { type: 'take_role', by: 'U0BEN', role: 'commander', ...expectation }),
      ]);
      const winner = ana.ok ? 'U0ANA' : 'U0BEN';
      const loser = ana.ok ? ben : ana;
      const toldWho =
        !loser.ok && loser.refusal.code === 'role_taken' && loser.refusal.holders.join() === winner;
      if (ana.ok === ben.ok || !toldWho) odd.push({ ana, ben });
      lost[ana.ok ? 'ben' : 'ana'] += 1;
      await press(left, id, { type: 'give_up_role', by: winner, role: 'commander' });
    }
    expect(odd).toEqual([]);
    // Otherwise nobody raced.
    expect(Math.min(lost.ana, lost.ben)).toBeGreaterThan(0);
  });
});

describe('the clock and people at the same time', () => {
  it('never lock each other out: no deadlock in many rounds, and each timer fires once', async () => {
    const incidents = await Promise.all(Array.from({ length: 6 }, () => declared(left)));
    for (let round = 0; round < 25; round += 1) {
      await advance(database.url, 5 * 60_000);
      await Promise.all([
        tick(left),
        tick(right),
        ...incidents.flatMap(({ id }, index) => {
          const engine = index % 2 ? left : right;
          return [
            press(engine, id, { type: 'add_note', by: 'U0ANA', kind: 'note', text: `${round}` }),
            press(engine, id, { type: 'own_update', by: 'U0BEN' }),
            press(left, id, { type: 'join_room', by: `U0R${round}` }),
          ];
        }),
      ]);
    }
    await tick(left);
    expect(await deadlocks()).toBe(0);
    const twice = await left.database.work.use(
      ({ sql }) => sql`
        select incident_id, fired -> 'kind' as kind, fired -> 'dueAt' as due
        from timeline, jsonb_array_elements(data -> 'fired') fired
        group by 1, 2, 3 having count(*) > 1`,
    );
    expect([...twice]).toEqual([]);
  });

  it('fires each timer once although several processes tick at once', async () => {
    const incidents = await Promise.all(Array.from({ length: 60 }, () => declared(left)));
    await advance(database.url, 6 * 60_000);
    const passes = await Promise.all([tick(left), tick(right), tick(left), tick(right)]);
    expect(passes.reduce((sum, pass) => sum + pass.fired.length, 0)).toBeGreaterThanOrEqual(60);
    const ids = incidents.map((incident) => incident.id);
    const rows = await left.database.work.use(
      ({ sql }) => sql<{ times: number }[]>`
        select count(*) filter (where o.effect -> 'fact' ->> 'type' = 'commander_missing') as times
        from incidents i left join outbox o on o.incident_id = i.id
        where i.id::text in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))
        group by i.id`,
    );
    expect(rows.map((row) => row.times)).toEqual(ids.map(() => 1));
  });
});
