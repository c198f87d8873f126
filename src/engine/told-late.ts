import type postgres from 'postgres';
import type { Effect, Fact } from '../incident/types.ts';
import { withInstants } from '../store/state.ts';
import type { ClaimedRow } from './claim.ts';
import { isOutdated } from './guard.ts';
import { earlier } from './post.ts';
import type { LateLine } from './render.ts';
import { effectVersion } from './rows.ts';
import { roomOf, type Sending } from './sending.ts';

/**
 * After Slack was away for long, a room gets one message with what happened meanwhile instead of a
 * line for each. The card and the topic show the newest state by then; what people must act on comes
 * as itself, with its buttons.
 */

type Announcement = Extract<Effect, { type: 'announce' }>;

/** What is told later than this, in the time of the story, is no news any more: 5 min. */
const lateMs = 5 * 60_000;

/** So many rows go into one message; what is left goes into the next. */
const foldedMost = 200;

/** Facts that say what happened and ask nobody for anything; all others are told as themselves. */
export const foldedFacts: readonly Fact['type'][] = [
  'role_taken',
  'role_given_up',
  'handover_declined',
  'handover_lapsed',
  'severity_changed',
  'severity_raised',
  'status_changed',
  'title_changed',
  'kind_changed',
  'policy_changed',
  'stage_changed',
  'public_state_changed',
  'update_posted',
  'note_added',
  'approved',
  'call_ended',
  'files_attached',
  'merged_here',
  'incident_confirmed',
  'incident_declined',
  'clocks_at_risk',
  'clocks_missed',
  'page_answered',
  'ladder_stopped',
  'resolved',
  'closed',
  'reopened',
  'cancelled',
];

/**
 * Where this comes late to its room and may be folded: it and what waits behind it, to be told
 * together. Null where it is to be told as itself. What was taken along is written into this row
 * before anything is sent, so that a process that ends in between loses none of it.
 */
export async function toldLate(
  sending: Sending<Announcement>,
): Promise<LateLine[] | { ts: string } | null> {
  const { effect, row } = sending;
  const { to } = effect;
  if (to.place !== 'room' || effect.away) return null;
  const isLate = row.now.getTime() - row.decidedAt.getTime() > lateMs;
  // What was gathered into one message may hold a question behind what is only said.
  const isFolded = [effect, ...(effect.more ?? [])].every((each) =>
    foldedFacts.includes(each.fact.type),
  );
  if (!effect.late && !(isLate && isFolded)) return null;
  // What an earlier attempt may have said must not be changed before that is known.
  const ts = await earlier(sending, roomOf(sending));
  if (ts !== null) return { ts };
  const folded = effect.late ? effect : await sending.means.foldLate(row);
  if (folded?.type !== 'announce') return null;
  return linesOf({ ...sending, effect: folded });
}

function linesOf({ effect, row, incident, view, means }: Sending<Announcement>): LateLine[] {
  const { fact, guard, more = [], late = [], to } = effect;
  const own = [{ fact, guard }, ...more].map((part) => ({ ...part, at: row.decidedAt }));
  return [...own, ...late]
    .filter((part) => !isOutdated(part.guard, incident))
    .map((part) => ({ at: part.at, message: means.render.fact(part.fact, view, to, []) }));
}

/**
 * Takes the rows behind this one in its lane that come late and may be folded into it, in one
 * statement. Returns the effect as it is then; null where the lease is lost.
 */
export async function foldLate(
  sql: postgres.Sql,
  { id, leaseToken, lane, now }: Pick<ClaimedRow, 'id' | 'leaseToken' | 'lane' | 'now'>,
): Promise<Effect | null> {
  const before = new Date(now.getTime() - lateMs).toISOString();
  const [row] = await sql<{ effect: unknown }[]>`
    with head as (
      select id from outbox
      where id = ${id} and state = 'sending' and lease_token = ${leaseToken} for update
    ), late as (
      select o.id, o.effect, o.decided_at from outbox o
      where o.lane = ${lane} and o.id > ${id} and o.state = 'pending' and exists (select from head)
        and o.ambiguous_since is null and o.effect_version <= ${effectVersion}
        and o.decided_at < ${before}::timestamptz and o.effect->'to'->>'place' = 'room'
        and not o.effect ?| array['more', 'away', 'late']
        and ${JSON.stringify(foldedFacts)}::text::jsonb ? (o.effect->'fact'->>'type')
      order by o.id limit ${foldedMost}
      for update skip locked
    ), told as (
      update outbox o set state = 'superseded', last_error = 'told_with ' || ${id}::text,
        settled_at = pg_catalog.clock_timestamp()
      where o.id in (select id from late)
    )
    update outbox o set effect = o.effect || jsonb_build_object('late', (
      select coalesce(jsonb_agg(jsonb_build_object('fact', l.effect->'fact', 'at', l.decided_at)
        || case when l.effect ? 'guard' then jsonb_build_object('guard', l.effect->'guard')
          else '{}' end order by l.id), '[]') from late l))
    where o.id in (select id from head)
    returning o.effect`;
  return row ? withInstants<Effect>(row.effect) : null;
}
