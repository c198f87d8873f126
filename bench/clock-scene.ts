import { randomUUID } from 'node:crypto';
import { declareIncident } from '../src/engine/declare.ts';
import { type Engine, rules } from '../src/engine/engine.ts';
import { StoryClock } from '../src/engine/story-clock.ts';
import { Policy } from '../src/policy/schema.ts';
import { type ConnectOptions, connect } from '../src/store/connect.ts';
import { ensureOrganisation, Policies } from '../src/store/policies.ts';

/** Incidents by the thousand, with timers of their own, for the benches of the clock. */

const teamId = 'T0BENCH';

/** After five minutes somebody is asked to command; each promise of news has nineteen reminders. */
const policy = Policy.parse({
  version: 2,
  name: 'Bench',
  severities: [
    {
      key: 'sev1',
      name: 'SEV1',
      meaning: 'Everybody is hit',
      update_every_minutes: 30,
      commander_within_minutes: 5,
    },
  ],
  default_severity: 'sev1',
  statuses: [{ key: 'investigating', name: 'Investigating', phase: 'active' }],
  roles: [{ key: 'commander', name: 'Incident commander' }],
  updates: { overdue_reminders: 10, overdue_every_minutes: 30 },
});

export async function startBenchEngine(
  databaseUrl: string,
  options: ConnectOptions = {},
): Promise<Engine> {
  const database = connect(databaseUrl, options);
  const policies = new Policies();
  await database.work.use(async ({ sql }) => {
    await ensureOrganisation(sql, { teamId, policy, hash: 'bench', source: 'bench' });
    await policies.activate(sql, 'bench');
  });
  return { teamId, database, policies, clock: new StoryClock(), rules, kick: () => {} };
}

/**
 * Declares one incident and copies it until there are `count`. Returns the id of the first; the ids
 * after it follow one another.
 */
export async function seedIncidents(engine: Engine, count: number): Promise<number> {
  const outcome = await declareIncident(
    engine,
    {
      type: 'declare',
      by: 'U0BENCH',
      title: 'Bench',
      severity: 'sev1',
      summary: '',
      isPrivate: false,
      isDrill: false,
      origin: null,
    },
    { key: null, correlationId: randomUUID() },
  );
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
  const { id } = outcome.incident;
  const more = count - 1;
  await statement(
    engine,
    `insert into incidents (id, team_id, number, declare_key, title, severity, status, phase, is_private,
       is_drill, declared_by, declared_at, updated_at, version, policy_hash, state, state_version,
       timeline_hash)
     overriding system value
     select id + n, team_id, number + n, declare_key || ':' || n, title, severity, status, phase, is_private,
       is_drill, declared_by, declared_at, updated_at, version, policy_hash, state, state_version,
       timeline_hash
     from incidents, generate_series(1, ${more}) n where id = ${id} order by n`,
  );
  await statement(
    engine,
    `insert into timers (incident_id, key, team_id, kind, is_urgent, due_at)
     select i.id, t.key, t.team_id, t.kind, t.is_urgent, t.due_at
     from timers t join incidents i on i.id > ${id} and i.id <= ${id + more}
     where t.incident_id = ${id}`,
  );
  await statement(engine, `update organisations set next_number = next_number + ${more}`);
  await statement(engine, 'analyze incidents, timers');
  return id;
}

/** Runs a statement that may take its time. */
export async function statement<T extends object = Record<string, unknown>>(
  engine: Engine,
  text: string,
): Promise<T[]> {
  return engine.database.work.transaction(async (tx) => {
    await tx`set local statement_timeout = '120s'`;
    return [...(await tx.unsafe(text))] as T[];
  }, 120_000);
}

export interface Firings {
  /** Timers that fired, each counted once. */
  distinct: number;
  /** Timers that fired more than once. */
  twice: number;
}

/** What the timelines say of what fired from this incident on. */
export async function firingsSince(engine: Engine, id: number): Promise<Firings> {
  const [row] = await statement<Firings>(
    engine,
    `select count(*)::int as distinct, count(*) filter (where times > 1)::int as twice from (
       select count(*) as times from timeline, jsonb_array_elements(data -> 'fired') fired
       where incident_id >= ${id} group by incident_id, fired ->> 'kind', fired ->> 'dueAt') each`,
  );
  return row ?? { distinct: 0, twice: 0 };
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
