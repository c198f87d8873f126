import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { chainStart, digestLine, hashLine } from '../../src/engine/timeline-chain.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Actor, TimelineEntry } from '../../src/incident/types.ts';
import { testDatabase } from '../support/database.ts';
import { declaration, declared, gesture, startEngine } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());

interface Line {
  seq: number;
  at: Date;
  type: TimelineEntry['type'];
  actor: Actor;
  data: Record<string, unknown>;
  policy_hash: string;
  salt: Buffer | null;
  digest: Buffer;
  hash: Buffer;
}

async function lines(id: number): Promise<Line[]> {
  return await engine.database.work.use(
    ({ sql }) => sql<Line[]>`select * from timeline where incident_id = ${id} order by seq`,
  );
}

/** The first line whose hash or text does not fit; null when the whole chain holds. */
async function brokenAt(id: number): Promise<number | null> {
  let head = chainStart;
  for (const line of await lines(id)) {
    const { seq, at, type, actor, data, policy_hash: policyHash, salt, digest } = line;
    const place = { incidentId: id, seq, at, policyHash };
    const isText = salt === null || digestLine(salt, { type, actor, data }, place).equals(digest);
    head = hashLine(head, digest);
    if (!isText || !head.equals(line.hash)) return seq;
  }
  return null;
}

async function incidentWithNotes(): Promise<number> {
  const source = { channelId: 'C1', ts: '1.2', authorId: 'U1', permalink: null, text: 'ünï "q"' };
  const { id } = await declared(engine, declaration({ origin: source }));
  for (const text of ['one', 'two', 'three']) {
    await transact(engine, {
      incidentId: id,
      command: { type: 'add_note', by: 'U0BEN', kind: 'finding', text, source },
      gesture: gesture(),
    });
  }
  return id;
}

describe('the timeline', () => {
  it('is a chain that holds, and whose head the incident keeps', async () => {
    const id = await incidentWithNotes();
    expect(await brokenAt(id)).toBe(null);
    const rows = await lines(id);
    expect(rows.map((line) => line.seq)).toEqual([1, 2, 3, 4]);
    const [incident] = await engine.database.work.use(
      ({ sql }) => sql`select timeline_hash from incidents where id = ${id}`,
    );
    expect(incident?.['timeline_hash']).toEqual(rows.at(-1)?.hash);
  });

  it('shows where a line was changed or removed', async () => {
    const changed = await incidentWithNotes();
    const removed = await incidentWithNotes();
    await engine.database.work.use(async ({ sql }) => {
      await sql`
        update timeline set data = data || '{"text":"something else"}'
        where incident_id = ${changed} and seq = 3`;
      await sql`delete from timeline where incident_id = ${removed} and seq = 2`;
    });
    expect(await brokenAt(changed)).toBe(3);
    expect(await brokenAt(removed)).toBe(3);
  });

  it('still holds when the text of a line was taken out for good', async () => {
    const id = await incidentWithNotes();
    await engine.database.work.use(
      ({ sql }) => sql`
        update timeline set data = '{}', salt = null where incident_id = ${id} and seq = 2`,
    );
    expect(await brokenAt(id)).toBe(null);
  });
});
