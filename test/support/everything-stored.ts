import { withDatabase } from './stored.ts';

/** Tables that say which replica lives and when it last looked, and nothing of what people did. */
const ofReplicas = new Set(['pulses', 'replicas', 'firing']);

/** Every row of every table of the database at this URL as text, by table. */
export function everythingStored(url: string): Promise<Map<string, string[]>> {
  return withDatabase(url, async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE'
        and table_schema not in ('pg_catalog', 'information_schema')`;
    const all = new Map<string, string[]>();
    for (const { name } of tables) {
      if (ofReplicas.has(name.split('.')[1] ?? '')) continue;
      const rows = await sql.unsafe<{ row: string }[]>(`select t::text as row from ${name} t`);
      all.set(
        name,
        rows.map(({ row }) => row),
      );
    }
    return all;
  });
}
