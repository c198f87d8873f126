import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Alive } from '../../src/engine/alive.ts';
import { type Claimed, type ClaimedRow, claim, lanesPerClaim } from '../../src/engine/claim.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { reclaim } from '../../src/engine/reclaim.ts';
import { type Settlement, settle } from '../../src/engine/settle.ts';
import type { Incident } from '../../src/incident/types.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;

beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());
afterEach(() => query(({ sql }) => sql`truncate outbox, places, rate_blocks`));

const query = <T>(ask: Parameters<typeof engine.database.work.use>[0]) =>
  engine.database.work.use(ask) as Promise<T>;
const take = (limit = 20, leaseSeconds = 45) =>
  query<ClaimedRow[]>(async ({ sql }) => (await claim(sql, { limit, leaseSeconds })).rows);
const stretch = (after = '', busy: string[] = []) =>
  query<Claimed>(({ sql }) => claim(sql, { limit: 20, leaseSeconds: 45, after, busy }));
const urgent = async () =>
  ids(
    (
      await query<Claimed>(({ sql }) =>
        claim(sql, { limit: 20, leaseSeconds: 45, urgentOnly: true }),
      )
    ).rows,
  );
const write = (...batch: Settlement[]) => query<Set<number>>(({ sql }) => settle(sql, batch));

interface Given {
  lane: string;
  needs?: string;
  priority?: number;
  coalesceKey?: string;
  method?: string;
  effectVersion?: number;
  /** Seconds from now. */
  notBefore?: number;
}

/** Puts rows that say nothing into the outbox; returns their ids. */
async function waiting(incident: Incident, ...rows: Given[]): Promise<number[]> {
  const json = JSON.stringify(rows);
  const found = await query<{ id: number }[]>(
    ({ sql }) => sql`
      insert into outbox (team_id, incident_id, lane, needs, effect, effect_version, class,
        priority, method, coalesce_key, decided_at, correlation_id, not_before)
      select 'T0TEST', ${incident.id}, lane, needs, '{"type":"sync_topic","family":"sync"}',
        coalesce("effectVersion", 1), 'reconcile', coalesce(priority, 5),
        coalesce(method, 'chat.postMessage'), "coalesceKey", now(), 'c',
        pg_catalog.clock_timestamp() + coalesce("notBefore", -1) * interval '1 second'
      from jsonb_to_recordset(${json}::text::jsonb) as r (lane text, needs text, priority smallint,
        "coalesceKey" text, method text, "effectVersion" smallint, "notBefore" float8)
      returning id`,
  );
  return found.map(({ id }) => id);
}

/** An incident whose own effects are out of the way. */
async function bareIncident(): Promise<Incident> {
  const incident = await declared(engine);
  await query(({ sql }) => sql`delete from outbox`);
  return incident;
}

const ids = (rows: ClaimedRow[]) => rows.map(({ id }) => id);

describe('a claim', () => {
  it('takes the first of each lane, most urgent first, and no second while that is sent', async () => {
    const incident = await bareIncident();
    const [a1, a2, b1] = await waiting(
      incident,
      { lane: 'a' },
      { lane: 'a', priority: 0 },
      { lane: 'b', priority: 1 },
    );
    const claimed = await take();
    expect(ids(claimed)).toEqual([b1, a1]);
    expect(await take()).toEqual([]);
    await write(...claimed.map((row) => ({ row, outcome: 'sent', doubt: 'none' }) as const));
    expect(ids(await take())).toEqual([a2]);
  });

  it('carries the incident, its places and the story time with each row', async () => {
    const incident = await bareIncident();
    await query(
      ({ sql }) => sql`insert into places (incident_id, place, team_id, channel_id)
        values (${incident.id}, 'room', 'T0TEST', 'C1')`,
    );
    await waiting(incident, { lane: 'a' });
    const [row] = await take();
    expect(row?.incident).toMatchObject({ id: incident.id, title: incident.title });
    expect(row?.places).toEqual({
      room: { channelId: 'C1', ts: null, threadTs: null, ours: true },
    });
    expect(row?.now.getTime()).toBeGreaterThanOrEqual(incident.updatedAt.getTime());
  });

  it('leaves what needs a place that is not there, what is not due, and what is too new', async () => {
    const incident = await bareIncident();
    await waiting(
      incident,
      { lane: 'a', needs: 'room' },
      { lane: 'b', notBefore: 60 },
      { lane: 'c', effectVersion: 99 },
    );
    expect(await take()).toEqual([]);
  });

  it('leaves a method, or a method in one channel, while Slack wants peace', async () => {
    const incident = await bareIncident();
    await query(
      ({ sql }) => sql`
        with placed as (
          insert into places (incident_id, place, team_id, channel_id)
          values (${incident.id}, 'room', 'T0TEST', 'C1'), (${incident.id}, 'news', 'T0TEST', 'C2'))
        insert into rate_blocks (team_id, bucket, blocked_until)
        select 'T0TEST', bucket, pg_catalog.clock_timestamp() + interval '1 minute'
        from unnest(array['pins.add', 'chat.postMessage:C1', 'chat.update:C2']) bucket`,
    );
    const [, , free] = await waiting(
      incident,
      { lane: 'a', method: 'pins.add' },
      { lane: 'b', needs: 'room' },
      { lane: 'c', needs: 'room', method: 'chat.update' },
    );
    expect(ids(await take())).toEqual([free]);
  });

  it('gives each row to one of many workers', async () => {
    const incident = await bareIncident();
    await waiting(incident, ...Array.from({ length: 60 }, (_, lane) => ({ lane: `l${lane}` })));
    const claims = await Promise.all(Array.from({ length: 6 }, () => take(20)));
    const rest = await take(60);
    const all = [...claims.flat(), ...rest].map(({ id }) => id);
    expect(all).toHaveLength(60);
    expect(new Set(all).size).toBe(60);
  });

  it('walks through very many lanes in stretches', async () => {
    const incident = await bareIncident();
    const lanes = Array.from({ length: lanesPerClaim + 5 }, (_, at) => `l${10_000 + at}`);
    await waiting(incident, ...lanes.map((lane) => ({ lane })));
    const first = await stretch();
    expect(first.reached).toBe(lanes[lanesPerClaim - 1]);
    const second = await stretch(first.reached ?? '');
    expect(second.rows.map(({ lane }) => lane)).toEqual(lanes.slice(-5));
    expect(second.reached).toBe(null);
  });

  it('leaves methods that have enough under way', async () => {
    const incident = await bareIncident();
    const [, free] = await waiting(incident, { lane: 'a' }, { lane: 'b', method: 'pins.add' });
    expect(ids((await stretch('', ['chat.postMessage'])).rows)).toEqual([free]);
  });

  it('takes a page first, behind however many lanes it is and however busy its method', async () => {
    const incident = await bareIncident();
    const others = Array.from({ length: 1500 }, (_, index) => ({ lane: `a${index}`, priority: 1 }));
    await waiting(incident, ...others);
    const [page, second] = await waiting(
      incident,
      { lane: 'z:page', priority: 0 },
      { lane: 'z:page', priority: 0 },
    );
    const first = await query<Claimed>(({ sql }) =>
      claim(sql, { limit: 1, leaseSeconds: 45, busy: ['chat.postMessage'] }),
    );
    expect(ids(first.rows)).toEqual([page]);
    expect(second).toBeDefined();
    expect(await urgent(), 'while the first of its lane is sent').toEqual([]);
    const [other] = await waiting(incident, { lane: 'y:page', priority: 0 });
    expect(await urgent(), 'and nothing else').toEqual([other]);
  });

  it('reads no more of a lane with 50,000 rows than of a short one', async () => {
    const incident = await bareIncident();
    await waiting(incident, { lane: 'a' }, { lane: 'b' });
    const short = await blocksRead();
    await query(
      ({ sql }) => sql`
        insert into outbox (team_id, incident_id, lane, effect, class, priority, method,
          decided_at, correlation_id)
        select 'T0TEST', ${incident.id}, 'a', '{}', 'reconcile', 5, 'chat.postMessage', now(), 'c'
        from generate_series(1, 50000)`,
    );
    await query(({ sql }) => sql`analyze outbox`);
    expect(await blocksRead()).toBeLessThan(short + 50);
  });
});

/** Blocks of `outbox` and its indexes that one claim of nothing reads. */
async function blocksRead(): Promise<number> {
  return query<number>(async ({ sql }) => {
    const plans: string[] = [];
    // The very statement, explained: `claim` sees a driver that puts EXPLAIN before it.
    const explaining = (text: TemplateStringsArray, ...values: never[]) => {
      if (!text[0]?.includes('recursive')) return sql(text, ...values);
      const raw = [`explain (analyze, buffers, format json) ${text[0]}`, ...text.slice(1)];
      const explained = Object.assign(raw, { raw }) as unknown as TemplateStringsArray;
      return sql(explained, ...values).then((rows) => {
        plans.push(JSON.stringify(rows));
        return [];
      });
    };
    await claim(explaining as never, { limit: 20, leaseSeconds: 0 });
    await reclaim(sql, { leaseSeconds: 45, settleSeconds: 10 });
    const [plan = ''] = plans;
    const [top] = JSON.parse(plan) as [{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }];
    const { Plan } = top['QUERY PLAN'][0];
    return (Plan['Shared Hit Blocks'] ?? 0) + (Plan['Shared Read Blocks'] ?? 0);
  });
}

describe('a worker', () => {
  it('that is gone gives back what it was sending before its lease ends, one that lives does not', async () => {
    const incident = await bareIncident();
    const session = engine.database.session();
    const alive = new Alive(session);
    await alive.show();
    await waiting(incident, { lane: 'a' });
    await query(({ sql }) => claim(sql, { limit: 1, leaseSeconds: 45, worker: alive.worker }));
    // As if the claim were five seconds old.
    await query(
      ({ sql }) => sql`update outbox set lease_until = lease_until - interval '5 seconds'`,
    );
    const giveBack = () =>
      query<number>(({ sql }) => reclaim(sql, { leaseSeconds: 45, settleSeconds: 10 }));
    expect(await giveBack()).toBe(0);
    await session.end();
    await expect.poll(giveBack).toBe(1);
    expect(await take()).toEqual([]);
    const [row] = await query<{ seconds: number }[]>(
      ({ sql }) => sql`
        select extract(epoch from not_before - pg_catalog.clock_timestamp())::float8 as seconds
        from outbox where ambiguous_since is not null`,
    );
    expect(row?.seconds).toBeGreaterThan(5);
  });
});

describe('a settlement', () => {
  it('of a lease that another worker took writes nothing', async () => {
    const incident = await bareIncident();
    await waiting(incident, { lane: 'a' });
    const [late] = await take(1, 0);
    expect(
      await query<number>(({ sql }) => reclaim(sql, { leaseSeconds: 45, settleSeconds: 10 })),
    ).toBe(1);
    const [again] = await take(1);
    expect(again?.id).toBe(late?.id);
    expect(again?.ambiguous).toBe(true);
    if (!late || !again) throw new Error('not claimed');
    const lost = await write({
      row: late,
      outcome: 'sent',
      doubt: 'none',
      places: [{ place: 'room', channelId: 'C-late' }],
    });
    expect(lost.size).toBe(0);
    expect(await query(({ sql }) => sql`select from places`)).toHaveLength(0);
    expect(await write({ row: again, outcome: 'sent', doubt: 'none' })).toEqual(
      new Set([again.id]),
    );
  });

  it('that gives a row back supersedes it where its successor waits, who inherits the doubt', async () => {
    const incident = await bareIncident();
    await waiting(incident, { lane: 'a', coalesceKey: 'k' });
    const [row] = await take();
    const [heir] = await waiting(incident, { lane: 'a', coalesceKey: 'k' });
    if (!row) throw new Error('not claimed');
    await write({ row, outcome: 'pending', doubt: 'now', error: 'timeout', waitMs: 0 });
    const rows = await query<{ id: number; state: string }[]>(
      ({ sql }) => sql`select id, state from outbox order by id`,
    );
    expect(rows).toEqual([
      { id: row.id, state: 'superseded' },
      { id: heir, state: 'pending' },
    ]);
    const [next] = await take();
    expect(next).toMatchObject({ id: heir, messageKey: row.messageKey, ambiguous: true });
  });

  it('of a batch writes every row, address, block and follower', async () => {
    const incident = await bareIncident();
    await waiting(incident, { lane: 'a' }, { lane: 'b' });
    const [a, b] = await take();
    if (!a || !b) throw new Error('not claimed');
    await write(
      {
        row: a,
        outcome: 'sent',
        doubt: 'none',
        places: [{ place: 'room', channelId: 'C9' }],
        follow: { about: incident, effects: [{ family: 'sync', type: 'sync_news' }] },
      },
      {
        row: b,
        outcome: 'pending',
        doubt: 'none',
        counted: false,
        waitMs: 60_000,
        block: { bucket: 'pins.add', waitMs: 60_000 },
      },
    );
    const rows = await query<object[]>(
      ({ sql }) => sql`select lane, state, attempts from outbox order by id`,
    );
    expect(rows).toEqual([
      { lane: 'a', state: 'sent', attempts: 1 },
      { lane: 'b', state: 'pending', attempts: 0 },
      { lane: `${incident.id}:news`, state: 'pending', attempts: 0 },
    ]);
    expect(await query(({ sql }) => sql`select channel_id from places`)).toEqual([
      { channel_id: 'C9' },
    ]);
    expect(await query(({ sql }) => sql`select bucket from rate_blocks`)).toEqual([
      { bucket: 'pins.add' },
    ]);
  });
});
