import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command, Incident } from '../../src/incident/types.ts';
import { testDatabase } from '../support/database.ts';
import { declared, gesture, startEngine } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;

beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());

const sql = <T extends object>(query: TemplateStringsArray, ...values: (string | number)[]) =>
  engine.database.work.use(async ({ sql }) => [...(await sql<T[]>(query, ...values))]);

const merge = (other: Incident): Command => ({
  type: 'merge',
  by: 'U0ANA',
  other: other.number,
  reason: 'the same',
});

const run = ({ id: incidentId }: Incident, command: Command, key: string | null = null) =>
  transact(engine, { incidentId, command, gesture: gesture(key) });

async function linesOf({ id }: Incident): Promise<string[]> {
  const rows = await sql<{ type: string }>`
    select type from timeline where incident_id = ${id} order by seq`;
  return rows.map(({ type }) => type);
}

describe('a command about two incidents', () => {
  it('saves both, with their people, or neither', async () => {
    const [double, whole] = [await declared(engine, { by: 'U0BEN' }), await declared(engine)];
    expect(await run(double, merge(whole))).toMatchObject({ ok: true, repeated: false });
    expect(await linesOf(double)).toEqual(['declare', 'merge']);
    expect(await linesOf(whole)).toEqual(['declare', 'take_in']);
    expect(
      await sql`select user_id from participants where incident_id = ${whole.id} order by 1`,
    ).toEqual([{ user_id: 'U0ANA' }, { user_id: 'U0BEN' }]);
    const third = await declared(engine);
    expect(await run(third, merge(double))).toMatchObject({
      ok: false,
      refusal: { code: 'other_ended', number: double.number },
    });
    expect(await linesOf(third)).toEqual(['declare']);
  });

  it('does nothing a second time', async () => {
    const [double, whole] = [await declared(engine), await declared(engine)];
    await run(double, merge(whole), 'merge:1');
    expect(await run(double, merge(whole), 'merge:1')).toMatchObject({ ok: true, repeated: true });
    expect(await linesOf(whole)).toEqual(['declare', 'take_in']);
  });

  it('cannot tell a private incident from none', async () => {
    const open = await declared(engine);
    const secret = await declared(engine, { by: 'U0EVE', isPrivate: true });
    const nothing = { ok: false, refusal: { code: 'not_found' } };
    expect(await run(open, merge(secret))).toMatchObject(nothing);
    expect(await run(open, merge({ ...secret, number: 99_999 }))).toMatchObject(nothing);
    expect(await run(secret, merge(open))).toMatchObject(nothing);
  });

  it('given crosswise at the same time ends with one of the two, and without a deadlock', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [one, other] = [await declared(engine), await declared(engine)];
      const outcomes = await Promise.all([run(one, merge(other)), run(other, merge(one))]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      const phases = await sql<{ phase: string }>`
        select phase from incidents where id in (${one.id}, ${other.id}) order by phase`;
      expect(phases.map(({ phase }) => phase)).toEqual(['active', 'merged']);
    }
  });
});

describe('an incident that becomes private', () => {
  it('leaves its public room behind in the same moment, and keeps a direct conversation', async () => {
    const [open, direct] = [await declared(engine), await declared(engine)];
    for (const [{ id }, channel] of [
      [open, 'C0ROOM'],
      [direct, 'D0ROOM'],
    ] as const) {
      await sql`insert into places (incident_id, place, team_id, channel_id)
        values (${id}, 'room', 'T0TEST', ${channel}), (${id}, 'card', 'T0TEST', ${channel}),
          (${id}, 'news', 'T0TEST', 'C0NEWS')`;
    }
    const hide: Command = { type: 'make_private', by: 'U0ANA', reason: 'keys leaked' };
    await run(open, hide);
    await run(direct, hide);
    const placesOf = async ({ id }: Incident) =>
      (await sql<{ place: string }>`select place from places where incident_id = ${id}`)
        .map(({ place }) => place)
        .sort();
    expect(await placesOf(open)).toEqual(['news', 'old_card', 'old_room']);
    expect(await placesOf(direct)).toEqual(['card', 'news', 'room']);
  });
});
