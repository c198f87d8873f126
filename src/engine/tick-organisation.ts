import { randomUUID } from 'node:crypto';
import type { OrganisationTimer } from '../organisation/types.ts';
import type { Policy } from '../policy/schema.ts';
import { Unavailable } from '../slack/ports.ts';
import { crashPoint } from '../store/crash-point.ts';
import { NewerOrganisation } from '../store/organisation.ts';
import type { Tx } from '../store/pool.ts';
import { mayWork } from '../store/release.ts';
import type { Engine } from './engine.ts';
import {
  type Accepted,
  type LockedOrganisation,
  lockOrganisation,
  NoRowYet,
  saveOrganisation,
  withRow,
} from './organisation-row.ts';
import { backOffOrganisation, type Poisoned } from './poison.ts';
import type { Ticked, TickOptions } from './tick.ts';

/** What one look at the organisation's timers did. */
export type OrganisationTicked = Pick<Ticked, 'fired' | 'failed'>;

const nothing: OrganisationTicked = { fired: [], failed: 0 };

/**
 * Fires what is due and belongs to no incident, each timer once however many processes do this at the
 * same time: what somebody else holds is left to them. Where another policy is in force than the one
 * that the timers were derived under, they are derived again. One statement when there is nothing to do.
 */
export async function tickOrganisation(
  engine: Engine,
  options: Pick<TickOptions, 'onPoison'> = {},
): Promise<OrganisationTicked> {
  const { database, teamId } = engine;
  if (!(await isSomethingToDo(engine))) return nothing;
  try {
    const { ticked, poisoned } = await withRow(database.work, teamId, (tx) => fire(engine, tx));
    for (const fault of poisoned) options.onPoison?.(fault);
    if (ticked.fired.length > 0) crashPoint('organisation_timer.after_commit');
    if (ticked.fired.length > 0) engine.kick();
    return ticked;
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    // Left to the replicas of the newer release.
    if (error instanceof NewerOrganisation) return nothing;
    const fault = { incidentId: null, key: null, error };
    const poisoned = await database.work.transaction((tx) =>
      backOffOrganisation(tx, teamId, [fault]),
    );
    for (const each of poisoned) options.onPoison?.(each);
    return { ...nothing, failed: poisoned.length };
  }
}

/** Without locks. */
async function isSomethingToDo({ database, teamId }: Engine): Promise<boolean> {
  const [row] = await database.work.use(
    ({ sql }) => sql<{ to_do: boolean }[]>`
      select s.policy_hash is distinct from o.active_policy_hash or exists (
        select from organisation_timers t
        where t.team_id = ${teamId} and t.parked_at is null and t.due_at <= now()
          and t.not_before <= pg_catalog.clock_timestamp()) as to_do
      from organisations o left join organisation_states s on s.team_id = o.team_id
      where o.team_id = ${teamId} and ${mayWork(sql)}`,
  );
  return row?.to_do ?? false;
}

async function fire(engine: Engine, tx: Tx) {
  const found = await lockOrganisation(tx, engine.teamId, { skipsLocked: true });
  const idle = { ticked: nothing, poisoned: [] };
  if (!found) {
    const [row] = await tx`select from organisation_states where team_id = ${engine.teamId}`;
    if (!row) throw new NoRowYet();
    return idle;
  }
  const policy = await engine.policies.readable(tx, found.inForce.hash);
  // Left to the replicas of the newer release.
  if (!policy) return idle;
  crashPoint('organisation_timer.after_lock');
  const followed = follow(engine, found, policy);
  const outcome = decideDue(engine, followed.found, policy);
  const decisions = [...followed.decisions, ...outcome.decisions];
  const last = decisions.at(-1)?.organisation ?? found.organisation;
  const timers = engine.rules.organisationTimersFor(last, policy);
  const policyHash = found.inForce.hash;
  const correlationId = randomUUID();
  await saveOrganisation(tx, found, decisions, { timers, policyHash, correlationId });
  crashPoint('organisation_timer.before_commit');
  const { poisoned } = outcome;
  const ticked: OrganisationTicked = {
    fired: outcome.fired.map(({ kind, dueAt }) => ({
      kind,
      lateMs: found.now.getTime() - dueAt.getTime(),
    })),
    failed: poisoned.length,
  };
  return {
    ticked,
    poisoned: poisoned.length > 0 ? await backOffOrganisation(tx, engine.teamId, poisoned) : [],
  };
}

/** What is new in the policy in force begins to count, before anything fires by it. */
function follow(engine: Engine, found: LockedOrganisation, policy: Policy) {
  if (found.followed === found.inForce.hash) return { found, decisions: [] };
  const { name, sinceAt } = found.inForce;
  const command = { type: 'follow_policy' as const, name, sinceAt };
  const decision = decided(engine, found, command, policy);
  return { found: { ...found, organisation: decision.organisation }, decisions: [decision] };
}

type Fault = Omit<Poisoned, 'isParked'>;

interface Outcome {
  decisions: Accepted[];
  fired: OrganisationTimer[];
  poisoned: Fault[];
}

/** Decides all that is due together. If that throws, key by key: a rule that throws silences its own timer and no other. */
function decideDue(engine: Engine, found: LockedOrganisation, policy: Policy): Outcome {
  const due = engine.rules
    .organisationTimersFor(found.organisation, policy)
    .filter(({ key, dueAt }) => dueAt <= found.now && !found.waiting.includes(key));
  const outcome: Outcome = { decisions: [], fired: [], poisoned: [] };
  if (due.length === 0) return outcome;
  try {
    return { ...outcome, decisions: [decideKeys(engine, found, due, policy)], fired: due };
  } catch (error) {
    if (due.length === 1) return { ...outcome, poisoned: due.map(({ key }) => poison(key, error)) };
  }
  let { organisation } = found;
  for (const timer of due) {
    try {
      const decision = decideKeys(engine, { ...found, organisation }, [timer], policy);
      outcome.decisions.push(decision);
      outcome.fired.push(timer);
      organisation = decision.organisation;
    } catch (error) {
      outcome.poisoned.push(poison(timer.key, error));
    }
  }
  return outcome;
}

/** Throws when the rules throw, refuse, or would derive the same instants again. */
function decideKeys(
  engine: Engine,
  found: LockedOrganisation,
  due: OrganisationTimer[],
  policy: Policy,
): Accepted {
  const keys = due.map(({ key }) => key);
  const decision = decided(engine, found, { type: 'fire_timers', keys }, policy);
  const again = engine.rules
    .organisationTimersFor(decision.organisation, policy)
    .find(({ key, dueAt }) => keys.includes(key) && dueAt <= found.now);
  if (again) throw new Error('its firing was not recorded');
  return decision;
}

function decided(
  engine: Engine,
  { organisation, now }: LockedOrganisation,
  command: Parameters<Engine['rules']['decideOrganisation']>[1],
  policy: Policy,
): Accepted {
  const decision = engine.rules.decideOrganisation(organisation, command, policy, now);
  if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`);
  return decision;
}

function poison(key: string | null, error: unknown): Fault {
  return { incidentId: null, key, error };
}
