import type { Engine } from './engine.ts';
import { givenUpNote } from './given-up.ts';
import type { Loop } from './loop.ts';

/** Late by more than this is more than a busy moment; with a ping each minute, one is missing within two. */
const patienceMinutes = 1;
/** Rooms, cards and invitations; what comes after may wait without anyone being harmed. */
const urgentPriority = 2;

/** How Muster is, in words for the log and for who watches over it. */
export interface Wellbeing {
  /** What keeps Muster from doing its work; nothing when all is well. */
  wrong: string[];
  /** What somebody should look at, and what does not keep it from its work. */
  notes: string[];
}

/**
 * Whether Muster does its work. Rejects when the database does not answer. A process that runs and
 * fires nothing is not well; a timer that was given up is worth a note.
 */
export async function wellbeing({
  database,
  teamId,
}: Pick<Engine, 'database' | 'teamId'>): Promise<Wellbeing> {
  const [row] = await database.work.use(
    ({ sql }) => sql<{ late: boolean; stuck: boolean; parked: number; dead: number }[]>`
      with late as (select now() - ${patienceMinutes} * interval '1 minute' as before)
      select
        -- One for each urgency: the index begins with it, and there may be a million armed.
        exists (select from timers t, late where t.team_id = ${teamId} and t.is_urgent
            and t.parked_at is null and t.due_at < late.before
            and t.not_before <= pg_catalog.clock_timestamp())
          or exists (select from timers t, late where t.team_id = ${teamId} and not t.is_urgent
            and t.parked_at is null and t.due_at < late.before
            and t.not_before <= pg_catalog.clock_timestamp())
          or exists (select from organisation_timers t, late where t.team_id = ${teamId}
            and t.parked_at is null and t.due_at < late.before
            and t.not_before <= pg_catalog.clock_timestamp()) as late,
        exists (select from outbox o, late
          where o.state in ('pending', 'sending') and o.priority <= ${urgentPriority}
            and o.decided_at < late.before
            and (o.needs is null or exists (
              select from places p where p.incident_id = o.incident_id and p.place = o.needs))
        ) as stuck,
        (select count(*) from timers where team_id = ${teamId} and parked_at is not null)::int
          + (select count(*) from organisation_timers
            where team_id = ${teamId} and parked_at is not null)::int as parked,
        (select count(*) from outbox where team_id = ${teamId} and state = 'dead')::int as dead`,
  );
  const wrong: string[] = [];
  if (row?.late) wrong.push('timers are late');
  if (row?.stuck) wrong.push('urgent messages wait');
  return { wrong, notes: [...parkedNote(row?.parked ?? 0), ...givenUpNote(row?.dead ?? 0)] };
}

/** What a running process has to add to `ok`. */
export function notesOf({ parked, mayWork }: Pick<Loop, 'parked' | 'mayWork'>): string[] {
  const left = mayWork() ? [] : ['a newer release does the work, this one only answers'];
  return [...parkedNote(parked()), ...left];
}

/** `2 timers parked`, where some were given up. */
function parkedNote(parked: number): string[] {
  return parked === 0 ? [] : [`${parked} ${parked === 1 ? 'timer' : 'timers'} parked`];
}
