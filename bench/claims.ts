import postgres from 'postgres';
import { claim } from '../src/engine/claim.ts';
import { settle } from '../src/engine/settle.ts';
import { round } from './load.ts';

/** Rows that wait in one lane beside the lanes that are measured. */
const backlog = 50_000;
const lanes = 400;
const batch = 20;

/**
 * Claiming and settling alone, without Slack: 400 lanes with a row each, taken twenty at a time, with
 * and without 50,000 rows that wait in one lane beside them.
 */
export async function benchClaims(databaseUrl: string, rounds: number) {
  const sql = postgres(databaseUrl, { max: 1 });
  const alone: number[] = [];
  const beside: number[] = [];
  try {
    for (let turn = 0; turn < rounds; turn += 1) {
      await sql`truncate outbox`;
      alone.push(await perSecond(sql));
      await fill(sql, 'a:backlog', backlog);
      await sql`analyze outbox`;
      beside.push(await perSecond(sql));
    }
  } finally {
    await sql.end();
  }
  return {
    backlog,
    claimsPerSecond: Math.round(median(alone)),
    claimsPerSecondBesideBacklog: Math.round(median(beside)),
    ratio: round(median(beside) / median(alone)),
  };
}

/** Rows claimed and settled in a second. */
async function perSecond(sql: postgres.Sql): Promise<number> {
  for (let lane = 0; lane < lanes; lane += 1) await fill(sql, `b:${1000 + lane}`, 1);
  const begunMs = performance.now();
  let taken = 0;
  for (;;) {
    const { rows } = await claim(sql, { limit: batch, leaseSeconds: 45 });
    if (rows.length === 0) break;
    // The head of the backlog goes back as it was, so that the backlog stays.
    await settle(
      sql,
      rows.map((row) =>
        row.lane === 'a:backlog'
          ? ({ row, outcome: 'pending', doubt: 'none', waitMs: 3_600_000, counted: false } as const)
          : ({ row, outcome: 'sent', doubt: 'none' } as const),
      ),
    );
    taken += rows.length;
  }
  return (taken * 1000) / (performance.now() - begunMs);
}

async function fill(sql: postgres.Sql, lane: string, rows: number): Promise<void> {
  await sql`
    insert into outbox (team_id, lane, effect, class, priority, method, decided_at, correlation_id)
    select 'T0BENCH', ${lane}, '{"family":"organisation"}', 'reconcile', 5, 'chat.postMessage',
      now(), 'c'
    from generate_series(1, ${rows})`;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
