import type { Engine } from './engine.ts';

/** Counting further would cost more than it tells. */
const countedAtMost = 10_000;
/** Who scrapes waits no longer. */
const deadlineMs = 1_000;

/** What only the database knows, and only who watches asks. */
export interface Measured {
  /** Rows of the outbox that wait or are being sent, of the first 10,000. */
  outbox: { state: string; priority: number; rows: number }[];
  /** How long the oldest of each priority has waited for something other than its room or card; seconds. */
  oldest: { priority: number; seconds: number }[];
  /** How late the most overdue timer is that is not parked; seconds, story time. */
  timerLagSeconds: number;
}

/** Rejects when the database does not answer in time. */
export async function measure({
  database,
  teamId,
}: Pick<Engine, 'database' | 'teamId'>): Promise<Measured> {
  const [row] = await database.work.use(
    ({ sql }) => sql<{ outbox: Measured['outbox']; oldest: Measured['oldest']; lag: number }[]>`
      with waiting as (
        select o.state, o.priority, o.decided_at, o.needs is null or exists (
          select from places p where p.incident_id = o.incident_id and p.place = o.needs) as is_free
        from outbox o where o.state in ('pending', 'sending') limit ${countedAtMost}
      )
      select
        coalesce((select jsonb_agg(jsonb_build_object(
            'state', state, 'priority', priority, 'rows', rows))
          from (select state, priority, count(*) as rows from waiting group by 1, 2) counted), '[]')
          as outbox,
        coalesce((select jsonb_agg(jsonb_build_object('priority', priority, 'seconds', seconds))
          from (select priority, extract(epoch from now() - min(decided_at)) as seconds
            from waiting where is_free group by 1) aged), '[]') as oldest,
        greatest(0, extract(epoch from now() - least(
          (select min(due_at) from timers where team_id = ${teamId} and is_urgent
            and parked_at is null),
          (select min(due_at) from timers where team_id = ${teamId} and not is_urgent
            and parked_at is null))))::float8 as lag`,
    deadlineMs,
  );
  const { outbox = [], oldest = [], lag = 0 } = row ?? {};
  return { outbox, oldest, timerLagSeconds: lag };
}
