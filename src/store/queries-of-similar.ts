import type postgres from 'postgres';
import { askedBy, type Likeness, wordsOf } from '../incident/links/likeness.ts';
import type { Past, Recurrence, Similar } from '../incident/links/similar.ts';
import type { Incident, Phase } from '../incident/types.ts';
import { hasTrigrams } from './trigrams.ts';

/** Incidents like another one: by the words they share, weighed by how rare these are, and by their titles. */

/** So many rows that share a word are compared at most; commoner words count, and find nothing. */
const mostCompared = 5_000;
/** What more than this share of all have finds none, unless that is only a few. */
const commonShare = 0.1;
const fewRows = 50;
/** So many of the best are looked at more closely. */
const bestFew = 20;
const mostShown = 3;
/** Shorter words differ in too little to be the same spelt differently. */
const shortestSpelt = 5;

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
}

/**
 * At most three incidents like this one, the likest first. Private ones are never among them, whoever
 * asks: what is found is shown to a whole room. `trigrams`: whether words of the title that are spelt a
 * little differently are found, too (`hasTrigrams`); each counts half.
 *
 * A word counts the more the fewer incidents have it, as PostgreSQL's own statistics of the index say.
 */
export async function similarIncidents(
  sql: postgres.ISql,
  asked: AskedLikeness,
  trigrams: boolean,
): Promise<Similar[]> {
  const { teamId, id, onlyOver, title, words } = asked;
  if (words.length === 0) return [];
  const inTitle = wordsOf([title]).filter((word) => word.length >= shortestSpelt);
  const rows = await sql<FoundRow[]>`
    with counted as materialized (
      select unnest(most_common_elems::text::text[]) as word,
        unnest(most_common_elem_freqs) as share
      from pg_catalog.pg_stats
      where schemaname = 'public' and tablename = 'likenesses' and attname = 'words'
    ), shares as (
      select word, place, coalesce(
        (select min(share) from counted where counted.word = w.word), 0) as share
      from jsonb_array_elements_text(${JSON.stringify(words)}::text::jsonb)
        with ordinality w(word, place)
    ), asked as materialized (
      select word, place, ('''' || word || '''')::tsquery as query,
        -ln(greatest(share, 0.0001)) as weight, share * size.rows as rows, size.rows as of,
        sum(share * size.rows) over (order by share, place) as together
      from shares, (
        select greatest(reltuples, 0) as rows from pg_catalog.pg_class
        where oid = 'public.likenesses'::regclass) size
    ), wanted as materialized (
      select word, query from asked
      where together <= ${mostCompared} and rows <= greatest(${fewRows}, of * ${commonShare})
    ), exact as (
      select incident_id, null::text as word,
        (select sum(weight) from asked where words @@ asked.query) as weight
      from likenesses
      where team_id = ${teamId}
        and words @@ (select string_agg(query::text, ' | ')::tsquery from wanted)
    ), ranked as materialized (
      select incident_id, sum(weight) as weight, array_agg(word) as spelt
      from (select * from exact ${trigrams ? spelt(sql, teamId, inTitle) : sql``}) found
      where incident_id <> ${id}
      group by incident_id order by 2 desc, 1 desc limit ${bestFew}
    )
    select i.id, i.number, i.title, i.phase, i.declared_at, i.state->>'outcome' as outcome,
      to_jsonb(array(
        select word from asked where l.words @@ asked.query or word = any(ranked.spelt)
        order by place)) as shared
    from ranked
    join likenesses l on l.incident_id = ranked.incident_id
    join incidents i on i.id = ranked.incident_id
    where i.team_id = ${teamId} and not i.is_private and not i.is_drill
      and i.phase not in ('declined', 'cancelled', 'merged')
      and (not ${onlyOver} or i.phase in ('resolved', 'reviewing', 'closed'))
    order by ranked.weight desc, i.declared_at desc`;
  return rows.filter(isLike).slice(0, mostShown).map(similarOf);
}

/** Incidents whose titles have words like rare ones of this title, and not these themselves. */
function spelt(sql: postgres.ISql, teamId: string, words: string[]) {
  return sql`
    union all
    select l.incident_id, asked.word, asked.weight / 2
    from wanted join asked on asked.word = wanted.word
    join likenesses l on l.title %> asked.word and not l.words @@ asked.query
    where l.team_id = ${teamId}
      and ${JSON.stringify(words)}::text::jsonb ? asked.word`;
}

/** One shared word is chance, unless they are about the same service too; so is the same service alone. */
function isLike({ shared }: FoundRow): boolean {
  const words = shared.filter((each) => !each.includes(':')).length;
  const isSameModule = shared.some((each) => each.startsWith('module:'));
  return words >= 2 || (words === 1 && isSameModule);
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

interface KeptRow {
  number: number;
  id: number;
  title: string;
  phase: Phase;
  declared_at: Date;
  outcome: string | null;
}

/**
 * Those that an incident keeps as looking like it, in that order, as they are now. What became private
 * since, or none, is left out.
 */
export async function keptSimilar(
  sql: postgres.ISql,
  { teamId, state }: Pick<Incident, 'teamId' | 'state'>,
): Promise<Similar[]> {
  const kept = state.similar?.kept ?? [];
  if (kept.length === 0) return [];
  const rows = await sql<KeptRow[]>`
    select id, number, title, phase, declared_at, state->>'outcome' as outcome from incidents
    where team_id = ${teamId} and number in ${sql(kept.map(({ number }) => number))}
      and not is_private and not is_drill and phase not in ('declined', 'cancelled', 'merged')`;
  return kept.flatMap((each): Similar[] => {
    const row = rows.find(({ number }) => number === each.number);
    if (!row) return [];
    const { id, title, phase, declared_at: declaredAt, outcome } = row;
    return [{ ...each, id: Number(id), title, phase, declaredAt, outcome }];
  });
}

/**
 * Ids of public incidents that show somewhere that this one looks like them: on the card, in the copy of
 * the document in their room, or where the room was told of it. Elsewhere it is read when it is shown.
 */
export async function showingSimilar(
  sql: postgres.ISql,
  { teamId, number }: Pick<Incident, 'teamId' | 'number'>,
): Promise<number[]> {
  const rows = await sql<{ id: string }[]>`
    select i.id from incidents i
    where i.team_id = ${teamId} and not i.is_private and (
      i.state->'similar'->'told' @> to_jsonb(${number}::int)
      or (i.state->'similar'->'kept'
          @> jsonb_build_array(jsonb_build_object('number', ${number}::int))
        and (i.phase = 'triage' or exists (
          select from places p where p.incident_id = i.id and p.place = 'canvas'))))
    order by i.id`;
  return rows.map(({ id }) => Number(id));
}

/** What is behind an incident: those that look like it, and how often the same happened. */
export async function pastOf(sql: postgres.ISql, incident: Incident): Promise<Past> {
  return {
    similar: await keptSimilar(sql, incident),
    again: await recurrencesOf(sql, incident),
  };
}

/**
 * What people said is the same again as this one, by way of others too, with itself, the first one first;
 * nothing where nobody said so. Private ones count for private ones alone, and what they are tied to
 * themselves is known to nobody who came by way of them: not the same people are in their rooms.
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
        and (i.number = ${number} or not i.is_private)
      cross join jsonb_array_elements(coalesce(i.state->'related', '[]')) tie
      where tie->>'how' = 'same'
    )
    select i.number, i.declared_at from again
    join incidents i on i.team_id = ${teamId} and i.number = again.number
    where ${isPrivate} or not i.is_private
    order by i.declared_at, i.number`;
  return rows.map((row) => ({ number: row.number, declaredAt: row.declared_at }));
}
