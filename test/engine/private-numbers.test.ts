import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declareIncident } from '../../src/engine/declare.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { noReview } from '../../src/incident/postmortem/types.ts';
import { incidentByNumber, incidentsOf, incidentsToWrite } from '../../src/store/queries.ts';
import { testDatabase } from '../support/database.ts';
import { declaration, declared, gesture, startEngine, teamId } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;

beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());

describe('the number of an incident', () => {
  it('goes on without a gap whatever is declared in private between, and tells nothing there', async () => {
    const kinds = Array.from({ length: 40 }, (_, index) => index % 3 === 0);
    const all = await Promise.all(kinds.map((isPrivate) => declared(engine, { isPrivate })));
    const open = all.filter(({ isPrivate }) => !isPrivate).map(({ number }) => number);
    const drawn = all.filter(({ isPrivate }) => isPrivate).map(({ number }) => number);
    expect(open.sort((a, b) => a - b)).toEqual(open.map((_, index) => index + 1));
    expect(new Set(drawn).size).toBe(drawn.length);
    for (const number of drawn) expect(String(number)).toMatch(/^[1-9]\d{6}$/);
    // An id stands in every button; the next of a sequence would count private ones too.
    const ids = all.map(({ id }) => id).sort((a, b) => a - b);
    const steps = ids.slice(1).map((id, index) => id - (ids[index] ?? 0));
    expect(steps.every((step) => step > 1 && Number.isSafeInteger(step))).toBe(true);
  });

  it('is drawn again while another private incident has it, and given up after five draws', async () => {
    const first = await declared({ ...engine, drawNumber: () => 4_829_137 }, { isPrivate: true });
    const draws = [4_829_137, 4_829_137, 7_000_001];
    const unlucky = { ...engine, drawNumber: () => draws.shift() ?? 0 };
    expect(first.number).toBe(4_829_137);
    expect((await declared(unlucky, { isPrivate: true })).number).toBe(7_000_001);
    const hopeless = { ...engine, drawNumber: () => 4_829_137 };
    await expect(
      declareIncident(hopeless, declaration({ isPrivate: true }), gesture('form:hopeless')),
    ).rejects.toThrow('incidents_number');
    // What was not declared took no key: the same form may be sent again.
    const again = await declareIncident(engine, declaration(), gesture('form:hopeless'));
    expect(again).toMatchObject({ ok: true, repeated: false });
  });

  it('leads who is in a private incident to it, and nobody else', async () => {
    const { id, number } = await declared(engine, { by: 'U0INSIDE', isPrivate: true });
    const as = (userId: string) => ({ teamId, userId, seesPrivate: false });
    await engine.database.work.use(async ({ sql }) => {
      // Whoever is to write its postmortem, or come to its meeting, and is not in it, sees nothing of it.
      const toWrite = async (userId: string) => {
        const author = { userId, by: userId, at: new Date() };
        const postmortem = JSON.stringify({ ...noReview, author });
        await sql`update incidents set state = jsonb_set(state, '{postmortem}', ${postmortem}::jsonb)
          where id = ${id}`;
        return (await incidentsToWrite(sql, as(userId))).map(({ incident }) => incident.number);
      };
      expect(await toWrite('U0INSIDE')).toEqual([number]);
      expect(await toWrite('U0ELSE')).toEqual([]);
      expect(await incidentByNumber(sql, as('U0INSIDE'), number)).not.toBeNull();
      expect(await incidentByNumber(sql, as('U0ELSE'), number)).toBeNull();
      expect(await incidentsOf(sql, as('U0ELSE'))).toEqual([]);
    });
  });
});
