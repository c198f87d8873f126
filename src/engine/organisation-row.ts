import type {
  Organisation,
  OrganisationDecision,
  OrganisationTimer,
} from '../organisation/types.ts';
import {
  beginOrganisation,
  type OrganisationRow,
  organisationOf,
  organisationStateVersion,
} from '../store/organisation.ts';
import type { Tx } from '../store/pool.ts';
import { organisationRouteOf } from './organisation-lanes.ts';
import { effectVersion } from './rows.ts';
import { chainLine } from './timeline-chain.ts';

/** The organisation's row, as it is locked and as it is saved. */

export type Accepted = Extract<OrganisationDecision, { ok: true }>;

/** As it was locked. */
export interface LockedOrganisation {
  organisation: Organisation;
  /** Story time: never before the last decision. */
  now: Date;
  /** Head of the log's chain. */
  head: Uint8Array;
  /** False when the gesture's key was there already. */
  isFresh: boolean;
  /** Hash of the policy that its timers were derived under; null before the first. */
  followed: string | null;
  /** Hash of the policy in force, its name, and since when. */
  inForce: { hash: string; name: string; sinceAt: Date };
  /** Keys of timers that wait out a failure or were given up. */
  waiting: string[];
}

type Row = OrganisationRow & {
  story_now: Date;
  log_hash: Uint8Array;
  is_fresh: boolean;
  followed: string | null;
  in_force: string;
  policy_name: string;
  since: Date;
  waiting: string[];
};

/**
 * Takes the gesture's key, where there is one, and the organisation's lock. `skipsLocked`: null at once
 * where somebody else holds it. Also null before there is a row: see `ensureRow`.
 */
export async function lockOrganisation(
  tx: Tx,
  teamId: string,
  { key = null, skipsLocked = false }: { key?: string | null; skipsLocked?: boolean } = {},
): Promise<LockedOrganisation | null> {
  const [row] = await tx<Row[]>`
    with key as (
      insert into inbox (team_id, key)
      select ${teamId}, ${key}::text where ${key}::text is not null
      on conflict do nothing returning 1
    )
    select s.team_id, s.state, s.state_version, s.version, s.updated_at, s.log_hash,
      s.policy_hash as followed, greatest(now(), s.updated_at) as story_now,
      ${key}::text is null or (select count(*) from key) = 1 as is_fresh,
      o.active_policy_hash as in_force, o.updated_at as since,
      (select body->>'name' from policies p where p.hash = o.active_policy_hash) as policy_name,
      to_jsonb(array(
        select t.key from organisation_timers t where t.team_id = s.team_id
          and (t.parked_at is not null or t.not_before > pg_catalog.clock_timestamp()))) as waiting
    from organisation_states s join organisations o on o.team_id = s.team_id
    where s.team_id = ${teamId}
    for no key update of s ${skipsLocked ? tx`skip locked` : tx``}`;
  if (!row) return null;
  return {
    organisation: organisationOf(row),
    now: row.story_now,
    head: row.log_hash,
    isFresh: row.is_fresh,
    followed: row.followed,
    inForce: { hash: row.in_force, name: row.policy_name, sinceAt: row.since },
    waiting: row.waiting,
  };
}

/** Ends a transaction that found no row to lock, so that it begins again when there is one. */
export class NoRowYet extends Error {}

/** Runs the transaction; where there is no row yet, makes it and runs the transaction again. */
export async function withRow<T>(
  pool: { transaction<R>(body: (tx: Tx) => Promise<R>, deadlineMs?: number): Promise<R> },
  teamId: string,
  body: (tx: Tx) => Promise<T>,
  deadlineMs?: number,
): Promise<T> {
  try {
    return await pool.transaction(body, deadlineMs);
  } catch (error) {
    if (!(error instanceof NoRowYet)) throw error;
    await pool.transaction((tx) => beginOrganisation(tx, teamId), deadlineMs);
    return pool.transaction(body, deadlineMs);
  }
}

/** What of the decisions is saved besides the decisions themselves. */
export interface Saved {
  timers: OrganisationTimer[];
  /** Hash of the policy that the timers were derived under. */
  policyHash: string | null;
  correlationId: string;
}

/**
 * Saves a locked organisation as decided, one decision after another, with its lines, timers and
 * effects, in one statement. Timers are saved by difference, so those that stay keep their attempts.
 */
export async function saveOrganisation(
  tx: Tx,
  { head, now, organisation: before }: LockedOrganisation,
  decisions: Accepted[],
  { timers, policyHash, correlationId }: Saved,
): Promise<void> {
  const { teamId } = before;
  const lines: object[] = [];
  let hash: Uint8Array = head;
  for (const { entry, organisation } of decisions) {
    if (!entry) continue;
    const { type, actor, data } = entry;
    const seq = organisation.version;
    const line = chainLine(hash, entry, { teamId, seq, at: now });
    hash = line.hash;
    const chained = { salt: hex(line.salt), digest: hex(line.digest), hash: hex(line.hash) };
    lines.push({
      team_id: teamId,
      seq,
      at: now,
      type,
      actor,
      data,
      correlation_id: correlationId,
      ...chained,
    });
  }
  const last = decisions.at(-1)?.organisation ?? before;
  const sent = decisions.flatMap(({ effects }) =>
    effects.map((effect) => {
      const route = organisationRouteOf(effect, teamId);
      return {
        lane: route.lane,
        effect,
        class: route.class,
        priority: route.priority,
        method: route.method,
        coalesce_key: route.coalesceKey,
        once_key: route.onceKey,
      };
    }),
  );
  const due = timers.map(({ key, kind, dueAt }) => ({ key, kind, due_at: dueAt }));
  await tx`
    with saved as (
      update organisation_states set
        state = ${JSON.stringify(last.state)}::jsonb, state_version = ${organisationStateVersion},
        version = ${last.version}, updated_at = ${now.toISOString()}::timestamptz,
        policy_hash = ${policyHash}, log_hash = ${hex(hash)}::text::bytea
      where team_id = ${teamId}
    ), lines as (
      insert into organisation_log (
        team_id, seq, at, type, actor, data, correlation_id, salt, digest, hash)
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(
        team_id text, seq int, at timestamptz, type text, actor jsonb, data jsonb,
        correlation_id text, salt bytea, digest bytea, hash bytea)
    ), wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as w(
        key text, kind text, due_at timestamptz)
    ), vanished as (
      delete from organisation_timers t where t.team_id = ${teamId}
        and not exists (select from wanted w where w.key = t.key)
    ), kept as (
      insert into organisation_timers as t (team_id, key, kind, due_at)
      select ${teamId}, key, kind, due_at from wanted
      on conflict (team_id, key) do update set kind = excluded.kind, due_at = excluded.due_at
      where t.due_at <> excluded.due_at
    ), sent as (
      select * from jsonb_to_recordset(${JSON.stringify(sent)}::jsonb) as o(
        lane text, effect jsonb, class text, priority smallint, method text, coalesce_key text,
        once_key text)
    ), syncs as (
      insert into outbox as o (team_id, lane, effect, effect_version, class, priority, method,
        coalesce_key, decided_at, correlation_id)
      select distinct on (coalesce_key) ${teamId}, lane, effect, ${effectVersion}, class, priority,
        method, coalesce_key, ${now.toISOString()}::timestamptz, ${correlationId}
      from sent where coalesce_key is not null
      -- Taking the row that waits keeps it from being sent before this is committed: it would be made
      -- equal to what was so before, and nobody would look again.
      on conflict (coalesce_key) where state = 'pending' and coalesce_key is not null
      do update set decided_at = excluded.decided_at
    )
    insert into outbox (team_id, lane, effect, effect_version, class, priority, method, once_key,
      decided_at, correlation_id)
    select ${teamId}, lane, effect, ${effectVersion}, class, priority, method, once_key,
      ${now.toISOString()}::timestamptz, ${correlationId}
    from sent where coalesce_key is null
    on conflict (team_id, once_key) where once_key is not null do nothing`;
}

function hex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`;
}
