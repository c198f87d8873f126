import type { PendingQuery, Row } from 'postgres';
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
      attempts = t.attempts + 1, last_error = left(p.error, 500),
      not_before = pg_catalog.clock_timestamp()
        + least(2 * power(4, t.attempts), 300) * interval '1 second',
      parked_at = case when t.attempts + 1 >= ${triesMax} then now() end
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
