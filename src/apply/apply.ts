import { randomUUID } from 'node:crypto';
import { type Engine, rules } from '../engine/engine.ts';
import { outboxChannel } from '../engine/hints.ts';
import { StoryClock } from '../engine/story-clock.ts';
import { transact } from '../engine/transact.ts';
import type { ChangePolicy } from '../incident/types.ts';
import { connect, type Database } from '../store/connect.ts';
import {
  applyPolicy,
  type InForce,
  Policies,
  policiesInForce,
  type StoredPolicy,
  storePolicy,
} from '../store/policies.ts';
import { incidentToMove, openNumbers } from '../store/queries-of-operators.ts';
import { difference } from './difference.ts';

/** Putting a policy in force, and moving an incident to one: what `muster policy apply` does. */

/** Which workspace is meant; asked for only where the database has several. */
export interface Where {
  url: string;
  team?: string;
}

/** Runs `work` with the workspace's policy in force. Throws, in one sentence, where there is none. */
async function inWorkspace<T>(
  { url, team }: Where,
  work: (database: Database, inForce: InForce) => Promise<T>,
): Promise<T> {
  const database = connect(url);
  try {
    const all = await database.work.use(({ sql }) => policiesInForce(sql));
    const found = team === undefined ? all : all.filter(({ teamId }) => teamId === team);
    const [first, ...others] = found;
    if (!first && all.length > 0) throw new Error(`The database has no workspace ${team}.`);
    if (!first) {
      throw new Error(
        'Muster was never started on this database: its first start puts the policy of MUSTER_POLICY in force.',
      );
    }
    if (others.length > 0) {
      const teams = all.map(({ teamId }) => teamId).join(', ');
      throw new Error(`The database has several workspaces; say --team, one of ${teams}.`);
    }
    return await work(database, first);
  } finally {
    await database.close();
  }
}

/** Puts the policy in force for new incidents, in all replicas at once. Returns what to tell. */
export function putInForce(where: Where, stored: StoredPolicy): Promise<string[]> {
  return inWorkspace(where, async (database, before) => {
    const { teamId } = before;
    const [isNew, open] = await database.work.use(async ({ sql }) => [
      await applyPolicy(sql, { teamId, ...stored }),
      await openNumbers(sql, teamId),
    ]);
    const named = `${stored.policy.name} (${short(stored.hash)})`;
    if (!isNew) return [`${named} is in force already.`];
    const others = open.filter(({ policyHash }) => policyHash !== stored.hash);
    const numbers = others.map(({ number }) => `#${number}`).join(', ');
    return [
      `${named} is in force for new incidents, instead of ${before.name} (${short(before.hash)}).`,
      ...(others.length > 0 ? [`Open incidents keep theirs: ${numbers}. --to moves one.`] : []),
    ];
  });
}

/** The policy in force, for `muster policy show`. */
export function inForce(where: Where): Promise<InForce> {
  return inWorkspace(where, (_database, found) => Promise.resolve(found));
}

export interface Move {
  number: number;
  instead: ChangePolicy['instead'];
  /** Whether it is done; otherwise what it would change is told. */
  yes: boolean;
}

/** Moves an incident to the policy, or tells what that would change. Throws, in words, what is in the way. */
export function moveIncident(where: Where, stored: StoredPolicy, move: Move): Promise<string[]> {
  return inWorkspace(where, async (database, { teamId }) => {
    const policies = new Policies();
    const found = await database.work.use(async ({ sql }) => {
      const row = await incidentToMove(sql, teamId, move.number);
      return row && { ...row, policy: await policies.get(sql, row.incident.policyHash) };
    });
    if (!found) throw new Error(`There is no incident #${move.number}.`);
    const { incident, policy, now } = found;
    const command: ChangePolicy = {
      type: 'change_policy',
      hash: stored.hash,
      name: stored.policy.name,
      previous: policy.name,
      instead: move.instead,
    };
    const decision = rules.decide(incident, command, stored.policy, now);
    if (!decision.ok) throw new Error(whyNot(move.number, decision.refusal));
    const lines = difference(
      { incident, policy, timers: rules.timersFor(incident, policy) },
      {
        incident: decision.incident,
        policy: stored.policy,
        timers: rules.timersFor(decision.incident, stored.policy),
      },
    );
    const about = [
      `#${move.number} ${incident.title}: ${policy.name} → ${stored.policy.name}`,
      ...lines.map((line) => `  ${line}`),
      ...(lines.length === 0 ? ['  nothing else changes'] : []),
    ];
    if (!move.yes) return [...about, 'Nothing was changed. Say --yes to move it.'];
    await carryOut({ database, policies, teamId }, stored, incident.id, command);
    return [...about, 'Moved.'];
  });
}

async function carryOut(
  { database, policies, teamId }: Pick<Engine, 'database' | 'policies' | 'teamId'>,
  stored: StoredPolicy,
  incidentId: number,
  command: ChangePolicy,
): Promise<void> {
  const engine: Engine = {
    teamId,
    database,
    policies,
    clock: new StoryClock(),
    rules,
    kick: () => {},
  };
  await database.work.use(({ sql }) => storePolicy(sql, stored));
  const gesture = { key: null, correlationId: randomUUID() };
  const outcome = await transact(engine, { incidentId, command, gesture });
  if (!outcome.ok) throw new Error(whyNot(outcome.incident?.number ?? 0, outcome.refusal));
  // The replicas deliver what it left in the outbox.
  await database.work.use(({ sql }) => sql`select pg_notify(${outboxChannel}, '')`);
}

type Refusal = Extract<ReturnType<typeof rules.decide>, { ok: false }>['refusal'];

function whyNot(number: number, refusal: Refusal): string {
  switch (refusal.code) {
    case 'ended':
      return `#${number} is over: it keeps the policy it had.`;
    case 'same_policy':
      return `#${number} follows this policy already.`;
    case 'cannot_move':
      return [
        `#${number} cannot move to this policy:`,
        ...refusal.unknown.map(({ what, key, allowed }) => {
          const known = allowed.length > 0 ? allowed.join(', ') : 'none';
          return what === 'measure' || what === 'obligation'
            ? `  it does not know the ${what} ${key}, which is open: end it first, or add it to the policy`
            : `  it has no ${what} ${key}; say --instead ${what}=KEY, one of ${known}`;
        }),
      ].join('\n');
    default:
      return `#${number} was not moved (${refusal.code}).`;
  }
}

function short(hash: string): string {
  return hash.slice(0, 12);
}
