import type { Engine } from './engine.ts';

/** Nobody needs to know how many more there are. */
const countedAtMost = 1_000;
/** A count this old is taken anew, in the background. */
const freshMs = 5_000;

/** How many sends were given up and wait for an operator; counts to 1,000. */
export async function countGivenUp({
  database,
  teamId,
}: Pick<Engine, 'database' | 'teamId'>): Promise<number> {
  const [row] = await database.work.use(
    ({ sql }) => sql<{ count: number }[]>`
      select count(*)::int as count from (
        select from outbox where team_id = ${teamId} and state = 'dead'
        limit ${countedAtMost}) counted`,
  );
  return row?.count ?? 0;
}

/** `2 messages given up`, where some were. */
export function givenUpNote(count: number): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? 'message' : 'messages'} given up`];
}

/** The note as of a few seconds ago, for who cannot wait for the database; asks it in the background. */
export function givenUpNotes(engine: Pick<Engine, 'database' | 'teamId'>): () => string[] {
  let count = 0;
  let askedMs = Number.NEGATIVE_INFINITY;
  const ask = () => {
    if (performance.now() - askedMs < freshMs) return;
    askedMs = performance.now();
    countGivenUp(engine).then(
      (found) => {
        count = found;
      },
      // Whether the database answers is said elsewhere.
      () => undefined,
    );
  };
  ask();
  return () => {
    ask();
    return givenUpNote(count);
  };
}
