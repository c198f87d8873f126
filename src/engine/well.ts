import type { Engine } from './engine.ts';

/** Late by more than this is more than a busy moment. */
const patienceMinutes = 2;
/** Rooms, cards and invitations; what comes after may wait without anyone being harmed. */
const urgentPriority = 2;

/**
 * What keeps Muster from doing its work, in words for the log; nothing when all is well. Rejects
 * when the database does not answer. A process that runs and fires nothing is not well.
 */
export async function whatIsWrong({ database }: Pick<Engine, 'database'>): Promise<string[]> {
  const rows = await database.work.use(
    ({ sql }) => sql<{ late: boolean; stuck: boolean }[]>`
      select
        exists (select from timers
          where parked_at is null and not_before <= pg_catalog.clock_timestamp()
            and due_at < now() - ${patienceMinutes} * interval '1 minute')
        or exists (select from organisation_timers
          where parked_at is null and not_before <= pg_catalog.clock_timestamp()
            and due_at < now() - ${patienceMinutes} * interval '1 minute') as late,
        exists (select from outbox o
          where o.state in ('pending', 'sending') and o.priority <= ${urgentPriority}
            and o.decided_at < now() - ${patienceMinutes} * interval '1 minute'
            and (o.needs is null or exists (
              select from places p where p.incident_id = o.incident_id and p.place = o.needs))
        ) as stuck`,
  );
  const wrong: string[] = [];
  if (rows[0]?.late) wrong.push('timers are late');
  if (rows[0]?.stuck) wrong.push('urgent messages wait');
  return wrong;
}
