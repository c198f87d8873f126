import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declareIncident } from '../../src/engine/declare.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command } from '../../src/incident/types.ts';
import { testDatabase } from '../support/database.ts';
import { declaration, declared, gesture, startEngine, teamId } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
const statements: string[] = [];
let kicks = 0;

beforeAll(async () => {
  engine = await startEngine(database.url, {
    kick: () => {
      kicks += 1;
    },
    connect: { onStatement: (text) => statements.push(text) },
  });
});
afterAll(() => engine.database.close());

const sql = <T extends object>(query: TemplateStringsArray, ...values: (string | number)[]) =>
  engine.database.work.use(async ({ sql }) => [...(await sql<T[]>(query, ...values))]);

const take = (by: string, role = 'commander'): Command => ({ type: 'take_role', by, role });

async function counts(id: number) {
  const [row] = await sql<Record<string, number>>`
    select (select count(*) from timeline where incident_id = ${id}) as lines,
      (select count(*) from outbox where incident_id = ${id}) as rows,
      (select count(*) from inbox where incident_id = ${id}) as keys,
      (select version from incidents where id = ${id}) as version`;
  return row;
}

describe('declaring', () => {
  it('saves the incident with its first line, timers, participants and effects', async () => {
    const incident = await declared(engine);
    const rows = await sql<{ lane: string }>`
      select lane from outbox where incident_id = ${incident.id} order by lane`;
    expect(rows.map((row) => row.lane)).toEqual(
      [
        ...['bookmark', 'card', 'invite', 'news', 'pin', 'purpose', 'room', 'topic'].map(
          (place) => `${incident.id}:${place}`,
        ),
        `${incident.id}:similar`,
        `home:${teamId}:U0ANA`,
      ].sort(),
    );
    expect(await counts(incident.id)).toMatchObject({ lines: 1, version: 1 });
    expect(await sql`select user_id from participants where incident_id = ${incident.id}`).toEqual([
      { user_id: 'U0ANA' },
    ]);
    const timers = await sql<{ kind: string }>`
      select kind from timers where incident_id = ${incident.id} order by due_at limit 2`;
    expect(timers.map((timer) => timer.kind)).toEqual(['commander_missing', 'commander_missing']);
  });

  it('gives the first incident to the same form sent twice, also at the same time', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => declareIncident(engine, declaration(), gesture('form:1'))),
    );
    const numbers = outcomes.map((outcome) => outcome.ok && outcome.incident.number);
    expect(new Set(numbers).size).toBe(1);
    expect(outcomes.filter((outcome) => outcome.ok && !outcome.repeated)).toHaveLength(1);
  });

  it('numbers incidents one after another, and a refused form takes no number', async () => {
    const first = await declared(engine);
    const refused = await declareIncident(
      engine,
      declaration({ severity: 'sev9' }),
      gesture('form:refused'),
    );
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'unknown_severity' } });
    const second = await declareIncident(engine, declaration(), gesture('form:refused'));
    expect(second).toMatchObject({ ok: true, repeated: false });
    expect(second.ok && second.incident.number).toBe(first.number + 1);
  });
});

describe('a command', () => {
  it('takes at most eight statements up to its commit', async () => {
    const { id } = await declared(engine);
    statements.length = 0;
    await transact(engine, { incidentId: id, command: take('U0BEN'), gesture: gesture('t:1') });
    expect(statements.map((text) => text.trim().split(/\s/)[0])).toEqual([
      'begin',
      'with',
      'with',
      'commit',
    ]);
    // Whoever declares holds the next number while one statement is carried out, and no longer.
    statements.length = 0;
    await declared(engine);
    expect(statements.map((text) => text.trim().split(/\s/)[0])).toEqual(['select', 'with']);
  });

  it('is carried out once per gesture', async () => {
    const { id } = await declared(engine);
    const command: Command = { type: 'add_note', by: 'U0BEN', kind: 'note', text: 'Disk is full' };
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () =>
        transact(engine, { incidentId: id, command, gesture: gesture('note:1') }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.ok && !outcome.repeated)).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.ok && outcome.repeated)).toHaveLength(5);
    expect(await counts(id)).toMatchObject({ lines: 2, keys: 1, version: 2 });
  });

  it('that is refused leaves nothing behind and may be tried again with the same gesture', async () => {
    const { id } = await declared(engine);
    await transact(engine, { incidentId: id, command: take('U0BEN'), gesture: gesture() });
    const before = await counts(id);
    const refused = await transact(engine, {
      incidentId: id,
      command: { type: 'give_up_role', by: 'U0CAT', role: 'commander' },
      gesture: gesture('give:1'),
    });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'not_holder' } });
    expect(await counts(id)).toEqual(before);
    const again = await transact(engine, {
      incidentId: id,
      command: { type: 'give_up_role', by: 'U0BEN', role: 'commander' },
      gesture: gesture('give:1'),
    });
    expect(again).toMatchObject({ ok: true, repeated: false });
  });

  it('kicks delivery after its commit', async () => {
    const { id } = await declared(engine);
    const before = kicks;
    await transact(engine, { incidentId: id, command: take('U0BEN'), gesture: gesture() });
    expect(kicks).toBe(before + 1);
  });

  it('that cannot be saved whole is not saved at all', async () => {
    const { id } = await declared(engine);
    const before = await counts(id);
    await sql`alter table outbox add constraint no_talk check (lane not like '%:talk') not valid`;
    const note: Command = { type: 'add_note', by: 'U0BEN', kind: 'finding', text: 'lost' };
    const failed = transact(engine, { incidentId: id, command: note, gesture: gesture('note:2') });
    await expect(failed).rejects.toMatchObject({ code: '23514' });
    expect(await counts(id)).toEqual(before);
    await sql`alter table outbox drop constraint no_talk`;
    const again = await transact(engine, {
      incidentId: id,
      command: note,
      gesture: gesture('note:2'),
    });
    expect(again).toMatchObject({ ok: true, repeated: false });
  });

  it('whose connection is lost is carried out once all the same', async () => {
    const { id } = await declared(engine);
    const note: Command = { type: 'add_note', by: 'U0BEN', kind: 'finding', text: 'kept' };
    const outcomes = await Promise.all([
      ...Array.from({ length: 40 }, (_, index) =>
        transact(engine, { incidentId: id, command: note, gesture: gesture(`kept:${index}`) }),
      ),
      sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    ]);
    expect(outcomes).toHaveLength(41);
    expect(await counts(id)).toMatchObject({ lines: 41, keys: 40, version: 41 });
  });

  it('says how it ended, for counting', async () => {
    const ended: string[] = [];
    const counted = {
      ...engine,
      onDecided: (type: string, result: string) => ended.push(`${type} ${result}`),
    };
    const { id } = await declared(counted);
    const run = (command: Command, key: string) =>
      transact(counted, { incidentId: id, command, gesture: gesture(key) });
    await run(take('U0BEN'), 'counted:1');
    await run(take('U0BEN'), 'counted:1');
    await run(take('U0BEN'), 'counted:2');
    await declareIncident(counted, declaration({ severity: 'sev9' }), gesture());
    expect(ended).toEqual([
      'declare accepted',
      'take_role accepted',
      'take_role repeated',
      'take_role refused',
      'declare refused',
    ]);
  });
});
