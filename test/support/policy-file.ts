import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The path of a new policy file that says this. */
export function policyFile(yaml: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'muster-policy-')), 'policy.yaml');
  writeFileSync(path, yaml);
  return path;
}
