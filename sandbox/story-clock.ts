import postgres from 'postgres';

/**
 * Moving time for tests and the demo. The story's clock is the database's `now()`; here a function
 * of the same name, found first through `search_path`, adds an offset kept in a table. Production
 * code does not know. `pg_catalog.clock_timestamp()`, used for leases and back-off, is not moved.
 */

/**
 * Gives a database a story clock that starts at the real time. Call it after cloning (a clone does
 * not inherit a database's settings) and before anyone else connects (a session reads the setting
 * once). Defaults of existing columns were bound to the real `now()` when their table was made, so
 * they are bound anew.
 */
export async function installStoryClock(url: string): Promise<void> {
  await withConnection(url, async (sql) => {
    await sql.unsafe(`
      create schema story_clock;
      create table story_clock.ahead (
        only_row boolean primary key default true check (only_row),
        milliseconds bigint not null default 0
      );
      insert into story_clock.ahead default values;
      create function story_clock.now() returns timestamptz language sql stable as $$
        select pg_catalog.now() + milliseconds * interval '1 millisecond' from story_clock.ahead
      $$;
    `);
    const stale = await sql<{ relation: string; column: string }[]>`
      select a.attrelid::regclass::text as relation, quote_ident(a.attname) as column
      from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
      where pg_get_expr(d.adbin, d.adrelid) in ('now()', 'CURRENT_TIMESTAMP')`;
    for (const { relation, column } of stale) {
      await sql.unsafe(
        `alter table ${relation} alter column ${column} set default story_clock.now()`,
      );
    }
    // Last in the path would be too late: pg_catalog comes first unless it is named.
    await sql`
      do $$ begin
        execute format('alter database %I set search_path = public, story_clock, pg_catalog',
          current_database());
      end $$`;
  });
}

/** Moves the story's clock on by milliseconds and returns what it shows then. */
export function advance(url: string, milliseconds: number): Promise<Date> {
  return withConnection(url, async (sql) => {
    await sql`update story_clock.ahead set milliseconds = milliseconds + ${Math.round(milliseconds)}`;
    return read(sql);
  });
}

/** Sets the story's clock to an instant, from which it runs on, and returns what it shows. */
export function setClock(url: string, instant: Date): Promise<Date> {
  return withConnection(url, async (sql) => {
    await sql`
      update story_clock.ahead set milliseconds =
        round(extract(epoch from ${instant}::timestamptz - pg_catalog.now()) * 1000)`;
    return read(sql);
  });
}

/** What the story's clock shows. */
export function storyNow(url: string): Promise<Date> {
  return withConnection(url, read);
}

async function read(sql: postgres.Sql): Promise<Date> {
  const [row] = await sql<{ now: Date }[]>`select story_clock.now() as now`;
  if (!row) throw new Error('The story clock has no time.');
  return row.now;
}

async function withConnection<T>(url: string, use: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    return await use(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
