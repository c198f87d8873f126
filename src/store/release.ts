import type postgres from 'postgres';

/**
 * The number of this release: how many migrations it knows. A later release says by a row of
 * `engine_gate`, which one of its migrations writes, from which number on a release may
 * - `run`: start on this schema, because everything it reads and writes is still there;
 * - `engine`: fire timers and claim rows of the outbox. One that may only run still answers people.
 * No row means that any may. A gate is raised by
 * `insert into engine_gate values ('engine', 7) on conflict (name) do update set min_release = 7`.
 */
export const release = 1;

/** What a newer release left to this one. */
export type Standing = 'engine' | 'answers' | 'nothing';

/** In SQL: whether this release fires timers and claims rows. Costs one look at one page, whatever it is asked of. */
export function mayWork(sql: postgres.ISql) {
  return sql`not exists (
    select from engine_gate where name = 'engine' and min_release > ${release}::int)`;
}

/** What this release may do by now; `answers` when a newer one does the work, `nothing` when it cannot run here. */
export async function standing(sql: postgres.ISql): Promise<Standing> {
  const rows = await sql<{ name: string }[]>`
    select name from engine_gate where min_release > ${release}::int`;
  const closed = rows.map(({ name }) => name);
  if (closed.includes('run')) return 'nothing';
  return closed.includes('engine') ? 'answers' : 'engine';
}
