import postgres from 'postgres';
import { createDatabase, databaseName, dropDatabase } from '../../sandbox/postgres.ts';
import { installStoryClock } from '../../sandbox/story-clock.ts';

/** Databases with Muster's tables and a story clock, emptied and used again: that is quicker than new ones. */
export class Databases {
  readonly #serverUrl: string;
  readonly #template: string;
  readonly #free: string[] = [];
  readonly #all: string[] = [];

  /** `template`: the name of a migrated database to which nobody is connected. */
  constructor(serverUrl: string, template: string) {
    this.#serverUrl = serverUrl;
    this.#template = template;
  }

  async take(): Promise<string> {
    const free = this.#free.pop();
    if (free) return free;
    const url = await createDatabase(this.#serverUrl, this.#template);
    await installStoryClock(url);
    this.#all.push(url);
    return url;
  }

  /** Empties it, whoever may still be in it. One that was not migrated is dropped by `close`. */
  async giveBack(url: string): Promise<void> {
    const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
    try {
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = ${databaseName(url)} and pid <> pg_backend_pid()`;
      await sql`
        do $$ begin
          execute (select 'truncate ' || string_agg(format('%I', tablename), ', ')
            || ' restart identity cascade' from pg_tables where schemaname = 'public');
          update story_clock.ahead set milliseconds = 0;
        end $$`;
      this.#free.push(url);
    } finally {
      await sql.end({ timeout: 1 });
    }
  }

  async close(): Promise<void> {
    for (const url of this.#all) await dropDatabase(this.#serverUrl, url);
  }
}
