import postgres from 'postgres';

/** A connection outside the ones under test, to look at and end their backends. */
export function adminOf(url: string): postgres.Sql {
  return postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
}

/** Ends the backend with this process id, as a failover or an operator would. */
export async function terminate(admin: postgres.Sql, pid: number): Promise<void> {
  await admin`select pg_terminate_backend(${pid}::int)`;
}

/** Resolves once no backend has this process id any more. */
export async function gone(admin: postgres.Sql, pid: number): Promise<void> {
  for (;;) {
    const rows = await admin`select from pg_stat_activity where pid = ${pid}`;
    if (rows.length === 0) return;
  }
}
