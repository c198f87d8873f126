import postgres from 'postgres';
import { endSoon } from './pool.ts';

/**
 * What the role that Muster runs under may do with each table: never change what a table is, and never
 * change or delete what is written down for good. A table that is not here may be read by nobody else
 * than its owner, so every table is here (held by a test).
 */
const all = 'select, insert, update, delete';
const kept = 'select, insert, update';
const appended = 'select, insert';
export const privileges: Readonly<Record<string, string>> = {
  timeline: appended,
  organisation_log: appended,
  policies: appended,
  engine_gate: 'select',
  organisations: kept,
  organisation_states: kept,
  incidents: kept,
  likenesses: kept,
  participants: kept,
  pulses: kept,
  timers: all,
  organisation_timers: all,
  firing_marks: all,
  outbox: all,
  places: all,
  inbox: all,
  rate_blocks: all,
  directory: all,
};

/** The statements that give a role what Muster needs, and take from it what it had besides. For the owner of the tables. */
export function grantsFor(role: string, database: string): string[] {
  const who = quoted(role);
  return [
    `revoke all on all tables in schema public from ${who}`,
    `revoke create on schema public from ${who}`,
    `grant connect on database ${quoted(database)} to ${who}`,
    `grant usage on schema public, drizzle to ${who}`,
    `grant select on drizzle.__drizzle_migrations to ${who}`,
    ...Object.entries(privileges).map(([table, what]) => `grant ${what} on ${table} to ${who}`),
  ];
}

/**
 * Gives a role what Muster needs, in one transaction. Can be repeated, and must be after a migration
 * that made a table. `url` is that of the role that owns the tables. Throws what the database says.
 */
export async function grantTo(url: string, role: string): Promise<void> {
  const sql = postgres(url, { max: 1, fetch_types: false, connect_timeout: 5, onnotice: () => {} });
  try {
    const [row] = await sql<{ database: string; is_there: boolean; is_owner: boolean }[]>`
      select current_database() as database,
        exists (select from pg_roles where rolname = ${role}) as is_there,
        ${role} = current_user as is_owner`;
    if (!row?.is_there) throw new Error(`There is no role ${role} in this database.`);
    if (row.is_owner) {
      throw new Error(
        `${role} owns the tables: it cannot be kept from changing them. Give the role that Muster runs under.`,
      );
    }
    await sql.begin(async (tx) => {
      for (const statement of grantsFor(role, row.database)) await tx.unsafe(statement);
    });
  } finally {
    await endSoon(sql, 1);
  }
}

/** As a name in SQL. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
