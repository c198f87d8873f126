import type { Logger } from 'pino';
import { NewerPolicy, policyChannel } from '../store/policies.ts';
import type { Engine } from './engine.ts';

/**
 * Takes over the policy that is in force by now, where it is another one. What only a newer release
 * can read is left to its replicas: this one goes on showing what it knows.
 */
export async function followPolicy({ database, policies }: Engine, hash: string): Promise<void> {
  if (hash === policies.activeHash()) return;
  try {
    await database.work.use(({ sql }) => policies.activate(sql, hash));
  } catch (error) {
    if (!(error instanceof NewerPolicy)) throw error;
  }
}

/**
 * Follows at once where PostgreSQL says that a policy was put in force; the next pulse does anyway.
 * Resolves when it listens.
 */
export function followApplied(engine: Engine, log: Pick<Logger, 'warn'>): Promise<void> {
  return engine.database.listen(policyChannel, (hash) => {
    if (hash === undefined) return;
    followPolicy(engine, hash).catch((error: unknown) =>
      log.warn({ err: error }, 'the policy in force is not read yet'),
    );
  });
}
