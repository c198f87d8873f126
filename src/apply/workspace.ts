import { randomUUID } from 'node:crypto';
import { type Engine, rules } from '../engine/engine.ts';
import { outboxChannel } from '../engine/hints.ts';
import { StoryClock } from '../engine/story-clock.ts';
import { transact } from '../engine/transact.ts';
import type { Command } from '../incident/types.ts';
import { connect, type Database } from '../store/connect.ts';
import { type InForce, policiesInForce } from '../store/policies.ts';

/** What who runs Muster works on: the database, while the replicas go on. */

/** Which workspace is meant; asked for only where the database has several. */
export interface Where {
  url: string;
  team?: string;
}

/** Runs `work` with the workspace's policy in force. Throws, in one sentence, where there is none. */
export async function inWorkspace<T>(
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

/** What a command needs besides itself. */
export type Workspace = Pick<Engine, 'database' | 'policies' | 'teamId'>;

/** Carries a command out as the replicas do, once where it has a key, and tells them that there is something to send. */
export async function transactAsOperator(
  where: Workspace,
  incidentId: number,
  command: Command,
  key: string | null = null,
) {
  const engine: Engine = { ...where, clock: new StoryClock(), rules, kick: () => {} };
  const gesture = { key, correlationId: randomUUID() };
  const outcome = await transact(engine, { incidentId, command, gesture });
  await hintDelivery(where.database);
  return outcome;
}

/** Tells the replicas that there is something to send. */
export async function hintDelivery({ work }: Database): Promise<void> {
  await work.use(({ sql }) => sql`select pg_notify(${outboxChannel}, '')`);
}
