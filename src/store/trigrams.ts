import type postgres from 'postgres';
import { sourceOf } from './failure.ts';

/** The extension pg_trgm, by which titles are compared letter by letter; Muster does without it. */

/**
 * Makes the extension and its index where the role may. Returns null where they are there, else why
 * not, in a sentence for who runs Muster: nothing else is in its way then.
 */
export async function addTrigrams(sql: postgres.Sql): Promise<string | null> {
  if (await hasTrigrams(sql)) return null;
  try {
    await sql.begin(async (tx) => {
      // In the schema of the tables, where every role that reads them looks.
      await tx`create extension if not exists pg_trgm with schema public`;
      await tx`create index if not exists likenesses_title on public.likenesses
        using gin (title gin_trgm_ops)`;
    });
    return null;
  } catch (error) {
    const why = sourceOf(error);
    const said = why instanceof Error ? why.message : String(why);
    return `Similar incidents are found by whole words alone, not by titles that are spelt a little differently: this role cannot make the extension pg_trgm and its index (${said}). Let a superuser say "create extension pg_trgm", then run "muster migrate" as the role that owns the tables.`;
  }
}

/** Whether titles can be compared: the extension is there, and its index. */
export async function hasTrigrams(sql: postgres.ISql): Promise<boolean> {
  const [row] = await sql<{ is_there: boolean }[]>`
    select to_regclass('public.likenesses_title') is not null as is_there`;
  return row?.is_there ?? false;
}
