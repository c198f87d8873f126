import type postgres from 'postgres';
import { askedBy, type Likeness } from '../incident/links/likeness.ts';
import type { Recurrence, Similar } from '../incident/links/similar.ts';
import type { Incident, Phase } from '../incident/types.ts';
import { hasTrigrams } from './trigrams.ts';

/** Incidents like another one: by the words they share, weighed by how rare these are, and by their titles. */

/** So many rows that share a word are compared at most; commoner words count, and find nothing. */
const mostCompared = 5_000;
/** So many of the best are looked at more closely. */
const bestFew = 20;
const mostShown = 3;

/** Which other one is asked for: those that are over, or any. */
export interface AskedLikeness extends Likeness {
  teamId: string;
  /** Left out of what is found. */
  id: number;
  onlyOver: boolean;
}

interface FoundRow {
  id: number;
  number: number;
  title: string;
  phase: Phase;
  declared_at: Date;
  outcome: string | null;
  shared: string[];
  alike: number;
}

/**
 * At most three incidents like this one, the likest first. Private ones are never among them, whoever
 * asks: what is found is shown to a whole room. `trigrams`: whether titles are compared, too
 * (`hasTrigrams`).
 *
 * A word counts the more the fewer incidents have it, as PostgreSQL's own statistics of the index say.
 */
export async function similarIncidents(
  sql: postgres.ISql,
  { teamId, id, onlyOver, title, words }: AskedLikeness,
  trigrams: boolean,
): Promise<Similar[]> {
  if (words.length === 0) return [];
  const byTitle = trigrams
    ? sql`union select incident_id from likenesses where team_id = ${teamId} and title % ${title}`
    : sql``;
  const alike = trigrams ? sql`similarity(l.title, ${title})` : sql`0::real`;
  const rows = await sql<FoundRow[]>`
    with counted as materialized (
      select unnest(most_common_elems::text::text[]) as word,
        unnest(most_common_elem_freqs) as share
      from pg_catalog.pg_stats
      where schemaname = 'public' and tablename = 'likenesses' and attname = 'words'
    ), asked as materialized (
      select word, place, ('''' || word || '''')::tsquery as query,
        coalesce((select min(share) from counted where counted.word = w.word), 0) as share
      from jsonb_array_elements_text(${JSON.stringify(words)}::text::jsonb) with ordinality w(word, place)
    ), summed as (
      select word, sum(share) over (order by share, place)
        * (select greatest(reltuples, 0) from pg_catalog.pg_class
           where oid = 'public.likenesses'::regclass) as rows
      from asked
    ), wanted as materialized (
      select string_agg('''' || word || '''', ' | ')::tsquery as query
      from summed where rows <= ${mostCompared}
    ), found as (
      select incident_id from likenesses
      where team_id = ${teamId} and words @@ (select query from wanted)
      ${byTitle}
    ), weighed as materialized (
      select l.incident_id, ${alike} as alike, (
          select sum(-ln(greatest(share, 0.0001))) from asked where l.words @@ asked.query
        ) as weight
      from found join likenesses l on l.incident_id = found.incident_id
      where l.incident_id <> ${id}
      order by 3 desc nulls last, 2 desc, 1 desc limit ${bestFew}
    ), shared as (
      select incident_id, alike, weight, array(
          select word from asked, likenesses l
          where l.incident_id = weighed.incident_id and l.words @@ asked.query order by place
        ) as words
      from weighed
    )
    select i.id, i.number, i.title, i.phase, i.declared_at, i.state->>'outcome' as outcome,
      to_jsonb(shared.words) as shared, shared.alike
    from shared join incidents i on i.id = shared.incident_id
    where i.team_id = ${teamId} and not i.is_private and not i.is_drill
      and i.phase not in ('declined', 'cancelled', 'merged')
      and (not ${onlyOver} or i.phase in ('resolved', 'reviewing', 'closed'))
    order by coalesce(shared.weight, 0) * (1 + shared.alike) desc, i.declared_at desc`;
  return rows.filter(isLike).slice(0, mostShown).map(similarOf);
}

/** One shared word is chance, unless they are about the same service too; so is the same service alone. */
function isLike({ shared, alike }: FoundRow): boolean {
  const words = shared.filter((each) => !each.includes(':')).length;
  const isSameModule = shared.some((each) => each.startsWith('module:'));
  return alike >= 0.5 || words >= 2 || (words === 1 && isSameModule);
}

function similarOf({ shared, declared_at, ...row }: FoundRow): Similar {
  const after = (mark: string) =>
    shared.filter((each) => each.startsWith(mark)).map((each) => each.slice(mark.length));
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    phase: row.phase,
    declaredAt: declared_at,
    outcome: row.outcome,
    words: shared.filter((each) => !each.includes(':')),
    kind: after('kind:')[0] ?? null,
    modules: after('module:'),
  };
}

/** At most three incidents like this one; `onlyOver`: that are over. */
export async function incidentsLike(
  sql: postgres.Sql,
  incident: Incident,
  onlyOver = false,
): Promise<Similar[]> {
  const { teamId, id } = incident;
  const asked = { teamId, id, onlyOver, ...askedBy(incident) };
  return similarIncidents(sql, asked, await hasTrigrams(sql));
}

/**
 * What people said is the same again as this one, by way of others too, with itself, the first one first;
 * nothing where nobody said so. Private ones count for private ones alone.
 */
export async function recurrencesOf(
  sql: postgres.ISql,
  { teamId, number, isPrivate, state }: Incident,
): Promise<Recurrence[]> {
  if (!state.related.some(({ how }) => how === 'same')) return [];
  const rows = await sql<{ number: number; declared_at: Date }[]>`
    with recursive again(number) as (
      select ${number}::int
      union
      select (tie->>'number')::int from again
      join incidents i on i.team_id = ${teamId} and i.number = again.number
        and (${isPrivate} or not i.is_private)
      cross join jsonb_array_elements(coalesce(i.state->'related', '[]')) tie
      where tie->>'how' = 'same'
    )
    select i.number, i.declared_at from again
    join incidents i on i.team_id = ${teamId} and i.number = again.number
    where ${isPrivate} or not i.is_private
    order by i.declared_at, i.number`;
  return rows.map((row) => ({ number: row.number, declaredAt: row.declared_at }));
}
