import postgres from 'postgres';

/** How much there is in Muster's tables: what a request that must do nothing must not change. */
export interface Stored {
  incidents: number;
  /** Decisions so far, all incidents together. */
  decisions: number;
  inbox: number;
  outbox: number;
  participants: number;
}

/** Counts what is stored in the database at this URL. */
export function stored(url: string): Promise<Stored> {
  return withDatabase(url, async (sql) => {
    const [row] = await sql<Stored[]>`
      select (select count(*)::int from incidents) as incidents,
        (select count(*)::int from timeline) as decisions,
        (select count(*)::int from inbox) as inbox,
        (select count(*)::int from outbox) as outbox,
        (select count(*)::int from participants where left_at is null) as participants`;
    if (!row) throw new Error('nothing counted');
    return row;
  });
}

/** Asks the database at this URL on a connection of its own. */
export async function withDatabase<T>(
  url: string,
  ask: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    return await ask(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
