import { loadPolicyFile } from './load.ts';

/**
 * What `muster policy check FILE…` prints, and whether every file is fine. One line per fault, as
 * editors and CI understand it: `file:line:column key.path: what is wrong, what is allowed`.
 */
export async function checkPolicyFiles(paths: string[]): Promise<{ output: string; ok: boolean }> {
  const lines: string[] = [];
  let ok = true;
  for (const path of paths) {
    const result = await loadPolicyFile(path);
    if (result.ok) {
      lines.push(`${path}: fine (${result.policy.name}, ${result.hash.slice(0, 12)})`);
      continue;
    }
    ok = false;
    lines.push(...result.faults);
  }
  return { output: lines.map((line) => `${line}\n`).join(''), ok };
}
