import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from './run-scenario.ts';

const place = join(import.meta.dirname, '../../docs/reliability.md');
const markers = { begin: '<!-- chaos:begin -->', end: '<!-- chaos:end -->' };

/** The runs as a table, a row for each group of scenarios. */
export function reportOf(
  results: readonly RunResult[],
  { seed, seconds, jobs }: { seed: number; seconds: number; jobs: number },
): string {
  const groups = new Map<string, RunResult[]>();
  for (const result of results) {
    const group = result.scenario.split('/')[0] ?? '';
    groups.set(group, [...(groups.get(group) ?? []), result]);
  }
  const rows = [...groups].map(([group, runs]) => row(group, runs));
  const each = (seconds / Math.max(results.length, 1)).toFixed(2);
  return [
    '| group | scenarios | runs | converged | lost | duplicated | other | slowest convergence |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    ...(groups.size > 1 ? [row('**all**', results)] : []),
    '',
    `Seed ${seed}, ${results.length} runs in ${Math.round(seconds)} s (${each} s a run, ${jobs} at once).`,
  ].join('\n');
}

function row(group: string, runs: readonly RunResult[]): string {
  const broken = (invariant: string) =>
    runs.filter(({ violations }) => violations.some((each) => each.invariant === invariant)).length;
  const known = ['converged', 'lost', 'duplicated'];
  const other = runs.filter(({ violations }) =>
    violations.some(({ invariant }) => !known.includes(invariant)),
  ).length;
  const slowest = Math.max(0, ...runs.map(({ figures }) => figures.get('convergence_ms') ?? 0));
  const cells = [
    group,
    new Set(runs.map(({ scenario }) => scenario)).size,
    runs.length,
    runs.length - broken('converged'),
    broken('lost'),
    broken('duplicated'),
    other,
    `${(slowest / 1000).toFixed(1)} s`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Puts the table where docs/reliability.md shows it. */
export async function writeReport(report: string): Promise<void> {
  const text = await readFile(place, 'utf8');
  const [before, rest] = text.split(markers.begin);
  const after = rest?.split(markers.end)[1];
  if (before === undefined || after === undefined) throw new Error(`no markers in ${place}`);
  await writeFile(place, `${before}${markers.begin}\n\n${report}\n\n${markers.end}${after}`);
}
