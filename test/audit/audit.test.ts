import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erase } from '../../src/audit/erase.ts';
import { exportIncident } from '../../src/audit/export.ts';
import { formatHeads, parseHeads } from '../../src/audit/heads.ts';
import { verify } from '../../src/audit/verify.ts';
import { verifyExport } from '../../src/audit/verify-export.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { foldLate } from '../../src/engine/told-late.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command } from '../../src/incident/types.ts';
import { testDatabase } from '../support/database.ts';
import { declaration, declared, gesture, startEngine } from '../support/engine.ts';
import { runMuster } from '../support/muster-command.ts';
import { withDatabase } from '../support/stored.ts';

const database = testDatabase();
let engine: Engine;
let folder: string;
beforeAll(async () => {
  engine = await startEngine(database.url);
  folder = await mkdtemp(join(tmpdir(), 'muster-audit-'));
});
afterAll(async () => {
  await engine.database.close();
  await rm(folder, { recursive: true });
});

const where = () => ({ url: database.url });

async function does(incidentId: number, command: Command): Promise<void> {
  const outcome = await transact(engine, { incidentId, command, gesture: gesture() });
  expect(outcome).toMatchObject({ ok: true });
}

/** An incident with three notes: four lines. */
async function withNotes(title = 'Mail is late'): Promise<{ id: number; number: number }> {
  const { id, number } = await declared(engine, declaration({ title }));
  for (const text of ['the first note', 'Jane Roe was told', 'the third note']) {
    await does(id, { type: 'add_note', by: 'UADA', kind: 'note', text });
  }
  return { id, number };
}

const sql = (change: Parameters<typeof withDatabase>[1]) => withDatabase(database.url, change);

/** What verify says of this incident while the change is in force. */
async function saidAfter(number: number): Promise<string[]> {
  const { told } = await verify(where());
  return told.filter((line) => line.startsWith(`#${number}:`));
}

describe('muster verify', () => {
  it('finds nothing in what Muster wrote, and says how much it read', async () => {
    await withNotes();
    const { told, isWhole } = await verify(where());
    expect(isWhole).toBe(true);
    expect(told).toEqual([expect.stringMatching(/^\d+ chains?, \d+ lines: all of it holds\.$/)]);
  });

  it.each<[string, (id: number) => Promise<unknown>, RegExp]>([
    [
      'a changed text',
      (id) =>
        sql(
          (tx) => tx`update timeline set data = data || '{"text":"other"}'
          where incident_id = ${id} and seq = 3`,
        ),
      /line 3 is not as it was written/,
    ],
    [
      'another author',
      (id) =>
        sql(
          (tx) => tx`update timeline set actor = '{"kind":"person","userId":"UBEN"}'
          where incident_id = ${id} and seq = 2`,
        ),
      /line 2 is not as it was written/,
    ],
    [
      'another instant',
      (id) =>
        sql(
          (tx) => tx`update timeline set at = at - interval '1 hour'
          where incident_id = ${id} and seq = 2`,
        ),
      /line 2 is not as it was written/,
    ],
    [
      'a line left out',
      (id) => sql((tx) => tx`delete from timeline where incident_id = ${id} and seq = 2`),
      /line 2 is missing: the next one is 3/,
    ],
    [
      'the last line cut off',
      (id) => sql((tx) => tx`delete from timeline where incident_id = ${id} and seq = 4`),
      /4 lines were written, 3 are there/,
    ],
    [
      'a text that somebody removed by hand',
      (id) =>
        sql(
          (tx) => tx`update timeline set data = '{}', salt = null
          where incident_id = ${id} and seq = 3`,
        ),
      /the text of line 3 is gone, and no line says who took it out/,
    ],
    [
      'two lines that changed places',
      (id) =>
        sql(async (tx) => {
          await tx`update timeline set seq = 99 where incident_id = ${id} and seq = 2`;
          await tx`update timeline set seq = 2 where incident_id = ${id} and seq = 3`;
          await tx`update timeline set seq = 3 where incident_id = ${id} and seq = 99`;
        }),
      /line 2 is not as it was written/,
    ],
  ])('names %s', async (_what, change, expected) => {
    const { id, number } = await withNotes();
    await change(id);
    expect((await saidAfter(number))[0]).toMatch(expected);
    await sql((tx) => tx`delete from outbox where incident_id = ${id}`);
    await sql(async (tx) => {
      for (const table of ['likenesses', 'timers', 'participants', 'timeline']) {
        await tx`delete from ${tx(table)} where incident_id = ${id}`;
      }
      await tx`delete from incidents where id = ${id}`;
    });
  });

  it('finds a chain that was cut and made to fit, by a head that was kept elsewhere', async () => {
    const { id, number } = await withNotes();
    const kept = parseHeads(formatHeads((await verify(where())).heads));
    await sql(async (tx) => {
      await tx`delete from timeline where incident_id = ${id} and seq = 4`;
      await tx`update incidents set version = 3, timeline_hash = (
        select hash from timeline where incident_id = ${id} and seq = 3) where id = ${id}`;
    });
    expect((await verify(where())).isWhole).toBe(true);
    const { told, isWhole } = await verify(where(), kept);
    expect(isWhole).toBe(false);
    expect(told).toContain(`#${number}: line 4 is not the one whose hash was kept elsewhere`);
  });
});

describe('muster erase', () => {
  it('takes the text of a line out of everything, and the chain still holds and says so', async () => {
    const { id, number } = await withNotes();
    const only = { number, lines: [3], reason: 'a request of 2 May' };
    expect(await erase(where(), { ...only, yes: false })).toEqual([
      expect.stringMatching(/^ {2}line 3, .* \(UTC\): add_note “.*Jane Roe.*”$/),
      expect.stringContaining('Nothing was taken out'),
    ]);
    expect(await textsWith('Jane Roe', id)).toBeGreaterThan(0);
    await erase(where(), { ...only, yes: true });
    expect(await textsWith('Jane Roe', id)).toBe(0);
    const [told] = await saidAfter(number);
    expect(told).toMatch(
      /the text of line 3 was taken out at .* as line 5 says: a request of 2 May$/,
    );
    expect((await verify(where())).isWhole).toBe(true);
    const rows = await sql(
      (tx) => tx`select salt from timeline where incident_id = ${id} and seq = 3`,
    );
    expect(rows).toEqual([{ salt: null }]);
  });

  it('says in which other lines the same words stand', async () => {
    const { id, number } = await withNotes();
    await does(id, {
      type: 'add_note',
      by: 'UADA',
      kind: 'note',
      text: 'Jane Roe was told, twice',
    });
    const told = await erase(where(), { number, lines: [3], reason: 'her request', yes: true });
    expect(told).toContain('The same words stand in line 5.');
    expect(told.filter((line) => line.startsWith('The same words'))).toHaveLength(1);
  });

  it('takes it out of what was told together with it after an outage, too', async () => {
    const { id, number } = await withNotes();
    const folded = await sql(async (tx) => {
      const [head] = await tx<{ id: string; lane: string }[]>`
        update outbox set state = 'sending', lease_token = gen_random_uuid()
        where incident_id = ${id} and effect::text like '%the first note%'
        returning id, lane, lease_token as "leaseToken"`;
      const late = new Date(Date.now() + 3_600_000);
      return foldLate(tx, { ...head, now: late } as never);
    });
    expect(JSON.stringify(folded)).toContain('Jane Roe');
    await sql(
      (tx) => tx`update outbox set state = 'sent', settled_at = now()
      where incident_id = ${id} and state = 'sending'`,
    );
    await erase(where(), { number, lines: [3], reason: 'a request of 2 May', yes: true });
    expect(await textsWith('Jane Roe', id)).toBe(0);
  });

  it('leaves of a whole incident that is over no word, and nothing of one that is not', async () => {
    const { id, number } = await withNotes('Jane Roe cannot log in');
    const all = { number, lines: 'all' as const, reason: 'her request', yes: true };
    await expect(erase(where(), all)).rejects.toThrow(`#${number} is not over`);
    await does(id, { type: 'resolve', by: 'UADA', reason: 'Jane Roe can' });
    await does(id, { type: 'close', by: 'UADA', reason: 'Jane Roe said so' });
    await erase(where(), all);
    expect(await textsWith('Jane Roe', id)).toBe(0);
    expect(await textsWith('the first note', id)).toBe(0);
    expect((await verify(where())).isWhole).toBe(true);
    const { told } = await verify(where());
    expect(told.filter((line) => line.startsWith(`#${number}:`))).toHaveLength(6);
  });

  it('says which line does not exist, and that a reason is needed', async () => {
    const { number } = await withNotes();
    const wrong = { number, lines: [9], reason: 'x', yes: true };
    await expect(erase(where(), wrong)).rejects.toThrow(`#${number} has 4 lines, and no line 9.`);
    const blank = { number, lines: [2], reason: ' ', yes: true };
    await expect(erase(where(), blank)).rejects.toThrow('--reason');
    await expect(erase(where(), { ...wrong, number: 4711 })).rejects.toThrow('no incident #4711');
  });

  /** Rows of an incident, in any table, that hold these words. */
  async function textsWith(words: string, id: number): Promise<number> {
    return withDatabase(database.url, async (tx) => {
      const [found] = await tx<{ count: number }[]>`
        select (
          (select count(*) from timeline t where position(${words} in t::text) > 0 and incident_id = ${id})
          + (select count(*) from incidents t where position(${words} in t::text) > 0 and id = ${id})
          + (select count(*) from outbox t where position(${words} in t::text) > 0 and incident_id = ${id}))::int as count`;
      return found?.count ?? -1;
    });
  }
});

describe('muster export', () => {
  it('writes an incident that verifies without a database, until somebody changes a file', async () => {
    const { number } = await withNotes();
    const to = join(folder, 'whole');
    const told = await exportIncident(where(), number, to);
    expect(told).toEqual([expect.stringContaining(`#${number}: 4 lines, 5 files in ${to}`)]);
    expect(await verifyExport(to)).toEqual({
      told: [`#${number}: 5 files and 4 lines: all of it holds.`],
      isWhole: true,
    });
    expect(await readFile(join(to, 'timeline.md'), 'utf8')).toContain('Jane Roe was told');
    await expect(exportIncident(where(), number, to)).rejects.toThrow('is not empty');

    const path = join(to, 'timeline.json');
    const before = await readFile(path, 'utf8');
    await writeFile(path, before.replace('Jane Roe', 'John Roe'));
    const { told: faults, isWhole } = await verifyExport(to);
    expect(isWhole).toBe(false);
    expect(faults).toEqual([
      'timeline.json was changed',
      `#${number}: line 3 is not as it was written`,
      `#${number}: not whole.`,
    ]);
    await writeFile(path, before);
    await writeFile(join(to, 'more.txt'), 'x');
    expect((await verifyExport(to)).told).toContain('more.txt was put in later');
  });

  it('holds the postmortem where there is one, without what was taken out', async () => {
    const { id, number } = await withNotes();
    const hold = { type: 'hold_postmortem', by: 'UADA', author: 'UADA', where: '' } as const;
    await does(id, hold);
    const write = (text: string, revision: number) =>
      does(id, { type: 'edit_section', by: 'UADA', key: 'cause', text, revision });
    await write('The pool was too small', 0);
    const to = join(folder, 'postmortem');
    await exportIncident(where(), number, to);
    for (const name of ['postmortem.md', 'postmortem.html', 'postmortem.json']) {
      expect(await readFile(join(to, name), 'utf8'), name).toContain('The pool was too small');
    }
    expect((await verifyExport(to)).isWhole).toBe(true);

    await erase(where(), { number, lines: [6], reason: 'asked for', yes: true });
    await exportIncident(where(), number, join(folder, 'taken-out'));
    expect(await readFile(join(folder, 'taken-out/postmortem.md'), 'utf8')).not.toContain('pool');
  });

  it('shows that a text was taken out', async () => {
    const { number } = await withNotes();
    await erase(where(), { number, lines: [2], reason: 'asked for', yes: true });
    const to = join(folder, 'erased');
    await exportIncident(where(), number, to);
    expect(await readFile(join(to, 'timeline.md'), 'utf8')).toContain('The text was taken out');
    const { told, isWhole } = await verifyExport(to);
    expect(isWhole).toBe(true);
    expect(told[0]).toContain('the text of line 2 was taken out');
  });

  it('is a command of muster, as is the check', async () => {
    const { number } = await withNotes();
    const to = join(folder, 'command');
    const env = { DATABASE_URL: database.url };
    expect(await runMuster(['export', `#${number}`, '--to', to], env)).toMatchObject({ code: 0 });
    await writeFile(join(to, 'more.txt'), 'x');
    expect(await runMuster(['verify', '--export', to], env)).toMatchObject({ code: 1 });
  });
});
