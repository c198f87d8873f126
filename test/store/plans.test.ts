import type { Sql } from 'postgres';
import { beforeAll, expect, it } from 'vitest';
import { claim } from '../../src/engine/claim.ts';
import { createMeans } from '../../src/engine/means.ts';
import { confirmPrivateRooms } from '../../src/engine/private-rooms.ts';
import { sweep } from '../../src/engine/sweep.ts';
import { tellOfTheRest, toldLately } from '../../src/engine/tell-operators.ts';
import type { Client, Pool, Tx } from '../../src/store/pool.ts';
import { eraseLines } from '../../src/store/queries-of-auditors.ts';
import { knownKeys, sendOf } from '../../src/store/queries-of-outbox.ts';
import { incidentsToReview } from '../../src/store/queries-of-reports.ts';
import { similarIncidents } from '../../src/store/queries-of-similar.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine, teamId, testPolicy } from '../support/engine.ts';
import { withDatabase } from '../support/stored.ts';

/**
 * A year of incidents and a month of what was sent lie behind every question. What is asked of them now
 * and then reads what it needs, as what is asked all the time does.
 */

const database = testDatabase({ storyClock: false });

/** Enough that reading all of it shows, and few enough to be made in a second. */
const sentBefore = 20_000;
const incidentsBefore = 3_000;
let incidentId = 0;

beforeAll(async () => {
  const engine = await startEngine(database.url);
  ({ id: incidentId } = await declared(engine));
  await engine.database.work.use(async ({ sql }) => {
    await sql`
      insert into outbox (team_id, incident_id, lane, effect, class, priority, method, state,
        decided_at, settled_at, correlation_id, once_key)
      select ${teamId}, ${incidentId}, 'x', '{"type":"announce"}', 'reconcile', 4,
        'chat.postMessage', 'sent', now(), now() - interval '2 hours', 'c',
        case when n % 2 = 0 then 'once ' || n end from generate_series(1, ${sentBefore}) n`;
    await sql`
      insert into incidents overriding system value select (i).* from (
        select jsonb_populate_record(i, jsonb_build_object('id', n, 'number', n + 1000,
          'declare_key', n, 'phase', 'closed')) as i
        from incidents i, generate_series(1, ${incidentsBefore}) n where i.id = ${incidentId}) made`;
    // Every tenth has a word of the title, and of 3,000 a few have the rare one.
    await sql`
      insert into likenesses (incident_id, team_id, title, words)
      select n, ${teamId}, 'Trouble ' || md5(n::text), array_to_tsvector(array[
        'trouble', 'w' || n % 500, case when n % 10 = 0 then 'common' else 'w' || n end,
        case when n % 1000 = 0 then 'rare' else 'x' || n end])
      from generate_series(1, ${incidentsBefore}) n`;
    // Of another incident than the one that is asked about.
    await sql`update outbox set incident_id = 7 where lane = 'x'`;
    await sql`
      insert into outbox (team_id, incident_id, lane, effect, class, priority, method, state,
        decided_at, settled_at, correlation_id)
      values (${teamId}, 8, 'dead', '{"type":"announce"}', 'reconcile', 4, 'chat.postMessage',
        'dead', now(), now(), 'c')`;
    await sql`
      insert into places (incident_id, place, team_id, channel_id)
      select n, 'room', ${teamId}, 'C' || n from generate_series(1, ${incidentsBefore}) n`;
    await sql`vacuum analyze places`;
    await sql`vacuum analyze outbox`;
    await sql`vacuum analyze incidents`;
    await sql`vacuum analyze likenesses`;
  });
  await engine.database.close();
});

/** A pool that is one transaction. */
const poolOf = (tx: Tx) =>
  ({
    isQueued: false,
    use: (body: (client: Client) => unknown) => body({ sql: tx } as unknown as Client),
    transaction: (body: (tx: Tx) => unknown) => body(tx),
  }) as unknown as Pool;

const indexed = { enable_seqscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off' };

const asked: Record<string, (tx: Tx) => Promise<unknown>> = {
  'which send has a short id': (tx) => sendOf(tx, teamId, 'deadbeef'),
  'which message keys are known': (tx) =>
    knownKeys(
      tx,
      [1, 2, 3].map((n) => `0000000${n}-0000-4000-8000-000000000000`),
    ),
  'whether operators were told': (tx) => toldLately(poolOf(tx), 'org:told'),
  'what operators were not told yet': (tx) =>
    tellOfTheRest(poolOf(tx), {
      teamId,
      policy: { ...testPolicy, operators: { people: [], channel: '#ops' } },
    }),
  'what is past its time': (tx) => sweep(poolOf(tx)),
  'what was said in the thread that it came from': (tx) =>
    createMeans({} as never, poolOf(tx)).toldAtOrigin(incidentId),
  'what audiences were told': (tx) =>
    createMeans({} as never, poolOf(tx)).toldToAudiences(incidentId),
  'who was told directly, or reminded': async (tx) => {
    const means = createMeans({} as never, poolOf(tx));
    await means.outsidersTold({ id: incidentId, teamId });
    await means.toldDirectly(incidentId, 'U0OUT');
    await means.remindersNaming({ id: incidentId, teamId }, 'U0OUT');
    await means.pageShown(incidentId, 1);
  },
  'which records were shown, and what is on its way': async (tx) => {
    const means = createMeans({} as never, poolOf(tx));
    await means.recordsShown(incidentId);
    await means.isTelling(incidentId);
  },
  'to forget an incident': (tx) => eraseLines(tx, incidentId, 'all'),
  'which ones look alike': async (tx) => {
    const words = ['rare', 'w7', 'trouble', 'kind:outage'];
    const like = { teamId, id: incidentId, onlyOver: true, title: 'Rare trouble', words };
    const found = await similarIncidents(tx, like, true);
    expect(found).toHaveLength(3);
  },
  'what is left to do of all that was closed': (tx) => incidentsToReview(tx, teamId),
  'which rooms are private': (tx) =>
    confirmPrivateRooms(
      { teamId, database: { work: poolOf(tx) } } as never,
      { slack: {}, log: {} } as never,
    ),
};

/** Rows of these tables that are read while something is asked, under Muster's own settings. */
async function readFor(tables: string[], ask: (tx: Tx) => Promise<unknown>): Promise<number> {
  return withDatabase(database.url, (sql) =>
    sql.begin(async (tx) => {
      for (const [name, value] of Object.entries(indexed)) {
        await tx`select set_config(${name}, ${value}, true)`;
      }
      const counted = async () => {
        const [row] = await tx<{ rows: number }[]>`
          select sum(seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables
          where relname in ${tx(tables)}`;
        return row?.rows ?? 0;
      };
      const before = await counted();
      await ask(tx);
      return (await counted()) - before;
    }),
  );
}

it.each(Object.entries(asked))('%s reads few rows', async (_, ask) => {
  expect(await readFor(['outbox', 'incidents', 'likenesses'], ask)).toBeLessThan(100);
});

it('waits of Slack that are over are passed over once by a claim, not once for each lane', async () => {
  const lanes = 50;
  const over = 400;
  await withDatabase(database.url, async (sql) => {
    await sql`
      insert into outbox (team_id, lane, effect, class, priority, method, decided_at, correlation_id)
      select ${teamId}, 'waits ' || n, '{"type":"sync_home"}', 'idempotent', 9, 'views.publish',
        now(), 'c' from generate_series(1, ${lanes}) n`;
    await sql`
      insert into rate_blocks (team_id, bucket, blocked_until)
      select ${teamId}, 'chat.update:' || n, now() - interval '10 minutes'
      from generate_series(1, ${over}) n`;
    await sql`vacuum analyze outbox`;
    await sql`vacuum analyze rate_blocks`;
  });
  let taken = 0;
  const read = await readFor(['rate_blocks'], async (tx) => {
    const { rows } = await claim(tx as unknown as Sql, { limit: lanes, leaseSeconds: 45 });
    taken = rows.filter(({ lane }) => lane.startsWith('waits ')).length;
  });
  expect(taken).toBeGreaterThan(lanes / 2);
  expect(read).toBeLessThan(3 * over);
});
