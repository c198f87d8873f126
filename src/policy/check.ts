import { type Known, loadPolicyFile, type PolicyResult } from './load.ts';
import { notEnforcedIn } from './not-enforced.ts';

export interface CheckOptions extends Known {
  /** Warnings fail too. */
  strict?: boolean;
}

/**
 * What `muster policy check FILE…` prints, and whether every file is fine. One line per fault, as
 * editors and CI understand it: `file:line:column key.path: what is wrong, what is allowed`. Of a
 * file that is fine: its warnings, what is undecided, and what Muster does not enforce yet.
 */
export async function checkPolicyFiles(
  paths: string[],
  { strict = false, ...known }: CheckOptions = {},
): Promise<{ output: string; ok: boolean }> {
  const lines: string[] = [];
  let ok = true;
  for (const path of paths) {
    const result = await loadPolicyFile(path, known);
    if (!result.ok || (strict && result.warnings.length > 0)) ok = false;
    lines.push(...(result.ok ? told(path, result) : result.faults));
  }
  return { output: lines.map((line) => `${line}\n`).join(''), ok };
}

function told(path: string, result: Extract<PolicyResult, { ok: true }>): string[] {
  const { policy, hash, warnings, notes } = result;
  const counts = [
    counted(warnings.length, 'warning', 'warnings'),
    counted(policy.undecided.length, 'thing undecided', 'things undecided'),
  ].flatMap((each) => each ?? []);
  const later = notEnforcedIn(policy);
  return [
    `${path}: ${[`fine (${policy.name}, ${hash.slice(0, 12)})`, ...counts].join(', ')}`,
    ...warnings,
    ...notes,
    ...(later.length > 0 ? [`${path}: not enforced yet: ${later.join(', ')}`] : []),
  ];
}

function counted(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}
