import type { ISql, PendingQuery, Row } from 'postgres';
import type { Tx } from '../store/pool.ts';

/** A timer that could not be fired; without a key, all that is due for an incident. */
export interface Poisoned {
  /** Null for a timer of the organisation. */
  incidentId: number | null;
  key: string | null;
  error: unknown;
  /** Left alone from now on, until an operator says otherwise. */
  isParked: boolean;
}

/** Tries before a timer is left alone, after waits of 2, 8, 32 and 128 s. */
const triesMax = 5;

/** Counts one more failure of these timers of incidents. */
export function backOff(tx: Tx, failed: Omit<Poisoned, 'isParked'>[]): Promise<Poisoned[]> {
  return counted(tx, failed, { table: 'timers', owned: tx`t.incident_id = p.incident_id` });
}

/** Counts one more failure of these timers of the organisation. */
export function backOffOrganisation(
  tx: Tx,
  teamId: string,
  failed: Omit<Poisoned, 'isParked'>[],
): Promise<Poisoned[]> {
  return counted(tx, failed, { table: 'organisation_timers', owned: tx`t.team_id = ${teamId}` });
}

/** Each waits longer, and is parked at last. Real time. */
async function counted(
  tx: Tx,
  failed: Omit<Poisoned, 'isParked'>[],
  { table, owned }: { table: string; owned: PendingQuery<Row[]> },
): Promise<Poisoned[]> {
  const given = failed.map(({ incidentId, key, error }, place) => ({
    place,
    incident_id: incidentId,
    key,
    error: error instanceof Error ? error.message : String(error),
  }));
  const parked = await tx<{ place: number; parked: boolean }[]>`
    update ${tx(table)} t set
      ${failure(tx)}, last_error = left(p.error, 500)
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as p(
      place int, incident_id bigint, key text, error text)
    where ${owned} and t.parked_at is null
      and (t.key = p.key or (p.key is null and t.due_at <= now()))
    returning p.place, t.parked_at is not null as parked`;
  return failed.map((each, place) => ({
    ...each,
    isParked: parked.some((row) => row.place === place && row.parked),
  }));
}

/**
 * Counts a try of the next timer that is due for an incident, before it is made: where the process ends
 * of it, nobody could count it afterwards. Null when nothing is due.
 */
export async function countTry(
  sql: ISql,
  incidentId: number,
): Promise<{ key: string; isParked: boolean } | null> {
  const [row] = await sql<{ key: string; is_parked: boolean }[]>`
    update timers t set ${failure(sql)}, last_error = ${ended}
    where t.incident_id = ${incidentId} and t.key in (
      select key from timers
      where incident_id = ${incidentId} and parked_at is null and due_at <= now()
        and not_before <= pg_catalog.clock_timestamp()
      order by is_urgent desc, due_at, key limit 1 for update skip locked)
    returning t.key, t.parked_at is not null as is_parked`;
  return row ? { key: row.key, isParked: row.is_parked } : null;
}

/** The process did not end of it: the try of `countTry` does not count. */
export async function uncountTry(tx: Tx, incidentId: number, key: string): Promise<void> {
  await tx`
    update timers set attempts = greatest(attempts - 1, 0), not_before = '-infinity',
      last_error = case when attempts > 1 then last_error end
    where incident_id = ${incidentId} and key = ${key} and parked_at is null`;
}

/** Why a timer is parked that nobody lived to complain about. */
export const ended = 'Muster ended while this was fired';

/** One more failure of a timer `t`. Real time. */
function failure(sql: ISql) {
  return sql`attempts = t.attempts + 1,
      not_before = pg_catalog.clock_timestamp()
        + least(2 * power(4, t.attempts), 300) * interval '1 second',
      parked_at = case when t.attempts + 1 >= ${triesMax} then now() end`;
}
