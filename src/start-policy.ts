import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { loadPolicyFile } from './policy/load.ts';
import { words } from './slack/words.ts';

const defaultPolicy = join(import.meta.dirname, '../policies/default.yaml');

/** The policy of the file, which is in force from the first start on. Throws with every fault in it. */
export async function readPolicy({ policyPath }: Config) {
  const loaded = await loadPolicyFile(policyPath ?? defaultPolicy, { commandWords: words });
  if (!loaded.ok) throw new Error(`The policy cannot be used:\n${loaded.faults.join('\n')}`);
  return loaded;
}

/** The file is read at the first start; after that, applying one is a deed of its own. */
export function tellOfOther(
  { policyPath }: Config,
  { hash, inForce }: { hash: string; inForce: string },
  log: Logger,
): void {
  const file = policyPath ?? defaultPolicy;
  log.warn(
    { file, hash, inForce },
    'the policy file is not the policy in force; "muster policy apply FILE" puts one in force',
  );
}
